"""Instances in the format of SWE-bench (Jimenez et al. 2024), whose repositories are folders on this machine.

No engine sees `patch` and `test_patch`: the tests judge the fix afterwards. The evidence is the instance's `event`,
else a traceback in its problem statement, else those of its failing tests that are already in the repository.
"""

from __future__ import annotations

import importlib
import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.evaluation.cases.case import OutsideCase, unique
from arbase.intake.failing import exception_in
from arbase.settings import validated

SUFFIXES = (".json", ".jsonl", ".parquet")
MOST_BYTES = 2_000_000_000
PYTEST = ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider")


class Instance(Noun):
    """One instance; other columns of such files (hints, versions, dates) are not read."""

    repo: str = Field(min_length=1)
    base_commit: str = Field(min_length=1)
    instance_id: str = ""
    patch: str = ""
    test_patch: str = ""
    problem_statement: str = ""
    fail_to_pass: tuple[str, ...] = Field(default=(), alias="FAIL_TO_PASS")
    pass_to_pass: tuple[str, ...] = Field(default=(), alias="PASS_TO_PASS")
    event: dict[str, Any] | None = None

    @field_validator("fail_to_pass", "pass_to_pass", mode="before")
    @classmethod
    def _decoded(cls, value: object) -> object:
        """Published files hold these lists as JSON in a string."""
        if isinstance(value, str):
            return json.loads(value) if value.strip() else ()
        return () if value is None else value

    @field_validator("event", mode="before")
    @classmethod
    def _event(cls, value: object) -> object:
        return (json.loads(value) if value.strip() else None) if isinstance(value, str) else value


def read_instances(file: Path) -> list[OutsideCase]:
    """The cases of a JSON, JSONL or Parquet file. Raises UserError that names the file and the instance."""
    if not file.is_file():
        raise UserError(f"{file}: no such file; give a folder of cases or a SWE-bench file")
    if file.stat().st_size > MOST_BYTES:
        raise UserError(f"{file}: larger than {MOST_BYTES} bytes; is this the right file?")
    cases = [_case(record, number, file) for number, record in enumerate(_records(file), 1)]
    if not cases:
        raise UserError(f"{file}: no instance in it")
    unique(cases, file)
    return cases


def _records(file: Path) -> Iterator[dict[str, Any]]:
    try:
        if file.suffix == ".parquet":
            found: Any = _parquet(file)
        else:
            text = file.read_text(encoding="utf-8")
            lines = [line for line in text.split("\n") if line.strip()]
            found = [json.loads(line) for line in lines] if file.suffix == ".jsonl" else json.loads(text)
    except (ValueError, OSError, RecursionError) as error:
        raise UserError(f"{file}: cannot be read ({str(error)[:200]}); give JSON, JSONL or Parquet") from error
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise UserError(f"{file}: must hold instances, each an object")
    yield from found


def _parquet(file: Path) -> list[dict[str, Any]]:
    try:
        # Only the extra `eval` brings it in, and without stubs.
        reader: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise UserError(f"{file}: reading Parquet needs the extra `eval`: pip install 'arbase[eval]'") from error
    rows: list[dict[str, Any]] = reader.read_table(file).to_pylist()
    return rows


def _case(record: dict[str, Any], number: int, file: Path) -> OutsideCase:
    where = f"{file}: instance {number}"
    aliases = {str(field.alias or name): name for name, field in Instance.model_fields.items()}
    known = {key: value for key, value in record.items() if key in aliases and value is not None}
    instance = validated(Instance, known, where)
    name = instance.instance_id or f"{instance.repo.replace('/', '__')}-{number}"
    evidence = instance.event or _event_of(instance)
    tests = tuple(dict.fromkeys([*instance.fail_to_pass, *instance.pass_to_pass]))
    failing = (*PYTEST, *instance.fail_to_pass) if evidence is None and instance.fail_to_pass else ()
    if evidence is None and not failing:
        raise UserError(f"{where}: neither event, traceback in problem_statement nor FAIL_TO_PASS; what goes wrong?")
    return OutsideCase(
        id=name,
        repository=str(_local(instance.repo, file, where)),
        commit=instance.base_commit,
        event=evidence,
        failing=failing,
        oracle=(*PYTEST, *tests) if tests else (),
        reference=instance.patch,
        hidden_patch=instance.test_patch,
        folder=file.parent.resolve(),
    )


def _local(repo: str, file: Path, where: str) -> Path:
    """The folder of `owner/name` beside the file."""
    here = file.parent.resolve()
    for name in (repo, repo.replace("/", "__"), repo.rpartition("/")[2]):
        if (here / name).is_dir():
            return here / name
    raise UserError(f"{where}: the repository {repo!r} is not on this machine; put it at {here / repo}")


def _event_of(instance: Instance) -> dict[str, Any] | None:
    """The traceback of the problem statement in the form of an event."""
    found = exception_in(instance.problem_statement[:200_000])
    if found is None:
        return None
    frames = [{"filename": path, "lineno": line, "function": name} for path, line, name in found.frames]
    return {
        "event_id": uuid.uuid4().hex,
        "timestamp": datetime.now(UTC).isoformat(),
        "platform": "python",
        "exception": {"values": [{"type": found.type, "value": found.message, "stacktrace": {"frames": frames}}]},
    }

"""Instances in the format of SWE-bench (Jimenez et al. 2024), whose repositories are folders on this machine.

No engine sees `patch` and `test_patch`: the tests judge the fix afterwards, and the place of the reference is where the
fault counts to be. The evidence is the instance's `event`, else a traceback in its problem statement, and those of its
failing tests that the base commit holds already.
"""

from __future__ import annotations

import importlib
import json
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from arbase.domain.errors import ArbaseError, UserError
from arbase.domain.noun import Noun
from arbase.evaluation.cases.case import OutsideCase, RootCause, unique
from arbase.intake.failing import exception_in
from arbase.settings import validated
from arbase.workspace.checkout import file_at
from arbase.workspace.outline import MODULE, outline_of
from arbase.workspace.patch import Hunk, parse_hunks

SUFFIXES = (".json", ".jsonl", ".parquet")
MOST_BYTES = 2_000_000_000
NAME = re.compile(r"[A-Za-z_]\w*\Z")
PYTEST = ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider")


class Instance(Noun):
    """One instance; other columns of such files (hints, versions, dates) are not read.

    `python` is ours: the interpreter that has the repository's dependencies; published files say how to build one.
    """

    repo: str = Field(min_length=1)
    base_commit: str = Field(min_length=1)
    instance_id: str = ""
    patch: str = ""
    test_patch: str = ""
    problem_statement: str = ""
    fail_to_pass: tuple[str, ...] = Field(default=(), alias="FAIL_TO_PASS")
    pass_to_pass: tuple[str, ...] = Field(default=(), alias="PASS_TO_PASS")
    event: dict[str, Any] | None = None
    python: str = ""

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
    repository = _local(instance.repo, file, where)
    fail, keep = (_named(ids, instance, where) for ids in (instance.fail_to_pass, instance.pass_to_pass))
    tests = tuple(dict.fromkeys([*fail, *keep]))
    evidence = instance.event or _event_of(instance)
    here = tuple(one for one in fail if _is_there(one, instance, repository))
    # Without any evidence the names of hidden tests are all there is: the run says that they are not there.
    failing = here if here or evidence is not None else fail
    if evidence is None and not failing:
        raise UserError(f"{where}: neither event, traceback in problem_statement nor FAIL_TO_PASS; what goes wrong?")
    return OutsideCase(
        id=name,
        repository=str(repository),
        commit=instance.base_commit,
        python=instance.python,
        event=evidence,
        failing=(*PYTEST, *failing) if failing else (),
        oracle=(*PYTEST, *tests) if tests else (),
        root_cause=_place(instance, repository),
        reference=instance.patch,
        hidden_patch=instance.test_patch,
        folder=file.parent.resolve(),
    )


def _named(ids: tuple[str, ...], instance: Instance, where: str) -> tuple[str, ...]:
    """The tests as pytest names them; a bare name is one of the file that the test patch changes.

    Raises UserError for what is neither: the oracle would run nothing and call every fix wrong.
    """
    files = [path for path in parse_hunks(instance.test_patch) if path.endswith(".py")]
    found = []
    for one in ids:
        if NAME.match(one) and len(files) == 1:
            found.append(f"{files[0]}::{one}")
        elif ".py" in one and not one.startswith("-"):
            found.append(one)
        else:
            raise UserError(f"{where}: the test {one[:80]!r} is no pytest id; write it as path.py::name")
    return tuple(found)


def _is_there(test: str, instance: Instance, repository: Path) -> bool:
    """Whether the base commit defines a test, as far as its name tells."""
    path, *names = test.partition("[")[0].split("::")
    text = _text(repository, instance.base_commit, path)
    return text is not None and all(re.search(rf"\b(?:def|class) {re.escape(name)}\b", text) for name in names)


def _place(instance: Instance, repository: Path) -> RootCause | None:
    """The function that the reference changes first; None where it does not say."""
    for path, hunks in parse_hunks(instance.patch).items():
        text = _text(repository, instance.base_commit, path) if path.endswith(".py") else None
        if text is not None and hunks:
            line = _first_line(hunks)
            name = outline_of(text).function_at(line)
            return RootCause(file=path, function="" if name == MODULE else name, lines=(line, line))
    return None


def _first_line(hunks: tuple[Hunk, ...]) -> int:
    """The first line of the old file that goes; where the hunks only add, the line above the first that they add."""
    gone = next((line for hunk in hunks for line in hunk.removed), 0)
    added = [line[:1] for line in hunks[0].lines]
    return gone or max(1, hunks[0].old_start + added.index("+") - 1)


def _text(repository: Path, commit: str, path: str) -> str | None:
    """The text of a file at a commit; None where there is none."""
    try:
        return file_at(repository, commit, path)
    except ArbaseError:
        return None


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

"""The procedural bugs of a service as they are kept: which operator was applied where, and what shows it.

Small text beside the service's curated bugs, from which every build makes them anew: the mutant by its operator, the
recorded answers by playing the traffic on the clean service.

    procedural/traffic.jsonl    one request a line; bugs name requests by their place, from 0
    procedural/bugs.jsonl       one bug a line, in the order in which they were found; lines are only ever added
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import Field, ValidationError

from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.work import write_whole
from arbase.evaluation.seeded.catalogue import Crash, RequestTrigger, SeededService

N = TypeVar("N", bound=Noun)


class KeptBug(Noun):
    """One procedural bug."""

    file: str
    function: str
    operator: str
    line: int = Field(description="First line of the clean file that the operator changes.")
    digest: str = Field(description="Of the mutated file: names the mutant, and tells when the clean file has changed.")
    crash: Crash
    triggers: tuple[int, ...] = Field(min_length=1, description="Requests that crash.")
    answers: tuple[int, ...] = Field(min_length=1, description="Requests whose clean answers are the oracle.")
    noticed: tuple[str, ...] = Field(default=(), description="Tests that its commit takes out, as `file::name`.")


class Kept(Noun):
    """The traffic and the bugs of one service."""

    traffic: tuple[RequestTrigger, ...] = ()
    bugs: tuple[KeptBug, ...] = ()


def folder_of(service: SeededService) -> Path:
    """Where a service's procedural bugs are kept."""
    return service.folder / "procedural"


def read_kept(service: SeededService) -> Kept:
    """What is kept of a service; nothing where there was no hunt. Raises UserError that names file and line."""
    folder = folder_of(service)
    kept = Kept(traffic=_read(folder / "traffic.jsonl", RequestTrigger), bugs=_read(folder / "bugs.jsonl", KeptBug))
    for number, bug in enumerate(kept.bugs, 1):
        if max(*bug.triggers, *bug.answers) >= len(kept.traffic):
            raise UserError(f"{folder}/bugs.jsonl:{number} names a request that traffic.jsonl does not have.")
    return kept


def write_kept(service: SeededService, kept: Kept) -> None:
    """Write both files whole. Raises UserError where the disk refuses."""
    folder = folder_of(service)
    _write(folder / "traffic.jsonl", kept.traffic)
    _write(folder / "bugs.jsonl", kept.bugs)


def _read(path: Path, kind: type[N]) -> tuple[N, ...]:
    if not path.is_file():
        return ()
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(kind.model_validate_json(line))
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"])) or "the line"
            raise UserError(f"{path}:{number}: {where}: {fault['msg']}.") from error
    return tuple(found)


def _write(path: Path, rows: Sequence[Noun]) -> None:
    lines = [row.model_dump_json(by_alias=True, exclude_defaults=True) for row in rows]
    write_whole(path, "".join(f"{line}\n" for line in lines).encode())

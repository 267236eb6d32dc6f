"""What a function did not have for nothing, until a commit wrote it anew, it does not have again."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.repair.static.crash import crash_of
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Context
from arbase.repair.static.templates.lost_nothing import LostNothing
from arbase.replay.interface import Raised
from tests.unit.repair.test_history import Repository

BEFORE = """def share(part: int, whole: int) -> str | None:
    return str(round(part / whole)) if whole else None


def line(row):
    return {"share": share(row["part"], row["whole"])}
"""
GUARDED = BEFORE.replace(
    "    return str(round(part / whole)) if whole else None\n",
    "    if not whole:\n        return None\n    return str(round(part / whole))\n",
)
OTHER = BEFORE.replace("if whole else None", "if part else None")
AFTER = """def share(part: Decimal, whole: int) -> Decimal:
    return tenths(part / whole)


def line(row):
    figure = share(row["part"], row["whole"])
    return {"share": str(figure)}
"""
FAILING = "part / whole"
ENDED = [
    "-def share(part: Decimal, whole: int) -> Decimal:",
    "-    return tenths(part / whole)",
    "+def share(part: Decimal, whole: int) -> Decimal | None:",
    "+    return tenths(part / whole) if whole else None",
    '-    return {"share": str(figure)}',
    '+    return {"share": None if figure is None else str(figure)}',
]


def drafts(folder: Path, before: str, after: str) -> list[list[str]]:
    repository = Repository(folder)
    repository.commit(before)
    suspect = repository.commit(after)
    lines = after.splitlines()
    line = next(at for at, text in enumerate(lines, 1) if FAILING in text)
    column = lines[line - 1].index(FAILING)
    raised = Raised(
        exception="DivisionByZero",
        message="[<class 'decimal.DivisionByZero'>]",
        trace=(CodeLocation(path="app.py", line=line),),
        column=column,
        end_line=line,
        end_column=column + len(FAILING),
    )
    codebase = Codebase(folder)
    crash = crash_of(codebase, None, raised)
    assert crash is not None
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=(), suspects=(suspect,))
    context = Context(codebase, crash, diagnosis, Service(name="s", repository=folder))
    return [repository.changes(draft) for draft in LostNothing().drafts(context)]


@pytest.mark.parametrize("before", [BEFORE, GUARDED])
def test_nothing_for_nothing_as_before_the_commit(tmp_path: Path, before: str) -> None:
    assert [sorted(lines) for lines in drafts(tmp_path, before, AFTER)] == [sorted(ENDED)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (OTHER, AFTER),
        (BEFORE, AFTER.replace('    return {"share": str(figure)}', '    return {"share": figure * 2}')),
        (BEFORE, AFTER.replace("part / whole)", "part / whole) + 1").replace("return", "found =", 1)),
    ],
)
def test_silent_where_it_was_another_condition_or_callers_reckon_with_it(
    tmp_path: Path, before: str, after: str
) -> None:
    assert drafts(tmp_path, before, after) == []

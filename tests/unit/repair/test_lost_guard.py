"""A condition that a commit lost when it moved a calculation comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.repair.static.crash import crash_of
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Context
from arbase.repair.static.templates.lost_guard import LostGuard
from arbase.replay.interface import Raised
from tests.unit.repair.test_history import Repository

BEFORE = """from decimal import Decimal


def shares(parts):
    total = sum(parts.values())
    found = []
    for name, size in parts.items():
        share = (GUARDED).quantize(Decimal("0.01"))
        found.append((name, share))
    return found
"""
AFTER = """from decimal import Decimal


def share_of(size, total):
    return (Decimal(size) / Decimal(total)).quantize(Decimal("0.01"))


def shares(parts):
    total = sum(parts.values())
    return [(name, share_of(size, total)) for name, size in parts.items()]
"""
RENAMED = AFTER.replace("share_of(size, total):", "share_of(part, whole):").replace(
    "(Decimal(size) / Decimal(total))", "(Decimal(part) / whole)"
)
OTHER = AFTER.replace("share_of(size, total))", "share_of(size, len(name)))")
IF = "Decimal(size) / total if total else Decimal(0)"
IF_NOT = "Decimal(0) if total == 0 else Decimal(size) / total"


def drafts(folder: Path, before: str, after: str, failing: str, *callers: str) -> list[list[str]]:
    repository = Repository(folder)
    repository.commit(before)
    suspect = repository.commit(after)
    lines = after.splitlines()
    places = [next(at for at, text in enumerate(lines, 1) if part in text) for part in (*callers, failing)]
    column = lines[places[-1] - 1].index(failing)
    raised = Raised(
        exception="InvalidOperation",
        message="[<class 'decimal.DivisionUndefined'>]",
        trace=tuple(CodeLocation(path="app.py", line=line) for line in places),
        column=column,
        end_line=places[-1],
        end_column=column + len(failing),
    )
    codebase = Codebase(folder)
    crash = crash_of(codebase, None, raised)
    assert crash is not None
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=(), suspects=(suspect,))
    context = Context(codebase, crash, diagnosis, Service(name="s", repository=folder))
    return [repository.changes(draft) for draft in LostGuard().drafts(context)]


@pytest.mark.parametrize(
    ("guard", "written"),
    [
        (IF, "Decimal(size) / Decimal(total) if total else Decimal(0)"),
        (IF_NOT, "Decimal(0) if total == 0 else Decimal(size) / Decimal(total)"),
    ],
)
def test_the_condition_goes_where_the_calculation_went(tmp_path, guard, written):
    found = drafts(tmp_path, BEFORE.replace("GUARDED", guard), AFTER, "Decimal(size) / Decimal(total)", "total)) for")
    assert found == [
        [
            '-    return (Decimal(size) / Decimal(total)).quantize(Decimal("0.01"))',
            f'+    return ({written}).quantize(Decimal("0.01"))',
        ]
    ]


def test_the_condition_has_the_names_of_the_function_that_is_called(tmp_path):
    found = drafts(tmp_path, BEFORE.replace("GUARDED", IF), RENAMED, "Decimal(part) / whole", "share_of(size, total))")
    assert found == [
        [
            '-    return (Decimal(part) / whole).quantize(Decimal("0.01"))',
            '+    return (Decimal(part) / whole if whole else Decimal(0)).quantize(Decimal("0.01"))',
        ]
    ]


def test_a_quotient_of_something_else_had_no_condition(tmp_path):
    before = BEFORE.replace("GUARDED", IF)
    other = OTHER.replace("size, total):", "part, whole):").replace("Decimal(size) / Decimal(total)", "part / whole")
    assert drafts(tmp_path, before, other, "part / whole", "share_of(size, len") == []


def test_a_condition_that_is_still_there_was_not_lost(tmp_path):
    before = BEFORE.replace("GUARDED", IF)
    after = AFTER + f"\n\ndef first(size, total):\n    return {IF}\n"
    assert drafts(tmp_path, before, after, "Decimal(size) / Decimal(total)", "total)) for") == []

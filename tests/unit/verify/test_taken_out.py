"""A value that a commit lost with a condition may come back with it, wherever the calculation is now; no other may."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.history import Archive, History, Revision
from tests.unit.verify.doubles import on_paper

BEFORE = """from decimal import Decimal


def shares(parts):
    total = sum(parts.values())
    return [(name, Decimal(size) / total if total else Decimal(7)) for name, size in parts.items()]
"""
AFTER = """from decimal import Decimal


def share_of(size, total):
    return Decimal(size) / Decimal(total)


def shares(parts):
    total = sum(parts.values())
    return [(name, share_of(size, total)) for name, size in parts.items()]
"""
RENAMED = AFTER.replace("share_of(size, total):\n    return Decimal(size) / Decimal(total)",
                        "share_of(part, whole):\n    return Decimal(part) / whole")  # fmt: skip
WORK = "Decimal(size) / Decimal(total)"


class Earlier(Archive):
    """One commit, which wrote the file anew."""

    def __init__(self, before: str, after: str) -> None:
        self.known = (Revision("c0ffee1234", before, after),)

    def revisions(self, path: str) -> tuple[Revision, ...]:
        """The commit."""
        return self.known


def judged(folder: Path, source: str, change: tuple[str, str], before: str = BEFORE):
    stage = on_paper(source, 5, folder, exception="InvalidOperation", message="[<class 'decimal.DivisionUndefined'>]")
    case = replace(stage.case(stage.candidate(change)), history=History(Earlier(before, source)))
    return MadeUpValueGate().check(case)


@pytest.mark.parametrize(
    ("source", "change"),
    [
        (AFTER, (WORK, f"{WORK} if total else Decimal(7)")),
        (RENAMED, ("Decimal(part) / whole", "Decimal(part) / whole if whole else Decimal(7)")),
    ],
)
def test_what_was_lost_on_the_way_comes_back(tmp_path: Path, source: str, change: tuple[str, str]) -> None:
    result = judged(tmp_path, source, change)
    assert result.passed
    assert "c0ffee1234" in result.reason


@pytest.mark.parametrize(
    ("source", "change", "before"),
    [
        (AFTER, (WORK, f"{WORK} if total else Decimal(8)"), BEFORE),
        (AFTER, (WORK, f"{WORK} if size else Decimal(7)"), BEFORE),
        (AFTER, (WORK, f"Decimal(7) if total else {WORK}"), BEFORE),
        (AFTER, (WORK, f"{WORK} if total else Decimal(7)"), BEFORE.replace("Decimal(size) /", "Decimal(size + 1) /")),
        (AFTER, (WORK, f"{WORK} if total else Decimal(7)"), BEFORE.replace(" if total else Decimal(7)", "")),
        (
            RENAMED.replace("share_of(size, total)", "share_of(total, size)"),
            ("Decimal(part) / whole", "Decimal(part) / whole if whole else Decimal(7)"),
            BEFORE,
        ),
    ],
    ids=["another value", "another condition", "the other way round", "other work", "never there", "other things"],
)
def test_what_was_otherwise_is_made_up(tmp_path: Path, source: str, change: tuple[str, str], before: str) -> None:
    assert not judged(tmp_path, source, change, before).passed

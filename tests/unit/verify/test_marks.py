"""Marks for nothing in rows of text need a repository that has just this one; elsewhere they are made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

ROW = "def row(stats):\n    return f\"{stats['mean']:>7.1f}\"\n"
DAY = "\n\ndef day(value):\n    return '-' if value is None else value.isoformat()\n"
DOT = "\n\ndef dot(value):\n    return '.' if value is None else str(value)\n"
PRICE = "\n\ndef price(value):\n    return 'free' if value is None else str(value)\n"
SHOWN = (
    "    return f\"{stats['mean']:>7.1f}\"",
    "    mean = '-' if stats['mean'] is None else f\"{stats['mean']:.1f}\"\n    return f\"{mean:>7}\"",
)
ANSWERED = (SHOWN[0], SHOWN[1].replace('f"{mean:>7}"', "{'mean': mean}"))
RUNNING = (SHOWN[0], SHOWN[1].replace("{mean:>7}", "{mean} days"))
OF_ANOTHER = (SHOWN[0], SHOWN[1].replace("stats['mean'] is None", "stats['total'] is None"))
NO_FORMAT = "unsupported format string passed to NoneType.__format__"


@pytest.mark.parametrize(
    ("source", "change", "message", "passed"),
    [
        (ROW + DAY, SHOWN, NO_FORMAT, True),
        (ROW, SHOWN, NO_FORMAT, False),
        (ROW + DAY + DOT, SHOWN, NO_FORMAT, False),
        (ROW + PRICE, SHOWN, NO_FORMAT, False),
        (ROW + DAY, ANSWERED, NO_FORMAT, False),
        (ROW + DAY, OF_ANOTHER, NO_FORMAT, False),
        (ROW + DAY, RUNNING, NO_FORMAT, False),
        (ROW + DAY, SHOWN, "unsupported operand type(s) for +: 'NoneType' and 'int'", False),
    ],
    ids=[
        "the one mark",
        "no mark",
        "two marks",
        "a word",
        "in an answer",
        "for another value",
        "in a sentence",
        "another crash",
    ],
)
def test_mark_stands_where_the_code_has_just_one(source, change, message, passed, tmp_path: Path):
    stage = on_paper(source, 2, tmp_path, exception="TypeError", message=message)
    assert MadeUpValueGate().check(stage.case(stage.candidate(change))).passed is passed


@pytest.mark.parametrize(
    ("notes", "passed"),
    [
        ("A value that we do not have is `-` in reports and `null` in JSON.", True),
        ("A value that we do not have is `n/a` in reports.", False),
        ("A row without a name is refused.", False),
    ],
)
def test_mark_is_the_one_of_the_notes(notes, passed, tmp_path: Path):
    stage = on_paper(ROW, 2, tmp_path, exception="TypeError", message=NO_FORMAT)
    (stage.tree / ".arbase").mkdir(exist_ok=True)
    (stage.tree / ".arbase" / "context.md").write_text(notes)
    assert MadeUpValueGate().check(stage.case(stage.candidate(SHOWN))).passed is passed

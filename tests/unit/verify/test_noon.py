"""Twelve hours are half a day where people wrote that times count from noon."""

from __future__ import annotations

import ast
from types import SimpleNamespace

import pytest

from arbase.verify.literals import Fact
from arbase.verify.noon import half_a_day
from arbase.verify.syntax import Code


@pytest.mark.parametrize(
    ("text", "note", "known"),
    [
        ("Timedelta(hours=12)", "- Times count from noon less twelve hours.", True),
        ("Timedelta(hours=12)", "Times are measured from 'noon minus 12h' of the day.", True),
        ("Timedelta(hours=12)", "The desk opens at noon. Twelve hours later it closes.", False),
        ("Timedelta(hours=11)", "Times count from noon less twelve hours.", False),
        ("Timedelta(minutes=12)", "Times count from noon less twelve hours.", False),
        ("wait(hours=12)", "Times count from noon less twelve hours.", False),
    ],
)
def test_only_what_is_written_counts(tmp_path, text, note, known):
    (tmp_path / "README.md").write_text(note, encoding="utf-8")
    code = Code.parse(text)
    assert code is not None
    number = next(node for node in ast.walk(code.tree) if isinstance(node, ast.Constant))
    case = SimpleNamespace(repository=SimpleNamespace(root=tmp_path))
    found = half_a_day(case, code, Fact(number, "argument", "hours", str(number.value), ""))
    assert bool(found) is known

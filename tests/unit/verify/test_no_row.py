"""A number that no row can have finds nothing: neither is that hidden elsewhere, nor is the client blamed for it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from arbase.replay.interface import Observation
from arbase.verify.gates.swallow import SwallowGate
from arbase.verify.no_row import blamed_for_no_row
from tests.unit.verify.doubles import ScriptedReplayer, Stage, on_paper

MESSAGE = "Python int too large to convert to SQLite INTEGER"
STORE = """\
def hut(db, number) -> Row | None:
    return one(db, "SELECT * FROM huts WHERE id = ?", number)


def above(db, height) -> Row | None:
    return one(db, "SELECT * FROM huts WHERE height > ? AND id = ?", height, 1)


def beds(db, number):
    row = db.execute("SELECT beds FROM huts WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise NotFound(number)
    return row["beds"]


def close(db, number) -> Row | None:
    return one(db, "UPDATE huts SET open = 0 WHERE id = ? RETURNING id", number)
"""
HUT = '    return one(db, "SELECT * FROM huts WHERE id = ?", number)\n'
ABOVE = '    return one(db, "SELECT * FROM huts WHERE height > ? AND id = ?", height, 1)\n'
BEDS = '    row = db.execute("SELECT beds FROM huts WHERE id = ?", (number,)).fetchone()\n'
CLOSE = '    return one(db, "UPDATE huts SET open = 0 WHERE id = ? RETURNING id", number)\n'


def _tried(line: str, answer: str = "return None", caught: str = "OverflowError") -> tuple[str, str]:
    return line, f"    try:\n    {line}    except {caught}:\n        {answer}\n"


@pytest.mark.parametrize(
    ("line", "edit", "passes"),
    [
        (2, _tried(HUT), True),
        (10, _tried(BEDS, "row = None"), True),
        (2, _tried(HUT, caught="Exception"), False),
        (2, _tried(HUT, caught="(OverflowError, ValueError)"), False),
        (2, _tried(HUT, "return {}"), False),
        (10, _tried(BEDS, 'row = {"beds": 0}'), False),
        (10, _tried(BEDS, "return None"), False),
        (6, _tried(ABOVE), False),
        (17, _tried(CLOSE), False),
    ],
)
def test_only_a_look_up_by_the_number_may_answer_that_there_is_none(tmp_path: Path, line, edit, passes):
    built = on_paper(STORE, line, tmp_path, exception="OverflowError", message=MESSAGE)
    assert SwallowGate().check(built.case(built.candidate(edit))).passed is passes


def test_another_overflow_is_not_passed_over_so(tmp_path: Path):
    built = on_paper(STORE, 2, tmp_path, exception="OverflowError", message="date value out of range")
    assert not SwallowGate().check(built.case(built.candidate(_tried(HUT)))).passed


def _answering(stage: Stage, status: int, inputs: tuple[str, ...]) -> Stage:
    replayer = ScriptedReplayer(lambda overlay, stimulus: Observation(variant="", stimulus=0, status=status))
    diagnosis = stage.diagnosis.model_copy(update={"client_inputs": inputs})
    return dataclasses.replace(stage, replayer=replayer, diagnosis=diagnosis)


@pytest.mark.parametrize(
    ("line", "status", "inputs", "finder"),
    [
        (2, 422, ("path:number",), "hut"),
        (10, 400, ("path:number",), "beds"),
        (2, 404, ("path:number",), ""),
        (2, 422, ("body:number",), ""),
        (6, 422, ("path:height",), ""),
    ],
)
def test_a_number_of_the_path_that_no_row_has_is_not_there(tmp_path: Path, line, status, inputs, finder):
    built = on_paper(STORE, line, tmp_path, exception="OverflowError", message=MESSAGE)
    built = _answering(built, status, inputs)
    case = built.case(built.candidate(_tried(HUT, "raise Invalid(number) from None")))
    assert blamed_for_no_row(case) == finder

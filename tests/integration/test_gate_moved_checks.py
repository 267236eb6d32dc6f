"""Checks that only change places may tell a request that breaks two rules of the other one; new words may not come."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.interference import NonInterferenceGate
from arbase.verify.moved import only_moves
from tests.unit.verify.doubles import Scene, get, stage

HEAD = """\
from decimal import Decimal

from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/amounts")
def amount(text: str):
    number = Decimal(text)
"""
CENTS = '    if number != round(number, 2):\n        raise HTTPException(422, "fractions of a cent")\n'
RANGE = '    if not 0 < number < 9999:\n        raise HTTPException(422, "from 0 to 9999")\n'
SERVED = "    return {'cents': int(number * 100)}\n"
NAN = '    if number.is_nan():\n        raise HTTPException(422, "fractions of a cent")\n'


@pytest.mark.parametrize(
    ("source", "fix", "moves", "passes"),
    [
        (NAN + CENTS + RANGE, NAN + RANGE + CENTS, True, True),
        (NAN + CENTS + RANGE, NAN + RANGE.replace("from 0", "above 0") + CENTS, False, False),
        # NaN equals nothing, so it was refused above; the check below cannot compare it with anything.
        (CENTS + RANGE, RANGE + CENTS, True, False),
    ],
)
def test_a_request_that_breaks_two_rules_may_be_told_of_the_other_one(
    tmp_path: Path, source: str, fix: str, moves: bool, passes: bool
) -> None:
    tmp_path.chmod(0o755)
    trigger, traffic = get("/amounts?text=1e40"), (get("/amounts?text=1.50"), get("/amounts?text=2"))
    scene = Scene(files={"app.py": HEAD + source + SERVED}, trigger=trigger, traffic=traffic)
    made = stage(scene, tmp_path / "repository")
    case = made.case(made.candidate((source, fix)))
    assert only_moves(case) is moves
    result = NonInterferenceGate().check(case)
    assert result.passed is passes, result.reason


def test_what_the_visible_tests_send_is_told_the_same(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    source = NAN + CENTS + RANGE
    traffic = (get("/amounts?text=1.50"), get("/amounts?text=-0.005"))
    scene = Scene(files={"app.py": HEAD + source + SERVED}, trigger=get("/amounts?text=1e40"), traffic=traffic)
    made = stage(scene, tmp_path / "repository")
    result = NonInterferenceGate().check(made.case(made.candidate((source, NAN + RANGE + CENTS))))
    assert not result.passed
    assert "-0.005" in result.reason

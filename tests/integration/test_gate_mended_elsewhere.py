"""A fault that is mended where the running functions are not changed may leave the crashed statement without work."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.liveness import LivenessGate
from tests.unit.verify.doubles import Scene, get, stage

SOURCE = """\
from fastapi import FastAPI

app = FastAPI()
RATES = {"ski": {"youth": 5, "adult": 9}}


@app.get("/board")
def board():
    ages = RATES["ski"]
    return {"adult": ages.pop("adult"), "others": list(ages)}


@app.get("/price")
def price(age: str = "adult"):
    ages = RATES["ski"]
    if age in ages:
        return {"price": ages[age]}
    return {"price": ages["adult"]}
"""
COPIED = ('ages = RATES["ski"]\n    return {"adult"', 'ages = dict(RATES["ski"])\n    return {"adult"')
LAST = '    return {"price": ages["adult"]}\n'


@pytest.mark.parametrize(
    ("fix", "passes"),
    [
        (COPIED, True),
        ((LAST, '    if "adult" not in ages:\n        return {"price": None}\n' + LAST), False),
    ],
)
def test_the_statement_may_be_idle_only_where_nothing_goes_round_it(
    tmp_path: Path, fix: tuple[str, str], passes: bool
) -> None:
    tmp_path.chmod(0o755)
    trigger = get("/price").model_copy(update={"before": (get("/board"),)})
    scene = Scene(files={"app.py": SOURCE}, trigger=trigger, traffic=(get("/price?age=youth"),))
    made = stage(scene, tmp_path / "repository")
    result = LivenessGate().check(made.case(made.candidate(fix)))
    assert result.passed is passes, result.reason

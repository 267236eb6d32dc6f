"""A request that holds what the trigger is refused for now may be told of that instead of what else is wrong."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.interference import NonInterferenceGate
from tests.unit.verify.doubles import ScriptedReplayer, on_paper, post

SOURCE = """
def made(year, price):
    return checked(price)
"""
TRIGGER = post("/orders", {"year": 1990, "price": "NaN"})
CRASH = Raised(exception="InvalidOperation", message="", trace=(CodeLocation(path="app.py", line=3, function="made"),))


@pytest.mark.parametrize(
    ("told", "inputs", "passed"),
    [("price", ("body:$.price",), True), ("other", ("body:$.price",), False), ("price", ("body:$.year",), False)],
)
def test_one_of_two_rules_is_told(tmp_path: Path, told: str, inputs: tuple[str, ...], passed: bool) -> None:
    def answer(overlay, stimulus):
        if stimulus.kind != "request":
            return Observation(variant="", stimulus=0, status=0)
        body = json.loads(base64.b64decode(stimulus.body) or b"{}")
        bad = isinstance(body, dict) and body.get("price") == "NaN"
        usual = isinstance(body, dict) and body.get("year") == 1990
        if bad and overlay:
            text = "price" if usual else told
            return Observation(variant="", stimulus=0, status=400, body=json.dumps({"error": text}))
        if bad and usual:
            return Observation(variant="", stimulus=0, status=500, raised=CRASH)
        return Observation(variant="", stimulus=0, status=422, body=json.dumps({"error": "year"}))

    stage = on_paper(SOURCE, 3, tmp_path, exception="InvalidOperation")
    stage.replayer = ScriptedReplayer(answer)
    reproduction = stage.diagnosis.reproduction.model_copy(update={"stimulus": TRIGGER})
    more = {"reproduction": reproduction, "client_inputs": inputs}
    stage.diagnosis = stage.diagnosis.model_copy(update=more)
    result = NonInterferenceGate().check(stage.case(stage.candidate(("checked(price)", "checked(read(price))"))))
    assert result.passed is passed, result.reason

"""What one page refuses now is not left to break the page beside it."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.other_routes import OtherRoutesGate
from tests.unit.verify.doubles import ScriptedReplayer, on_paper, post

SOURCE = """
def checked(price):
    return price.quantize(CENT)


@app.post("/orders")
def make():
    return checked(body()["price"])


@app.patch("/orders/<int:number>")
def change(number):
    return checked(body()["price"])


@app.put("/people/<int:number>")
def name(number):
    return "-"
"""
SAID = "[<class 'decimal.InvalidOperation'>]"
EDIT = ('    return checked(body()["price"])\n\n\n@app.patch', "    return guarded()\n\n\n@app.patch")


def judged(folder: Path, *, fixed: bool = False, function: str = "checked", after: int = 400, said: str = SAID):
    stage = on_paper(SOURCE, 3, folder, exception="InvalidOperation", message=SAID)
    trigger = post("/v1/orders", {"name": "a", "price": "NaN"})
    asked = []
    place = CodeLocation(path="app.py", line=3, function=function)
    raised = Raised(exception="decimal.InvalidOperation", message=SAID, trace=(place,))

    def answer(overlay, stimulus):
        if stimulus.method == "POST":
            return Observation(
                variant="", stimulus=0, status=after if overlay else 500, raised=None if overlay else raised
            )
        asked.append((stimulus.method, stimulus.target, json.loads(base64.b64decode(stimulus.body))))
        if stimulus.target != "/v1/orders/2" or (overlay and fixed):
            return Observation(variant="", stimulus=0, status=404)
        return Observation(variant="", stimulus=0, status=500, raised=raised.model_copy(update={"message": said}))

    stage.replayer = ScriptedReplayer(answer)
    reproduction = stage.diagnosis.reproduction.model_copy(update={"stimulus": trigger})
    crash = stage.diagnosis.crash.model_copy(
        update={"location": CodeLocation(path="app.py", line=3, function="checked"), "trace": ()}
    )
    more = {"reproduction": reproduction, "client_inputs": ("body:$.price",), "crash": crash}
    stage.diagnosis = stage.diagnosis.model_copy(update=more)
    return OtherRoutesGate().check(stage.case(stage.candidate(EDIT))), asked


def test_a_page_that_fails_of_the_same_input_tells_that_the_fix_is_half(tmp_path: Path) -> None:
    result, asked = judged(tmp_path)
    assert not result.passed
    assert "PATCH /v1/orders/2 still crashes for the same value" in result.reason
    assert ("PATCH", "/v1/orders/1", {"price": "NaN"}) in asked
    assert {target.split("/")[2] for _, target, _ in asked} == {"orders"}


@pytest.mark.parametrize("more", [{"fixed": True}, {"function": "other"}, {"after": 201}, {"said": "'name'"}])
def test_other_ends_say_nothing_of_the_fix(tmp_path: Path, more: dict) -> None:
    assert judged(tmp_path, **more)[0].passed

"""What one route refuses now does not crash another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.other_routes import OtherRoutesGate
from arbase.verify.mutations import json_of
from tests.unit.verify.doubles import ScriptedReplayer, get, on_paper, post

SOURCE = """
def checked(price):
    return price.quantize(CENT)
"""
TRIGGER = post("/offers", {"title": "Boat", "price": "many"})
CHANGE = post("/offers/3", {"price": "12"}).model_copy(update={"method": "PATCH"})
SEARCH = get("/offers/cheap?price=12&sort=age")
RENAME = post("/people/3", {"name": "Anna"}).model_copy(update={"method": "PATCH"})
EDIT = (".quantize(CENT)", ".quantize(CENT, 1)")


def crash(line: int, exception: str = "InvalidOperation") -> Observation:
    place = CodeLocation(path="app.py", line=line, function="checked")
    raised = Raised(exception=exception, message="no number", trace=(place,))
    return Observation(variant="", stimulus=0, status=500, raised=raised)


def judged(folder: Path, other: Stimulus, *, inputs=("body:$.price",), runs=True, mended=False, exception="", line=3):
    stage = on_paper(SOURCE, 3, folder, exception="InvalidOperation")
    sent: list[Stimulus] = []

    def answer(overlay, stimulus):
        body = json_of(stimulus) or {}
        bad = "many" in (body.get("price"), body.get("name")) or "price=many" in stimulus.target
        if bad and stimulus.target.startswith("/offers?") | (stimulus.target == "/offers"):
            return Observation(variant="", stimulus=0, status=422) if overlay else crash(3)
        if bad and stimulus.target != "/offers":
            if stimulus.target.startswith(other.target.partition("?")[0]):
                sent.append(stimulus)
            if overlay and mended:
                return Observation(variant="", stimulus=0, status=422)
            return crash(line, exception) if exception else crash(line)
        return Observation(variant="", stimulus=0, status=200, lines={"app.py": (3,)} if runs else {})

    stage.replayer = ScriptedReplayer(answer)
    reproduction = stage.diagnosis.reproduction.model_copy(update={"stimulus": TRIGGER})
    update = {"reproduction": reproduction, "traffic": (other,), "client_inputs": inputs}
    stage.diagnosis = stage.diagnosis.model_copy(update=update)
    stage.diagnosis = stage.diagnosis.model_copy(
        update={
            "crash": stage.crash.model_copy(
                update={"location": CodeLocation(path="app.py", line=3, function="checked")}
            )
        }
    )
    return OtherRoutesGate().check(stage.case(stage.candidate(EDIT))), sent


@pytest.mark.parametrize("other", [CHANGE, SEARCH])
def test_another_route_that_still_crashes_for_the_value_tells_that_the_fix_is_half(
    tmp_path: Path, other: Stimulus
) -> None:
    result, sent = judged(tmp_path, other)
    assert not result.passed
    assert sent
    assert other.target.partition("?")[0] in result.reason


@pytest.mark.parametrize(
    "more",
    [{"mended": True}, {"exception": "KeyError"}, {"line": 2}, {"inputs": ("header:x-a",)}, {"inputs": ()}],
    ids=["mended as well", "another exception", "another statement", "of a header", "of nothing sent"],
)
def test_what_is_mended_or_fails_for_something_else_does_not_count(tmp_path: Path, more: dict) -> None:
    assert judged(tmp_path, CHANGE, **more)[0].passed


def test_routes_that_neither_take_the_field_nor_run_the_function_are_not_asked(tmp_path: Path) -> None:
    result, sent = judged(tmp_path, RENAME, runs=False)
    assert result.passed
    assert sent == []

"""What the service hands out is taken back."""

from __future__ import annotations

import json

import pytest

from arbase.domain.diagnosis import CrashSpec, Diagnosis, Reproduction
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.handed_out import HandedOutGate
from tests.unit.verify.doubles import Scene, ScriptedReplayer, Stage, get, on_paper, write

SOURCE = """\
def page(cursor):
    return decode(cursor)
"""
TRIGGER = get("/items?limit=2&cursor=bzo3")
FIRST = get("/items?limit=2&cursor=0")
CRASH = Raised(exception="ValueError", message="no", trace=(CodeLocation(path="app.py", line=2, function="page"),))


def stage_of(tmp_path, answer: dict[str, object], crashing: str):
    """`/items` crashes for cursors that end as `crashing`, which the patch refuses, and answers others."""

    def replay(overlay, stimulus):
        if stimulus.target.endswith(crashing) or stimulus == TRIGGER:
            if overlay:
                return Observation(variant="", stimulus=0, status=400, body="{}")
            return Observation(variant="", stimulus=0, status=500, raised=CRASH)
        return Observation(variant="", stimulus=0, status=200, body=json.dumps(answer))

    write(tmp_path, {"app.py": SOURCE})
    location = CodeLocation(path="app.py", line=2, function="page")
    diagnosis = Diagnosis(
        incident_id="0123456789ab",
        crash=CrashSpec(exception="ValueError", message="no", location=location, trace=(location,)),
        hypotheses=(),
        reproduction=Reproduction(stimulus=TRIGGER, attempts=3, failures=3),
        client_inputs=("query:cursor",),
        traffic=(FIRST,),
    )
    scene = Scene(files={"app.py": SOURCE}, trigger=TRIGGER)
    return Stage(scene, Service(name="scene", repository=tmp_path), ScriptedReplayer(replay), diagnosis)


@pytest.mark.parametrize(
    ("answer", "crashing", "passed"),
    [
        ({"items": [], "next_cursor": "bzo5"}, "bzo5", False),
        ({"items": [], "links": {"next": "http://h/items?limit=2&cursor=bzo5"}}, "bzo5", False),
        ({"items": [], "next": "bzo5"}, "bzo5", False),
        ({"items": [], "next_cursor": "bzo5"}, "else", True),
        ({"items": [], "name": "bzo5"}, "bzo5", True),
        ({"items": [], "next_cursor": None}, "bzo5", True),
    ],
    ids=["a cursor", "an address", "what goes on", "taken", "another name", "none"],
)
def test_a_refusal_of_what_the_answers_give_is_refused(tmp_path, answer, crashing, passed):
    stage = stage_of(tmp_path, answer, crashing)
    case = stage.case(stage.candidate(("return decode(cursor)", "return decode(check(cursor))")))
    result = HandedOutGate().check(case)
    assert result.passed is passed, result.reason


PADDED = """\
def encode(last):
    return urlsafe_b64encode(last).rstrip(b"=")


def decode(cursor):
    return urlsafe_b64decode(cursor)
"""


@pytest.mark.parametrize(("source", "passed"), [(PADDED, False), (PADDED.replace('.rstrip(b"=")', ""), True)])
def test_padding_that_is_cut_off_here_is_not_asked_of_the_client(tmp_path, source, passed):
    stage = on_paper(source, 6, tmp_path, exception="Error", message="Incorrect padding")
    stage.replayer._answer = lambda overlay, stimulus: Observation(
        variant="", stimulus=0, status=400 if overlay else 500
    )
    case = stage.case(stage.candidate(("return urlsafe_b64decode(cursor)", "return urlsafe_b64decode(check(cursor))")))
    assert HandedOutGate().check(case).passed is passed


@pytest.mark.parametrize(("given", "passed"), [("bzo3bzo3", False), ("bzo4bzo4", True)])
def test_the_very_value_is_looked_for_on_pages_of_other_sizes(tmp_path, given, passed):
    stage = stage_of(tmp_path, {"items": []}, "bzo3bzo3")
    trigger = get("/items?cursor=bzo3bzo3")

    def replay(overlay, stimulus):
        if "cursor" in stimulus.target and stimulus != FIRST:
            if overlay:
                return Observation(variant="", stimulus=0, status=400, body="{}")
            return Observation(variant="", stimulus=0, status=500, raised=CRASH)
        body = {"more": given if stimulus.target == "/items?limit=9" else ""}
        return Observation(variant="", stimulus=0, status=200, body=json.dumps(body))

    stage.replayer._answer = replay
    reproduction = stage.diagnosis.reproduction.model_copy(update={"stimulus": trigger})
    stage.diagnosis = stage.diagnosis.model_copy(update={"reproduction": reproduction})
    case = stage.case(stage.candidate(("return decode(cursor)", "return decode(check(cursor))")))
    result = HandedOutGate().check(case)
    assert result.passed is passed, result.reason

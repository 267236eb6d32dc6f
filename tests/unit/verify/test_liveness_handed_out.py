"""A statement that only what the service hands out gets past stays alive."""

from __future__ import annotations

import json

import pytest

from arbase.domain.diagnosis import CrashSpec, Diagnosis, Reproduction
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.liveness import LivenessGate
from arbase.verify.gates.minimality import MinimalityGate
from tests.unit.verify.doubles import Scene, ScriptedReplayer, Stage, get, write

SOURCE = """\
def page(value):
    return later(column > value)
"""
EDIT = ("    return later", "    if value is None:\n        return rest()\n    return later")
TRIGGER = get("/items?limit=2&cursor=bnVsbA")
FIRST = get("/items?limit=2")
CRASH = Raised(exception="ArgumentError", message="no", trace=(CodeLocation(path="app.py", line=2, function="page"),))


@pytest.mark.parametrize(
    ("answer", "before", "after", "passed"),
    [
        ({"next": "bzo5"}, (2,), (4,), True),
        ({"next": "bzo5"}, (2,), (3,), False),
        ({"next": "bzo5"}, (1,), (4,), False),
        ({"next": None}, (2,), (4,), False),
    ],
    ids=["still run", "no longer run", "never run", "nothing handed out"],
)
def test_what_is_handed_out_tells_whether_the_statement_is_alive(tmp_path, answer, before, after, passed):
    def replay(overlay, stimulus):
        if stimulus == TRIGGER:
            if overlay:
                return Observation(variant="", stimulus=0, status=200, body="{}", lines={"app.py": (3,)})
            return Observation(variant="", stimulus=0, status=500, raised=CRASH)
        lines = {"app.py": after if overlay else before} if stimulus.target.endswith("bzo5") else {}
        return Observation(variant="", stimulus=0, status=200, body=json.dumps(answer), lines=lines)

    write(tmp_path, {"app.py": SOURCE})
    location = CodeLocation(path="app.py", line=2, function="page")
    diagnosis = Diagnosis(
        incident_id="0123456789ab",
        crash=CrashSpec(exception="ArgumentError", message="no", location=location, trace=(location,)),
        hypotheses=(),
        reproduction=Reproduction(stimulus=TRIGGER, attempts=3, failures=3),
        client_inputs=("query:cursor",),
        traffic=(FIRST,),
    )
    scene = Scene(files={"app.py": SOURCE}, trigger=TRIGGER)
    stage = Stage(scene, Service(name="scene", repository=tmp_path), ScriptedReplayer(replay), diagnosis)
    result = LivenessGate().check(stage.case(stage.candidate(EDIT)))
    assert result.passed is passed, result.reason


@pytest.mark.parametrize(("other", "passed"), [("[4, 1]", True), ("[4]", False)])
def test_a_hunk_may_be_needed_by_the_page_behind_the_one_that_crashed(tmp_path, other, passed):
    def replay(overlay, stimulus):
        mended = "if value is None" in (overlay or {}).get("app.py", "")
        both = "or_(" in (overlay or {}).get("app.py", "")
        if stimulus == TRIGGER:
            raised = None if mended else CRASH
            return Observation(variant="", stimulus=0, status=200 if mended else 500, body="{}", raised=raised)
        if stimulus.target.endswith("bzo5"):
            return Observation(variant="", stimulus=0, status=200, body=other if both else "[4]")
        return Observation(variant="", stimulus=0, status=200, body=json.dumps({"next": "bzo5"}))

    source = SOURCE.replace("    return", "    column = loaded(column)\n    return")
    write(tmp_path, {"app.py": source})
    location = CodeLocation(path="app.py", line=3, function="page")
    diagnosis = Diagnosis(
        incident_id="0123456789ab",
        crash=CrashSpec(exception="ArgumentError", message="no", location=location, trace=(location,)),
        hypotheses=(),
        reproduction=Reproduction(stimulus=TRIGGER, attempts=3, failures=3),
        client_inputs=("query:cursor",),
        traffic=(FIRST,),
    )
    scene = Scene(files={"app.py": source}, trigger=TRIGGER)
    stage = Stage(scene, Service(name="scene", repository=tmp_path), ScriptedReplayer(replay), diagnosis)
    guard = ("    column", "    if value is None:\n        return rest()\n    column")
    wider = ("later(column > value)", "later(or_(column > value, column.is_(None)))")
    result = MinimalityGate().check(stage.case(stage.candidate(guard, wider)))
    assert result.passed is passed, result.reason

"""What a docstring shows is to be read."""

from __future__ import annotations

import pytest

from arbase.domain.diagnosis import CrashSpec, Diagnosis, Reproduction
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.examples import ExamplesGate
from tests.unit.verify.doubles import Scene, ScriptedReplayer, Stage, get, write

SOURCE = '''\
def minutes(text):
    """{told}"""
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
'''
PROMISED = "Minutes of the day of operation, which goes on after midnight: 22:40, 24:10."
BELOW = "Minutes of the day: 22:40."
DENIED = "Minutes of the day: 22:40. Hours like 24:10 are refused."
REFUSING = (
    "    return time(int(hour), int(minute))\n",
    "    if int(hour) > 23:\n        raise Unreadable(text)\n    return time(int(hour), int(minute))\n",
)
READING = ("    return time(int(hour), int(minute))\n", "    return int(hour) * 60 + int(minute)\n")
RAISED = Raised(exception="ValueError", message="hour must be in 0..23",
                trace=(CodeLocation(path="app.py", line=4, function="minutes"),))  # fmt: skip


def stage_of(tmp_path, told: str) -> Stage:
    """`/at?time=24:20` crashes, as every hour above 23 does."""

    def replay(overlay, stimulus):
        crashes = "24" in stimulus.target
        status = 500 if crashes else 200
        return Observation(variant="", stimulus=0, status=status, raised=RAISED if crashes else None)

    source = SOURCE.format(told=told)
    write(tmp_path, {"app.py": source})
    location = CodeLocation(path="app.py", line=4, function="minutes")
    trigger = get("/at?time=24:20")
    variables = {"text": {"type": "str", "repr": "'24:20'"}, "hour": {"type": "str", "repr": "'24'"}}
    diagnosis = Diagnosis(
        incident_id="0123456789ab",
        crash=CrashSpec(exception="ValueError", message=RAISED.message, location=location, variables=variables),
        hypotheses=(),
        reproduction=Reproduction(stimulus=trigger, attempts=3, failures=3),
    )
    scene = Scene(files={"app.py": source}, trigger=trigger)
    return Stage(scene, Service(name="scene", repository=tmp_path), ScriptedReplayer(replay), diagnosis)


@pytest.mark.parametrize(
    ("told", "change", "passed"),
    [
        (PROMISED, REFUSING, False),
        (PROMISED, READING, True),
        (BELOW, REFUSING, True),
        (DENIED, REFUSING, True),
        ("Minutes of the day.", REFUSING, True),
    ],
    ids=["an example", "read", "an example that does not crash", "an example of what is refused", "no example"],
)
def test_an_example_of_the_docstring_is_not_refused(tmp_path, told, change, passed):
    stage = stage_of(tmp_path, told)
    result = ExamplesGate().check(stage.case(stage.candidate(change)))
    assert result.passed is passed, result.reason

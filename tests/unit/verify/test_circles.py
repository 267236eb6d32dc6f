"""A circle that people say is refused is not stored and borne."""

from __future__ import annotations

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.circles import CirclesGate
from tests.unit.verify.doubles import ScriptedReplayer, on_paper

SOURCE = "def above(one):\n    return [one, *above(one.parent)]\n"
NOTE = "# Conventions\n\nNothing can come to be part of itself, also by way of others: such a change is a 409.\n"
WRITE = Stimulus(method="PATCH", target="/units/3")


def judged(tmp_path, status: int, *, note: str = NOTE, exception: str = "RecursionError", read: bool = False):
    stage = on_paper(SOURCE, 2, tmp_path, exception=exception)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "conventions.md").write_text(note)
    trigger = Stimulus(target="/units/3", before=(WRITE,)) if read else WRITE

    def scripted(overlay, stimulus):
        if not overlay:
            raised = Raised(exception=exception, message="", trace=(stage.crash.location,))
            return Observation(variant="", stimulus=0, status=500, raised=raised)
        return Observation(variant="", stimulus=0, status=status if stimulus.method == "PATCH" else 200)

    stage.replayer = ScriptedReplayer(scripted)
    reproduction = stage.diagnosis.reproduction.model_copy(update={"stimulus": trigger})
    stage.diagnosis = stage.diagnosis.model_copy(update={"reproduction": reproduction})
    return CirclesGate().check(stage.case(stage.candidate(("one.parent", "one.child"))))


@pytest.mark.parametrize("read", [False, True])
@pytest.mark.parametrize(("status", "passed"), [(200, False), (409, True)])
def test_the_write_is_refused_as_people_say(tmp_path, status, passed, read):
    result = judged(tmp_path, status, read=read)
    assert result.passed is passed, result.reason


def test_where_nobody_says_so_a_circle_may_be_borne(tmp_path):
    assert judged(tmp_path, 200, note="# Conventions\n\nTimes are UTC.\n").passed


def test_other_crashes_are_left_alone(tmp_path):
    assert judged(tmp_path, 200, exception="KeyError").passed

"""Requests that only read change nothing for those behind them."""

from __future__ import annotations

import json

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.replay.interface import Observation, Raised
from arbase.verify.gates.by_itself import ByItselfGate
from tests.unit.verify.doubles import ScriptedReplayer, get, on_paper

SOURCE = "def f(x):\n    return x.y\n"
SPOILS, ELSE = get("/export?fees=1"), get("/export?fees=2")


def answer(columns: int, visits: int = 0) -> Observation:
    body = json.dumps({"columns": columns, "visits": visits})
    headers = (("content-type", "application/json"),)
    return Observation(variant="", stimulus=0, status=200, body=body, headers=headers)


def judged(tmp_path, patched: Observation, *, before=(SPOILS,), again: int = 0, other: int = 2):
    stage = on_paper(SOURCE, 2, tmp_path)
    trigger = Stimulus(target="/export", before=before)
    asked: list[Stimulus] = []

    def scripted(overlay, stimulus):
        if not stimulus.before:
            asked.append(stimulus)
            return answer(2, visits=again * len(asked))
        if overlay:
            return patched
        if stimulus.before == (ELSE,):
            return answer(other)
        raised = Raised(exception="KeyError", message="", trace=(stage.crash.location,))
        return Observation(variant="", stimulus=0, status=500, raised=raised)

    stage.replayer = ScriptedReplayer(scripted)
    reproduction = stage.diagnosis.reproduction.model_copy(update={"stimulus": trigger})
    stage.diagnosis = stage.diagnosis.model_copy(update={"reproduction": reproduction, "traffic": (ELSE,)})
    return ByItselfGate().check(stage.case(stage.candidate(("x.y", "x"))))


@pytest.mark.parametrize(("columns", "passed"), [(2, True), (3, False)])
def test_the_trigger_is_answered_as_by_itself(tmp_path, columns, passed):
    result = judged(tmp_path, answer(columns))
    assert result.passed is passed
    assert passed or "columns" in result.reason


def test_what_differs_each_time_tells_nothing(tmp_path):
    assert judged(tmp_path, answer(2, visits=9), again=1).passed
    assert not judged(tmp_path, answer(3, visits=9), again=1).passed


def test_what_was_written_before_may_show(tmp_path):
    written = Stimulus(method="POST", target="/houses")
    assert judged(tmp_path, answer(3), before=(written,)).passed
    assert judged(tmp_path, answer(3), before=()).passed


def test_what_is_remembered_on_purpose_may_show(tmp_path):
    assert judged(tmp_path, answer(3), other=4).passed
    assert not judged(tmp_path, answer(3), other=2).passed

"""The investigation agent with a scripted model: what it claims is run again before it is believed."""

from __future__ import annotations

import json

import pytest

from arbase.domain.diagnosis import HypothesisStatus
from arbase.domain.event import Frame, RaisedException
from arbase.domain.outcome import Declined, Done
from arbase.domain.triage import CodeLocation, TriageReport
from arbase.investigate.agent import AgentInvestigator
from arbase.investigate.static import StaticInvestigator
from tests.fakes import NOW, an_event, an_incident
from tests.hostile import job_scene, seat_for
from tests.scripted_models import call, scripted, submit
from tests.unit.verify.doubles import stage

TESTED = {"what": "ran the command again", "predicted": "it fails", "observed": "KeyError: 'count'", "supports": True}
FIRST = {
    "statement": "The data calls the number amount, the code count.",
    "predicts": "rows with a count are added up",
    "status": "supported",
    "confidence": 0.9,
    "path": "job.py",
    "line": 7,
    "experiments": [TESTED],
}
SECOND = {**FIRST, "statement": "The file of rows is damaged.", "status": "open", "experiments": [], "confidence": 0.2}
RUN = {"command": ["python", "job.py"]}


@pytest.fixture
def built(tmp_path):
    tmp_path.chmod(0o755)
    made = stage(job_scene(), tmp_path / "repository")
    yield made
    made.replayer.close()


def investigate(tmp_path, built, turns, *, sparing=False):
    frame = Frame(path="job.py", function="total", line=7)
    raised = RaisedException(type="KeyError", message="'count'", frames=(frame,))
    incident = an_incident(samples=(an_event(exceptions=(raised,)),))
    place = CodeLocation(path="job.py", line=7, function="total")
    report = TriageReport(incident_id=incident.id, summary="KeyError", exception="KeyError", crash=place, since=NOW)
    with scripted(turns) as server:
        seat = seat_for(server, tmp_path / "home")
        engine = AgentInvestigator(seat, built.replayer, StaticInvestigator(built.replayer), sparing=sparing)
        outcome = engine.investigate(incident, report, built.service, lambda told: None)
    return outcome, server.answerer.asked


@pytest.mark.slow
def test_a_reproduction_of_the_agent_is_confirmed_and_its_hypotheses_stand_beside_the_static_ones(tmp_path, built):
    probe = call("probe", source="import json; print(json.load(open('rows.json')))")
    answer = submit(hypotheses=[FIRST, SECOND], reproduction=RUN)
    outcome, asked = investigate(tmp_path, built, [call("replay", **RUN), probe, answer])
    assert isinstance(outcome, Done), outcome
    diagnosis = outcome.value
    assert diagnosis.reproduction.attempts == diagnosis.reproduction.failures == 3
    assert diagnosis.crash.exception == "KeyError"
    agents = [one for one in diagnosis.hypotheses if one.kind == "agent"]
    assert [one.status for one in agents] == [HypothesisStatus.SUPPORTED, HypothesisStatus.OPEN]
    assert max(one.confidence for one in agents) <= 0.6
    assert any(one.kind != "agent" for one in diagnosis.hypotheses)
    assert "raised: KeyError" in json.dumps(asked[1].body["messages"][-1])
    assert "amount" in json.dumps(asked[2].body["messages"][-1])
    assert diagnosis.base_commit == built.commits[-1]


RAISES = "def total(rows):\n    raise KeyError('count')\n\n\ntotal([])\n"
MADE_UP = {
    "code on the command line": {"command": ["python", "-c", RAISES]},
    "code with other flags": {"command": ["python", "-Ic", RAISES]},
    "a program of its own": {"command": ["python", "own.py"], "files": {"own.py": RAISES}},
    "the service's file replaced": {"command": ["python", "job.py"], "files": {"job.py": RAISES}},
    "code by the shell": {"command": ["bash", "-c", f'echo "{RAISES}" | python']},
    "code in a data file": {"command": ["python", "rows.json"], "files": {"rows.json": RAISES}},
    "another crash": {"command": ["python", "job.py"], "files": {"rows.json": "[1]"}},
    "no crash": {"command": ["python", "--version"]},
}


def test_a_made_up_reproduction_is_found_out(tmp_path, built):
    turns = [submit(hypotheses=[FIRST, SECOND], reproduction=one) for one in MADE_UP.values()]
    for number, (first, second) in enumerate(zip(turns[::2], turns[1::2], strict=True)):
        outcome, asked = investigate(tmp_path / str(number), built, [first, second])
        assert isinstance(outcome, Declined), first
        assert "reproduction" in outcome.reason
        assert "reproduction" in json.dumps(asked[1].body["messages"][-1])


def test_supported_without_an_experiment_is_sent_back(tmp_path, built):
    bare = submit(hypotheses=[{**FIRST, "experiments": []}, SECOND], unresolved="no input")
    outcome, asked = investigate(tmp_path, built, [bare, submit(hypotheses=[FIRST, SECOND], unresolved="no input")])
    assert isinstance(outcome, Done)
    assert "without an experiment" in json.dumps(asked[1].body["messages"][-1])
    assert outcome.value.reproduction is None
    assert "no input" in outcome.value.unresolved


def test_one_hypothesis_is_not_enough(tmp_path, built):
    one = submit(hypotheses=[FIRST], unresolved="no input")
    outcome, _ = investigate(tmp_path, built, [one, one])
    assert isinstance(outcome, Declined)


def test_a_cascade_keeps_the_static_diagnosis_where_the_agent_fails(tmp_path, built):
    outcome, asked = investigate(tmp_path, built, [], sparing=True)
    assert isinstance(outcome, Done)
    assert outcome.value.reproduction is None
    assert outcome.value.unresolved
    assert len(asked) == 1

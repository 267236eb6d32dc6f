"""What to take first and why, and what agents did, as a person reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from arbase.domain.outcome import Done
from arbase.domain.triage import TriageReport
from arbase.domain.verdict import Queue, Reason, Verdict
from arbase.intake.digest import draft
from arbase.journal import focus
from arbase.model.journal import Journal, folder_of
from arbase.model.transcripts import transcripts_of, used_line
from arbase.store.sql import SqlStore
from tests.fakes import NOW, an_event
from tests.scripted_models import GOOD, call, outcome_of, scripted
from tests.unit.commands.test_cli import arbase


@pytest.fixture
def store(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path / 'arbase.db'}")
    yield store
    store.close()


def judged(store, number, *, users=1, queue=Queue.FOCUS, probability=0.9, weights=None):
    """An incident of `users` users that a classifier has judged when it had one event."""
    raised = {"type": f"Error{number}", "message": "it broke"}
    for one in range(users):
        at = NOW + timedelta(minutes=one)
        event = an_event(
            number * 1000 + one, exceptions=(raised,), user=f"u{one}", occurred_at=at, received_at=at, service="shop"
        )
        store.accept([event])
        incident = store.digest(event, draft(event))
    report = TriageReport(incident_id=incident.id, summary="s", since=NOW, status=500)
    verdict = Verdict(
        incident_id=incident.id,
        probability=probability,
        priority=0.1,
        queue=queue,
        reasons=(Reason(rule="r", weight=1.0, text="t"),),
        classifier="c",
        weights=weights or {},
    )
    store.save_stage_result(incident.id, "triage", Done(value=report).model_dump_json())
    store.save_stage_result(incident.id, "classify", Done(value=verdict).model_dump_json())
    return incident.id


def test_what_hits_more_people_by_now_comes_first_and_it_is_said_why(store):
    few, many = judged(store, 1), judged(store, 2, users=40)
    judged(store, 3, users=60, queue=Queue.BACKLOG)
    found = focus(store)
    assert [one.incident.id for one in found] == [many, few]
    assert found[0].why.startswith("users +0.")
    assert found[0].priority > found[1].priority


def test_the_order_follows_the_weights_of_the_verdict_and_its_probability(store):
    many = judged(store, 1, users=40, weights={"status": 1.0})
    few = judged(store, 2, weights={"status": 1.0}, probability=0.95)
    assert [one.incident.id for one in focus(store)] == [few, many]
    assert focus(store)[0].why == "answered with 5xx +0.75"


def test_the_queue_is_shown(store, tmp_path):
    assert "nothing waits" in arbase(tmp_path, "incident", "focus").stdout
    judged(store, 1, users=3)
    shown = arbase(tmp_path, "incident", "focus")
    assert shown.returncode == 0, shown.stderr
    assert "Error1: it broke" in shown.stdout
    assert "urgent because of" in shown.stdout


def test_a_transcript_is_read_turn_by_turn_with_what_it_used(tmp_path, store):
    incident = judged(store, 1)
    with scripted([call("read", path="a.py"), GOOD]) as server:
        folder = folder_of(tmp_path / "agents", incident)
        outcome = outcome_of(server, tmp_path, work={"journal": Journal(folder / "repair.jsonl", "the task")})
    assert isinstance(outcome, Done)
    (found,) = transcripts_of(tmp_path, incident)
    assert (found.agent, found.ended, found.used.calls) == ("repair", "done", 2)
    assert any(line.startswith("turn 1, ") for line in found.lines)
    assert 'calls read {"path": "a.py"}' in found.lines
    assert any(line.startswith("result of read: a.py") for line in found.lines)
    assert used_line([found]).startswith(f"{found.used.tokens:,} tokens in 2 calls, ")
    shown = arbase(tmp_path, "incident", "transcript", incident)
    assert shown.returncode == 0, shown.stderr
    assert "result of read: a.py" in shown.stdout
    assert f"agents: {found.used.tokens:,} tokens" in arbase(tmp_path, "incident", "show", incident).stdout
    nobody = arbase(tmp_path, "incident", "transcript", incident, "--agent", "triage")
    assert "no agent worked" in nobody.stdout
    assert arbase(tmp_path, "incident", "transcript", "ffffffff").returncode == 2

from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from arbase.checkpoint import StoreCheckpoint
from arbase.domain.errors import SandboxError
from arbase.domain.incident import IncidentState
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.domain.verdict import Queue
from arbase.store.sql import SqlStore
from arbase.worker import Worker
from tests.fakes import NOW, ScriptedClassifier, ScriptedDeliverer, ScriptedTriage, an_event, scripted_pipeline


@pytest.fixture
def store(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path / 'arbase.db'}")
    store.add_service(Service(name="shop", repository=Path("/nowhere")))
    yield store
    store.close()


def worker(store, **stages):
    pipeline = scripted_pipeline(**stages, checkpoint=StoreCheckpoint(store))
    return Worker(store, lambda service: nullcontext(pipeline), unobserved)


def work_off(found):
    steps = 0
    while found.step():
        steps += 1
        assert steps < 100
    return steps


def test_an_accepted_event_becomes_a_proposal_that_waits(store):
    store.accept([an_event()])
    work_off(worker(store))
    (incident,) = store.incidents()
    assert incident.state is IncidentState.AWAITING_REVIEW
    assert [proposal.incident_id for proposal in store.proposals()] == [incident.id]


def test_many_events_of_one_group_are_worked_on_once(store):
    triage = ScriptedTriage()
    store.accept([an_event(number) for number in range(1, 8)])
    work_off(worker(store, triage=triage))
    (incident,) = store.incidents()
    assert incident.count == 7
    assert triage.calls == 1


class Killed(BaseException):
    pass


def test_a_killed_worker_goes_on_and_proposes_once(store):
    store.accept([an_event()])
    deliverer = ScriptedDeliverer(Killed())
    with pytest.raises(Killed):
        work_off(worker(store, deliverer=deliverer))
    assert store.incidents()[0].state is IncidentState.RUNNING
    deliverer.answer = None
    work_off(worker(store, deliverer=deliverer))
    work_off(worker(store, deliverer=deliverer))
    assert len(store.proposals()) == 1
    assert store.incidents()[0].state is IncidentState.AWAITING_REVIEW


def test_what_was_put_aside_is_judged_anew_when_it_has_grown(store):
    classifier = ScriptedClassifier(queue=Queue.DISCARDED)
    found = worker(store, classifier=classifier)
    store.accept([an_event()])
    work_off(found)
    assert store.incidents()[0].state is IncidentState.DISCARDED
    store.accept([an_event(number, occurred_at=NOW + timedelta(minutes=number)) for number in range(2, 10)])
    work_off(found)
    assert classifier.calls == 1
    classifier.queue = Queue.FOCUS
    store.accept([an_event(10)])
    work_off(found)
    assert store.incidents()[0].state is IncidentState.AWAITING_REVIEW


def test_an_incident_whose_service_is_gone_fails_and_the_worker_goes_on(store):
    store.accept([an_event(1, service="unknown"), an_event(2)])
    work_off(worker(store))
    states = {incident.service: incident.state for incident in store.incidents()}
    assert states == {"unknown": IncidentState.FAILED, "shop": IncidentState.AWAITING_REVIEW}


def test_a_pipeline_that_cannot_be_built_fails_the_incident_only(store):
    def none(service):
        raise SandboxError("no sandbox here")

    store.accept([an_event()])
    work_off(Worker(store, none, unobserved))
    assert store.incidents()[0].state is IncidentState.FAILED

from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from arbase.checkpoint import StoreCheckpoint
from arbase.domain.outcome import Done
from arbase.domain.service import Service
from arbase.domain.triage import TriageReport
from arbase.domain.verdict import Queue
from arbase.journal import notes_of
from arbase.store.sql import SqlStore
from arbase.worker import Worker
from tests.fakes import NOW, ScriptedClassifier, ScriptedTriage, an_event, scripted_pipeline


class Outage(ScriptedTriage):
    def triage(self, incident, service, related, observe):
        system = "database (db.internal:5432)" if "Timeout" in incident.title else None
        report = TriageReport(
            incident_id=incident.id, summary="it broke", exception="Timeout", since=NOW, dependency=system
        )
        return Done(value=report)


@pytest.fixture
def store(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path / 'arbase.db'}")
    for name in ("shop", "mail", "stock"):
        store.add_service(Service(name=name, repository=Path("/nowhere")))
    yield store
    store.close()


def run(store, *events, queue=Queue.FOCUS, observe=None):
    told = []

    def watch(one):
        told.append(one)
        if observe is not None:
            observe(one)

    pipeline = scripted_pipeline(
        triage=Outage(), classifier=ScriptedClassifier(queue=queue), checkpoint=StoreCheckpoint(store)
    )
    worker = Worker(store, lambda _: nullcontext(pipeline), watch)
    store.accept(list(events))
    while worker.step():
        pass
    return [one.kind for one in told if one.kind in ("alert", "joined")]


def timeout(number, service, hours=0):
    raised = {"type": "Timeout", "message": f"no answer of {service}"}
    at = NOW + timedelta(hours=hours)
    return an_event(number, service=service, exceptions=(raised,), occurred_at=at, received_at=at)


def test_one_outage_over_three_services_calls_a_human_once(store):
    assert run(store, timeout(1, "shop"), timeout(2, "mail"), timeout(3, "stock")) == ["alert", "joined", "joined"]
    names = {one.situation for one in store.situations()}
    assert len(names) == 1
    members = store.situations(names.pop())
    assert len(members) == 3
    assert members[0].why == ""
    assert all("fails for both at the same time" in one.why for one in members[1:])
    assert any("one situation with" in line for line in notes_of(store, members[0].incident_id))
    assert any("fails for both" in line for line in notes_of(store, members[2].incident_id))


def test_another_day_or_another_cause_calls_again(store):
    assert run(store, timeout(1, "shop"), an_event(2)) == ["alert", "alert"]
    assert run(store, timeout(3, "mail", hours=30)) == ["alert"]
    assert store.situations() == ()


def test_what_was_put_aside_called_nobody_so_the_next_one_does(store):
    assert run(store, timeout(1, "shop"), queue=Queue.DISCARDED) == []
    assert run(store, timeout(2, "mail")) == ["alert"]
    assert len(store.situations()) == 2

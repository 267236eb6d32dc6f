import time
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from arbase.checkpoint import StoreCheckpoint
from arbase.classify import persist
from arbase.classify.quarantine import QuarantineSettings, is_audited
from arbase.classify.settings import ClassifySettings
from arbase.classify.standing import StandingClassifier, standing_of
from arbase.commands.incident_review import drift_watch
from arbase.domain.errors import StoreError, UserError
from arbase.domain.incident import IncidentState
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.domain.verdict import Queue
from arbase.evaluation.champion import learn
from arbase.evaluation.production import audit_of, drift_of
from arbase.review import verdicts
from arbase.review.audit import verify_chain
from arbase.service.app import WorkerThread
from arbase.settings import Settings
from arbase.store.sql import SqlStore
from arbase.worker import Worker
from tests.fakes import NOW, ScriptedClassifier, an_event, scripted_pipeline
from tests.unit.classify.test_learnt import GUARANTEE, QUICK, examples

EVERY = QuarantineSettings(audit_share=1.0)


@pytest.fixture
def store(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path / 'arbase.db'}")
    store.add_service(Service(name="shop", repository=Path("/nowhere")))
    yield store
    store.close()


def worker(store, queue=Queue.DISCARDED, **settings):
    quarantine = QuarantineSettings(**settings)
    classifier = StandingClassifier(ScriptedClassifier(queue=queue), standing_of(store), straight=quarantine.straight)
    pipeline = scripted_pipeline(classifier=classifier, checkpoint=StoreCheckpoint(store))
    return Worker(store, lambda service: nullcontext(pipeline), unobserved, quarantine)


def take(store, found, *events):
    store.accept(list(events))
    while found.step():
        pass
    (incident,) = store.incidents()
    return incident


def events(first, last, hours=0.0, **changes):
    start = NOW + timedelta(hours=hours)
    return [
        an_event(
            number, occurred_at=start + timedelta(seconds=number), received_at=start + timedelta(hours=1), **changes
        )
        for number in range(first, last)
    ]


@pytest.mark.parametrize(
    ("later", "why"),
    [
        (events(2, 3, release="2"), "release 2 has it too"),
        (events(2, 40, hours=1), "times an hour"),
        (events(2, 3, hours=24 * 9), "back after 9 quiet days"),
    ],
)
@pytest.mark.parametrize("straight", [False, True])
def test_discarded_incident_returns_by_rule_and_says_why(store, later, why, straight):
    found = worker(store, straight=straight)
    first = take(store, found, an_event(1, release="1"))
    assert first.state is IncidentState.DISCARDED
    incident = take(store, found, *later)
    assert incident.state is (IncidentState.AWAITING_REVIEW if straight else IncidentState.BACKLOG)
    assert why in store.returned(incident.id)
    assert [entry.action for entry in store.audit_trail()][:1] == ["return"]


def test_more_users_bring_it_back(store):
    found = worker(store)
    take(store, found, an_event(1))
    users = [an_event(number, user=f"u{number}") for number in range(2, 14)]
    assert take(store, found, *users).state is IncidentState.BACKLOG


def test_what_goes_on_as_before_stays_discarded(store):
    found = worker(store)
    take(store, found, an_event(1, release="1"))
    assert take(store, found, *events(2, 5, hours=1, release="1")).state is IncidentState.DISCARDED
    assert store.returned(store.incidents()[0].id) == ""


def test_restored_by_a_human_is_raised_though_the_classifier_says_no(store):
    found = worker(store)
    incident = take(store, found, an_event(1))
    verdicts.restore(store, incident.id, "ana", "customers cannot pay")
    assert take(store, found).state is IncidentState.AWAITING_REVIEW
    (said,) = store.incident_reviews(incident.id)
    assert (said.actionable, said.was, said.actor) == (True, IncidentState.DISCARDED, "ana")
    assert [(entry.actor, entry.action) for entry in store.audit_trail()] == [("ana", "restore")]
    assert verify_chain(store.audit_trail()) is None


def test_discarded_by_a_human_stays_until_a_rule_brings_it_back(store):
    found = worker(store, queue=Queue.BACKLOG)
    incident = take(store, found, an_event(1, release="1"))
    verdicts.discard(store, incident.id, "ana", "the monitor's own probe")
    assert take(store, found, *events(2, 4, hours=1, release="1")).state is IncidentState.DISCARDED
    assert take(store, found, *events(9, 10, hours=2, release="2")).state is IncidentState.AWAITING_REVIEW


def test_what_cannot_be_decided_is_one_sentence(store):
    found = worker(store)
    incident = take(store, found, an_event(1))
    for call, sentence in (
        (lambda: verdicts.restore(store, "ffffffff", "ana", "x"), "there is no incident"),
        (lambda: verdicts.restore(store, incident.id, " ", "x"), "needs the name"),
        (lambda: verdicts.restore(store, incident.id, "ana", " "), "say why"),
        (lambda: verdicts.confirm(store, incident.id, "ana", "x"), "only what was raised"),
    ):
        with pytest.raises(UserError, match=sentence):
            call()
    verdicts.restore(store, incident.id, "ana", "x")
    with pytest.raises(UserError, match="is new"):
        verdicts.discard(store, incident.id, "ana", "x")
    with pytest.raises(UserError, match="only what was put aside"):
        verdicts.restore(store, incident.id, "ana", "x")
    with pytest.raises(UserError, match="about what was discarded"):
        verdicts.answer_audit(store, incident.id, "ana", "x", actionable=True)


def many(store, count, queue):
    kinds = [an_event(number, exceptions=({"type": f"E{number}", "message": "m"},)) for number in range(1, count + 1)]
    store.accept(kinds)
    found = worker(store, queue=queue)
    while found.step():
        pass
    return [one.id for one in store.incidents(limit=1000)]


def test_the_audit_draws_a_share_and_tells_recall_with_its_interval(store):
    discarded = many(store, 40, Queue.DISCARDED)
    before = audit_of(store, EVERY)
    assert (len(before.waiting), before.answered, before.recall.enough) == (40, 0, False)
    for name in discarded[:30]:
        verdicts.answer_audit(store, name, "ana", "looked", actionable=name == discarded[0])
    after = audit_of(store, EVERY)
    assert (len(after.waiting), after.answered, after.missed, after.discarded) == (10, 30, 1, 40)
    assert after.recall.low <= after.recall.value <= after.recall.high
    assert after.recall.value == 0.0  # nobody confirmed anything that was raised
    share = QuarantineSettings(audit_share=0.2)
    assert all(is_audited(one.id, share) for one in audit_of(store, share).waiting)


def test_what_people_took_back_themselves_is_not_lost_from_the_sample(store):
    discarded = many(store, 5, Queue.DISCARDED)
    verdicts.restore(store, discarded[0], "ana", "a bug after all")
    found = audit_of(store, EVERY)
    assert (found.discarded, found.answered, found.missed) == (5, 1, 1)
    nobody = audit_of(store, QuarantineSettings(audit_share=0.0))
    assert (nobody.answered, nobody.taken_back) == (0, 1)
    assert "nobody answered" in nobody.untold


def test_recall_is_told_when_something_raised_was_confirmed(store):
    discarded = many(store, 10, Queue.DISCARDED)
    verdicts.answer_audit(store, discarded[0], "ana", "noise", actionable=False)
    assert "no raised incident was confirmed" in audit_of(store, EVERY).untold
    store.accept([an_event(99)])
    found = worker(store, queue=Queue.FOCUS)
    while found.step():
        pass
    raised = next(one for one in store.incidents() if one.state is IncidentState.AWAITING_REVIEW)
    verdicts.confirm(store, raised.id, "ana", "a real bug")
    told = audit_of(store, EVERY)
    assert (told.untold, told.confirmed, told.recall.value) == ("", 1, 1.0)
    verdicts.restore(store, discarded[1], "ana", "a bug after all")
    assert audit_of(store, EVERY).recall.high <= 0.5


def test_drift_is_told_of_many_triaged_incidents_only(store):
    champion = learn(examples(60), QUICK, GUARANTEE, "learnt@test")
    many(store, 5, Queue.DISCARDED)
    assert "50 are needed" in drift_of(store, champion).untold
    many(store, 60, Queue.DISCARDED)
    found = drift_of(store, champion)
    assert (found.incidents, found.untold) == (60, "")
    assert all(index > 0.25 for _, index in found.drifted)
    assert found.drifted


def test_a_service_that_runs_tells_of_drift_by_itself(store, tmp_path):
    champion = learn(examples(), QUICK, GUARANTEE, "learnt@test")
    persist.save(tmp_path / "model", champion, "data", {})
    settings = Settings(home=tmp_path, classify=ClassifySettings(model=str(tmp_path / "model")))
    told = []
    watch = drift_watch(settings, store, told.append)
    watch()
    assert told == []
    many(store, 60, Queue.DISCARDED)
    watch()
    (one,) = told
    assert (one.kind, "no longer like those learnt from" in one.text) == ("drift", True)
    drift_watch(Settings(home=tmp_path, classify=ClassifySettings(engine="rules")), store, told.append)()
    assert len(told) == 1


def test_what_is_looked_at_now_and_then_is_not_looked_at_all_the_time_and_stops_no_work(store):
    looks = []

    def watch():
        looks.append(1)
        raise StoreError("the disk is full")

    thread = WorkerThread(worker(store), 0.01, watch, every=3600)
    thread.start()
    store.accept(events(1, 4))
    deadline = time.monotonic() + 60
    while (store.inbox_size() or not looks) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.1)
    thread.stop()
    assert store.inbox_size() == 0
    assert len(looks) == 1

import json
from pathlib import Path

import pytest

from arbase.cli import app
from arbase.commands.console import console
from arbase.domain.errors import UserError
from arbase.domain.proposal import ProposalState
from arbase.domain.review import Decision, Review
from arbase.domain.service import Service
from arbase.domain.verdict import Queue
from arbase.evaluation.alerts.gather import gathered
from arbase.evaluation.alerts.rows import read_rows
from arbase.evaluation.reviewed import labels_of
from arbase.review import verdicts
from arbase.store.sql import SqlStore
from tests.fakes import NOW, an_event
from tests.unit.review.test_verdicts import many, take, worker


@pytest.fixture
def store(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path / 'arbase.db'}")
    store.add_service(Service(name="shop", repository=Path("/nowhere")))
    yield store
    store.close()


def run(home, *words):
    with console.capture() as shown:
        app(["--set", f"home={home}", "dataset", "from-reviews", *words], standalone_mode=False)
    return shown.get()


def test_reviews_become_rows_that_the_bench_reads(tmp_path, store):
    first, second, third = many(store, 3, Queue.DISCARDED)
    verdicts.restore(store, first, "ana", "customers cannot pay")
    verdicts.answer_audit(store, second, "ben", "a bot", actionable=False)
    shown = run(tmp_path)
    assert "2 labelled incidents (1 actionable, 1 noise)" in shown
    file = tmp_path / "reviews" / "alerts.jsonl"
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert {(row["id"], row["label"]) for row in rows} == {(first, "actionable"), (second, "noise")}
    assert {row["reviewed"]["by"] for row in rows} == {"ana", "ben"}
    assert all(row["reviewed"]["at"] and row["reviewed"]["reason"] for row in rows)
    found = {one.group: one for one in gathered(read_rows(file))}
    assert found[first].actionable is True
    assert found[second].actionable is False
    assert found[first].incident.fingerprint.digest == store.incident(first).fingerprint.digest
    assert third not in found


def test_counts_and_shape_of_an_incident_survive(tmp_path, store):
    found = worker(store)
    incident = take(store, found, *(an_event(number, user=f"u{number % 3}") for number in range(1, 8)))
    verdicts.restore(store, incident.id, "ana", "why")
    run(tmp_path, "--out", str(tmp_path / "mine.jsonl"))
    (back,) = gathered(read_rows(tmp_path / "mine.jsonl"))
    assert (back.incident.count, back.incident.users) == (7, 3)
    assert (back.incident.first_seen, back.incident.last_seen) == (incident.first_seen, incident.last_seen)


def test_the_last_word_counts_and_a_rejected_fix_says_nothing(store):
    found = worker(store, queue=Queue.FOCUS)
    incident = take(store, found, an_event(1))
    (proposal,) = store.proposals()
    said = Review(proposal_id=proposal.id, decision=Decision.REJECT, actor="ana", at=NOW, reason="the default is wrong")
    store.add_review(said, ProposalState.REJECTED)
    assert labels_of(store).said == {}
    assert sum(labels_of(store).silent.values()) == 1
    verdicts.confirm(store, incident.id, "ana", "a real bug")
    verdicts.discard(store, incident.id, "ben", "the monitor's own probe")
    said = labels_of(store).said[incident.id]
    assert (said.actionable, said.by) == (False, "ben")


def test_without_reviews_or_with_a_bad_name_it_is_one_sentence(tmp_path, store):
    with pytest.raises(UserError, match="nobody reviewed"):
        run(tmp_path)
    with pytest.raises(UserError, match="JSON Lines"):
        run(tmp_path, "--out", "x.csv")

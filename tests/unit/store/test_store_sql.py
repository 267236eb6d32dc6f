"""What the SQL store promises, on SQLite and, where one is at hand, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from arbase.domain.errors import IntakeRejected, StoreError, UserError
from arbase.domain.event import Event
from arbase.domain.incident import Fingerprint, FingerprintPart, IncidentState
from arbase.domain.proposal import Proposal, ProposalState
from arbase.domain.review import Decision, Review
from arbase.domain.service import Service
from arbase.store.interface import IncidentDraft
from arbase.store.sql import SqlStore
from tests.databases import an_empty_database

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with an_empty_database(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    opened = SqlStore.open(url)
    yield opened
    opened.close()


def event(number: int = 1, *, minutes: float = 0, **fields: object) -> Event:
    at = NOW + timedelta(minutes=minutes)
    known = {"id": f"{number:032x}", "service": "prices", "received_at": at, "occurred_at": at} | fields
    return Event.model_validate(known)


def draft(digest: str = "d1") -> IncidentDraft:
    part = FingerprintPart(kind="type", value="KeyError", source="exception")
    fingerprint = Fingerprint(version="v1", rule="frames", digest=digest, parts=(part,))
    return IncidentDraft(fingerprint=fingerprint, title="KeyError: 'rooms'", culprit="price in app.py")


def proposal(incident_id: str, identity: str = "abcdef012345", branch: str = "arbase/x") -> Proposal:
    return Proposal(
        id=identity,
        incident_id=incident_id,
        service="prices",
        forge="local",
        branch=branch,
        base="main",
        commit="1" * 40,
        title="Fix it",
        body="body",
        created_at=NOW,
    )


def digested(store: SqlStore, number: int = 1, digest: str = "d1", **fields: object) -> str:
    one = event(number, **fields)
    store.accept([one])
    return store.digest(one, draft(digest)).id


# -- services


def test_projects_count_up_from_one_and_keep_number_and_key_when_updated(store: SqlStore) -> None:
    first = store.add_service(Service(name="prices", repository=Path("/a")))
    second = store.add_service(Service(name="ads", repository=Path("/b")))
    again = store.add_service(Service(name="prices", repository=Path("/c")))
    assert (first.project, second.project) == (1, 2)
    assert (again.project, again.key, again.service.repository) == (1, first.key, Path("/c"))
    assert len(first.key) == 32
    assert first.key != second.key
    assert [record.service.name for record in store.services()] == ["ads", "prices"]
    assert store.service("prices") == again
    assert store.service_of_project(2) == second


@pytest.mark.parametrize("project", [0, -1, 3, 2**40, 10**30])
def test_unknown_project_number_is_no_service(store: SqlStore, project: int) -> None:
    assert store.service_of_project(project) is None


def test_what_operators_wrote_stays_when_a_service_describes_itself_anew(store: SqlStore) -> None:
    described = Service(name="shop", repository=Path("/nowhere"))
    store.add_service(described)
    store.set_context("shop", "Orders are frozen in December.\0")
    store.add_service(described.model_copy(update={"tests": "checks"}))
    record = store.service("shop")
    assert record is not None
    assert (record.service.context, record.service.tests) == ("Orders are frozen in December.\ufffd", "checks")
    store.set_context("shop", "")
    assert [one.service.context for one in store.services()] == [""]
    with pytest.raises(StoreError, match="'nobody' is not connected"):
        store.set_context("nobody", "text")


def test_name_that_no_database_could_hold_is_no_service(store: SqlStore) -> None:
    assert store.service("pri\0ces") is None


# -- intake


def test_events_come_out_of_the_inbox_as_they_went_in_oldest_first(store: SqlStore) -> None:
    events = [event(n, extra={"big": 10**30, "nul": "a\0b", "list": [1, None]}) for n in (3, 1, 2)]
    assert store.accept(events) == 3
    assert list(store.inbox(10)) == events
    assert list(store.inbox(2)) == events[:2]
    assert store.inbox_size() == 3


def test_event_sent_twice_is_accepted_once_before_and_after_digestion(store: SqlStore) -> None:
    one = event(1)
    assert store.accept([one, one]) == 1
    assert store.accept([one]) == 0
    store.digest(one, draft())
    assert store.accept([one, event(2)]) == 1
    assert list(store.inbox(10)) == [event(2)]


def test_same_event_id_in_two_services_is_two_events(store: SqlStore) -> None:
    assert store.accept([event(1), event(1, service="ads")]) == 2


def test_event_that_cannot_be_kept_refuses_the_whole_batch(store: SqlStore) -> None:
    deep: dict[str, object] = {}
    for _ in range(500):
        deep = {"a": deep}
    for bad in (event(2, extra=deep), event(2, extra={"text": "\ud800"})):
        with pytest.raises(IntakeRejected, match="cannot be kept") as refused:
            store.accept([event(1), bad])
        assert refused.value.status == 400
    assert store.inbox_size() == 0


def test_accepting_nothing_is_nothing(store: SqlStore) -> None:
    assert store.accept([]) == 0


# -- digestion


def test_digesting_twice_counts_once(store: SqlStore) -> None:
    one = event(1)
    store.accept([one])
    assert store.digest(one, draft()).count == 1
    assert store.digest(one, draft()).count == 1
    assert store.inbox_size() == 0


def test_event_that_was_never_accepted_is_not_counted(store: SqlStore) -> None:
    with pytest.raises(StoreError, match="never accepted"):
        store.digest(event(1), draft())
    assert store.incidents() == ()


def test_incident_tells_when_who_and_where(store: SqlStore) -> None:
    digested(store, 1, minutes=1, release="1.1", environment="prod", user="u1", level="warning")
    digested(store, 2, minutes=0, release="1.0", environment="test", user="u2", level="fatal")
    digested(store, 3, minutes=2, release="1.2", environment="prod", user="u1", level="info")
    (found,) = store.incidents()
    assert (found.count, found.users, found.level, found.state) == (3, 2, "fatal", IncidentState.NEW)
    assert (found.first_seen, found.last_seen) == (NOW, NOW + timedelta(minutes=2))
    assert (found.first_release, found.last_release) == ("1.0", "1.2")
    assert found.environments == ("prod", "test")
    assert found.fingerprint == draft().fingerprint
    assert found.samples == ()


def test_clock_of_a_client_cannot_move_an_incident_into_the_future_or_far_past(store: SqlStore) -> None:
    digested(store, 1, occurred_at=NOW + timedelta(days=900))
    digested(store, 2, occurred_at=NOW - timedelta(days=900))
    (found,) = store.incidents()
    assert (found.first_seen, found.last_seen) == (NOW, NOW)


def test_count_is_exact_while_samples_and_environments_stay_bounded(store: SqlStore) -> None:
    events = [event(n, minutes=n, environment=f"e{n}", user=f"u{n}") for n in range(1, 121)]
    store.accept(events)
    for one in events:
        returned = store.digest(one, draft())
    assert returned.samples == (events[-1],)
    found = store.incident(returned.id)
    assert found is not None
    assert (found.count, found.users, len(found.environments)) == (120, 120, 20)
    assert len(found.samples) == 25
    assert found.samples[:5] == tuple(events[:5])
    assert found.samples[-5:] == tuple(events[-5:])
    assert list(found.samples) == sorted(found.samples, key=lambda sample: sample.occurred_at)
    assert sum(store.hourly(returned.id).values()) == 120


def test_hourly_counts_reach_back_two_weeks(store: SqlStore) -> None:
    identity = digested(store, 1)
    digested(store, 2, minutes=60)
    digested(store, 3, minutes=61)
    assert list(store.hourly(identity).values()) == [1, 2]
    digested(store, 4, minutes=20 * 24 * 60)
    assert list(store.hourly(identity).values()) == [1]
    late = event(5, occurred_at=NOW, received_at=NOW + timedelta(days=20))
    store.accept([late])
    assert store.digest(late, draft()).count == 5
    assert list(store.hourly(identity).values()) == [1]


def test_text_of_an_event_cannot_break_a_column(store: SqlStore) -> None:
    one = event(1, environment="a\0b", release="r" * 10_000, level="\0?")
    store.accept([one])
    hostile = draft().model_copy(update={"title": "x\0" * 1000, "culprit": "'; DROP TABLE incidents; --"})
    found = store.digest(one, hostile)
    assert len(found.title) == 300
    assert "\0" not in found.title
    assert found.culprit == hostile.culprit
    assert found.level == "error"
    assert store.incident(found.id) is not None


# -- incidents


def test_incident_is_found_by_an_unambiguous_prefix(store: SqlStore) -> None:
    identity = digested(store)
    assert len(identity) == 12
    found = store.incident(identity[:4].upper())
    assert found is not None
    assert found.id == identity
    assert store.incident(identity[:3]) is None
    assert store.incident("%%%%") is None
    assert store.incident("____") is None
    assert store.incident("abcd\0") is None


def test_ambiguous_prefix_names_the_matches(store: SqlStore, url: str) -> None:
    identity = digested(store)
    twin = identity[:6] + "zzzzzz"
    digested(store, 2, "d2")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO incidents SELECT :twin, service, fingerprint_version, 'o', fingerprint, title, culprit,"
                " level, state, events, users, user_sketch, first_seen, last_seen, first_release, last_release,"
                " environments FROM incidents WHERE id = :id"
            ),
            {"twin": twin, "id": identity},
        )
    engine.dispose()
    with pytest.raises(UserError, match=f"several start like this.*{identity}.*{twin}"):
        store.incident(identity[:5])
    assert store.incident(identity) is not None


def test_incident_id_depends_on_service_and_fingerprint_only(store: SqlStore, tmp_path: Path) -> None:
    identity = digested(store, 1)
    assert digested(store, 2, "d2") != identity
    assert digested(store, 3, service="ads") != identity
    other = SqlStore.open(f"sqlite:///{tmp_path / 'other.db'}")
    assert digested(other, 9, minutes=5) == identity
    other.close()


def test_incidents_are_filtered_by_service_and_state_last_seen_first(store: SqlStore) -> None:
    old = digested(store, 1, "d1")
    new = digested(store, 2, "d2", minutes=5)
    digested(store, 3, "d3", service="ads", minutes=9)
    assert [found.id for found in store.incidents(service="prices")] == [new, old]
    assert len(store.incidents(limit=1)) == 1
    store.set_state(old, IncidentState.BACKLOG)
    assert [found.id for found in store.incidents(states=(IncidentState.BACKLOG, IncidentState.FAILED))] == [old]


def test_state_of_an_unknown_incident_is_refused(store: SqlStore) -> None:
    with pytest.raises(StoreError, match="not in the store"):
        store.set_state("nothere", IncidentState.NEW)


# -- stage results


def test_second_answer_of_a_stage_replaces_the_first_and_counts_as_finished_last(store: SqlStore) -> None:
    identity = digested(store)
    store.save_stage_result(identity, "triage", '{"a":1}')
    store.save_stage_result(identity, "classify", '{"b":"\\u0000"}')
    store.save_stage_result(identity, "triage", '{"a":2}')
    assert [(kept.stage, kept.outcome) for kept in store.stage_results(identity)] == [
        ("classify", '{"b":"\\u0000"}'),
        ("triage", '{"a":2}'),
    ]
    kept = store.stage_result(identity, "triage")
    assert kept is not None
    assert kept.at.tzinfo is not None
    store.forget_stage_results(identity)
    assert store.stage_result(identity, "triage") is None
    assert store.stage_results(identity) == ()


def test_stage_result_of_an_unknown_incident_is_refused(store: SqlStore) -> None:
    with pytest.raises(StoreError):
        store.save_stage_result("nothere", "triage", "{}")


# -- proposals and reviews


def test_proposal_lets_its_incident_wait_and_is_kept_once(store: SqlStore) -> None:
    identity = digested(store)
    first = proposal(identity)
    assert store.add_proposal(first) == first
    assert store.add_proposal(proposal(identity, "other")) == first
    second = proposal(identity, "fedcba", branch="arbase/y")
    assert store.add_proposal(second) == second
    assert list(store.proposals()) == [second, first]
    assert store.proposal("abcd") == first
    assert store.proposal("nothere") is None
    (found,) = store.incidents()
    assert found.state is IncidentState.AWAITING_REVIEW


def test_decision_changes_proposal_incident_and_audit_at_once(store: SqlStore) -> None:
    identity = digested(store)
    kept = store.add_proposal(proposal(identity))
    review = Review(proposal_id=kept.id, decision=Decision.REJECT, actor="ana", at=NOW, reason="wrong place")
    store.add_review(review, ProposalState.REJECTED)
    assert list(store.reviews(kept.id)) == [review]
    assert store.proposals(state=ProposalState.WAITING) == ()
    assert [one.id for one in store.proposals(state=ProposalState.REJECTED)] == [kept.id]
    assert store.incidents()[0].state is IncidentState.REJECTED
    (entry,) = store.audit_trail()
    assert (entry.actor, entry.action, entry.reason) == ("ana", "reject", "wrong place")
    assert kept.id in entry.subject


def test_second_decision_is_refused_and_leaves_no_trace(store: SqlStore) -> None:
    kept = store.add_proposal(proposal(digested(store)))
    yes = Review(proposal_id=kept.id, decision=Decision.APPROVE, actor="ana", at=NOW)
    store.add_review(yes, ProposalState.MERGED)
    with pytest.raises(UserError, match="already merged"):
        store.add_review(yes.model_copy(update={"decision": Decision.REJECT}), ProposalState.REJECTED)
    with pytest.raises(UserError, match="not known"):
        store.add_review(yes.model_copy(update={"proposal_id": "nothere"}), ProposalState.MERGED)
    assert len(store.reviews(kept.id)) == len(store.audit_trail()) == 1


def test_proposal_that_was_rejected_is_not_made_again(store: SqlStore) -> None:
    kept = store.add_proposal(proposal(digested(store)))
    no = Review(proposal_id=kept.id, decision=Decision.REJECT, actor="ana", at=NOW, reason="no")
    store.add_review(no, ProposalState.REJECTED)
    assert store.add_proposal(kept).state is ProposalState.REJECTED
    assert store.incidents()[0].state is IncidentState.REJECTED


def test_audit_entries_are_chained(store: SqlStore) -> None:
    store.audit(actor="ana", action="connect", subject="service prices")
    store.audit(actor="b\0b", action="retry", subject="incident x", reason="é\n" * 20_000)
    first, second = store.audit_trail()
    assert (first.sequence, second.sequence) == (1, 2)
    assert (first.previous, second.previous) == ("", first.digest)
    assert all(entry.digest == entry.expected_digest for entry in (first, second))
    assert len(second.reason) == 10_000


def test_an_incident_of_an_earlier_fingerprint_keeps_taking_its_events(store: SqlStore) -> None:
    old = draft("1" * 32)
    new = old.model_copy(update={"fingerprint": old.fingerprint.model_copy(update={"version": "v2", "digest": "2"})})
    store.accept([event(1), event(2), event(3)])
    kept = store.digest(event(1), old)
    again = store.digest(event(2), new.model_copy(update={"earlier": (old.fingerprint,)}))
    assert (again.id, again.count, again.fingerprint.version) == (kept.id, 2, "v1")
    assert store.digest(event(3), new).id != kept.id

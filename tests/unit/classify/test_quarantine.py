import random
from datetime import timedelta

import pytest

from arbase.classify.drift import drift, drifted
from arbase.classify.quarantine import (
    Audited,
    QuarantineSettings,
    audit_sample,
    is_audited,
    production_recall,
    returns,
)
from arbase.domain.incident import judgement_of
from tests.fakes import NOW, an_incident

SETTINGS = QuarantineSettings()
FIRST = NOW - timedelta(hours=10)
THEN = an_incident(count=20, users=4, first_seen=FIRST, last_seen=NOW, first_release="1", last_release="1")
JUDGED = judgement_of(THEN)


def later(hours=10, **changes):
    return THEN.model_copy(update={"last_seen": NOW + timedelta(hours=hours), **changes})


def test_what_goes_on_as_before_stays():
    assert returns(later(count=40), JUDGED, SETTINGS) == ""


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (later(count=120), "it comes 10.0 times an hour, 2.0"),
        (later(count=21, last_release="2"), "release 2 has it too"),
        (later(count=30, users=12), "it hits 12 users, 4"),
        (later(hours=24 * 9, count=21, hourly=((int(NOW.timestamp() // 3600), 20),)), "back after 9 quiet days"),
    ],
)
def test_discarded_incident_returns_by_rule_and_says_why(now, why):
    assert why in returns(now, JUDGED, SETTINGS)


def test_a_few_events_in_a_short_time_are_no_rise():
    assert returns(later(hours=0, count=25), JUDGED, SETTINGS) == ""


def test_a_release_that_nobody_hit_brings_nothing_back():
    assert returns(later(count=20, last_release="2"), JUDGED, SETTINGS) == ""


def test_the_audit_takes_its_share_whatever_anybody_wants():
    incidents = [an_incident(id=f"{number:012x}") for number in range(4000)]
    sample = audit_sample(incidents, SETTINGS)
    assert 140 < len(sample) < 260
    assert all(is_audited(incident.id, SETTINGS) for incident in sample)
    assert audit_sample(incidents, QuarantineSettings(audit_share=0)) == []


def test_recall_in_production_follows_from_the_audit():
    found = production_recall(Audited(raised_actionable=95, audited=100, audited_actionable=1, discarded=500))
    assert found.value == pytest.approx(95 / 100)
    assert found.low < found.value < found.high
    assert not production_recall(Audited(raised_actionable=9, audited=0, audited_actionable=0, discarded=50)).enough


def test_the_interval_of_the_audit_holds_the_truth():
    source = random.Random(4)
    inside = 0
    for _ in range(200):
        discarded = [source.random() < 0.03 for _ in range(1000)]
        audited = source.sample(discarded, 200)
        found = production_recall(
            Audited(raised_actionable=400, audited=200, audited_actionable=sum(audited), discarded=1000)
        )
        inside += found.low <= 400 / (400 + sum(discarded)) <= found.high
    assert inside >= 180


def test_drift_is_seen_where_it_is_and_only_there():
    source = random.Random(2)
    before = [
        {"same": source.gauss(0, 1), "moved": source.gauss(0, 1), "flag": float(source.random() < 0.1)}
        for _ in range(800)
    ]
    after = [
        {"same": source.gauss(0, 1), "moved": source.gauss(1, 1), "flag": float(source.random() < 0.6)}
        for _ in range(800)
    ]
    found = dict(drift(before, after))
    assert found["moved"] > 0.25
    assert found["flag"] > 0.25
    assert found["same"] < 0.1
    assert drifted([], [1.0]) == 0.0

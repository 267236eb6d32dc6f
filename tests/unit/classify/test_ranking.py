"""The order of what is raised is learnt from ranked incidents and can be explained."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from arbase.classify.priority import WEIGHTS, explained, impact, ingredients, weighed
from arbase.classify.ranking import Ranked, learnt_weights
from arbase.domain.triage import RunbookMatch, TriageReport
from arbase.evaluation.alerts.gather import LabelledIncident
from arbase.evaluation.alerts.urgent import early, urgency_of
from tests.fakes import NOW, an_incident


def ranked(count, truth, seed=2, groups=3):
    """Incidents whose urgency follows `truth`, with a little noise."""
    source = random.Random(seed)
    found = []
    for number in range(count):
        parts = {name: source.random() for name in WEIGHTS}
        urgency = sum(truth.get(name, 0.0) * value for name, value in parts.items()) + source.gauss(0, 0.02)
        found.append(Ranked(group=f"s{number % groups}", ingredients=parts, urgency=urgency))
    return found


def agreement(incidents, weights):
    pairs = [(a, b) for a in incidents for b in incidents if a.group == b.group and a.urgency > b.urgency]
    right = sum(weighed(a.ingredients, weights).value > weighed(b.ingredients, weights).value for a, b in pairs)
    return right / len(pairs)


@pytest.mark.parametrize("truth", [{"users": 1.0}, {"path": 0.7, "rate": 0.3}, {"events": 0.5, "users": 0.5}])
def test_what_makes_incidents_urgent_is_learnt_and_orders_others_better_than_the_agreed_weights(truth):
    weights = learnt_weights(ranked(60, truth))
    others = ranked(60, truth, seed=9)
    assert agreement(others, weights) > agreement(others, WEIGHTS)
    strongest = sorted(weights, key=weights.__getitem__, reverse=True)[: len(truth)]
    assert set(strongest) == set(truth)
    assert sum(weights.values()) == pytest.approx(1.0, abs=1e-5)
    assert min(weights.values()) >= 0


def test_an_ingredient_of_which_the_data_tells_nothing_keeps_its_place():
    same = [
        one.model_copy(update={"ingredients": {**one.ingredients, "path": 0.5}}) for one in ranked(60, {"users": 1.0})
    ]
    weights = learnt_weights(same)
    assert weights["path"] > 0
    assert weights["users"] > WEIGHTS["users"]


def test_more_users_never_make_an_incident_less_urgent_whatever_the_ranks_say():
    upside_down = [one.model_copy(update={"urgency": -one.urgency}) for one in ranked(60, {"users": 1.0})]
    assert learnt_weights(upside_down)["users"] == 0.0


@pytest.mark.parametrize("incidents", [[], ranked(6, {"users": 1.0}), ranked(40, {"users": 1.0}, groups=40)])
def test_too_few_ranks_leave_the_agreed_weights(incidents):
    assert learnt_weights(incidents) == pytest.approx(WEIGHTS)


def test_the_impact_says_what_it_is_made_of():
    match = RunbookMatch(path=".arbase/context.md", title="Checkout", excerpt="money", score=0.8)
    report = TriageReport(incident_id="i", summary="s", since=NOW, status=500, runbooks=(match,))
    busy = an_incident(users=900, count=4000)
    found = impact(busy, report)
    assert found.value == pytest.approx(0.25 + sum(found.parts.values()), abs=1e-3)
    assert explained(found.parts).startswith("users +0.19, events")
    assert "business path +0.09" in explained(found.parts)
    runbook = match.model_copy(update={"path": ".arbase/runbooks/x.md"})
    assert ingredients(busy, report.model_copy(update={"runbooks": (runbook,)}))["path"] == 0.0


def test_a_day_after_it_began_no_more_is_known_of_an_incident_than_came_by_then():
    first = int(NOW.timestamp() // 3600)
    hourly = ((first, 2), (first + 5, 3), (first + 100, 900))
    whole = an_incident(count=905, users=300, last_seen=NOW + timedelta(hours=100), hourly=hourly)
    cut = early(whole)
    assert (cut.count, cut.users, cut.hourly) == (5, 5, hourly[:2])
    assert cut.last_seen == NOW + timedelta(days=1)
    short = an_incident(count=3, users=2)
    assert early(short) == short


def test_urgency_is_the_rank_of_the_data_else_how_many_it_hit_and_then_how_often():
    few, many, often = an_incident(users=2, count=5), an_incident(users=3, count=3), an_incident(users=2, count=50)
    told = [LabelledIncident(incident=one, actionable=True) for one in (few, often, many)]
    assert [urgency_of(one) for one in told] == sorted(urgency_of(one) for one in told)
    assert urgency_of(told[0].model_copy(update={"priority": -1.0})) == -1.0

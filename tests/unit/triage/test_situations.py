from datetime import timedelta

import pytest

from arbase.domain.event import Frame, RaisedException
from arbase.domain.situation import Clue
from arbase.domain.triage import SuspectCommit, TriageReport
from arbase.triage.situations import clue_of, could_share, shared_cause
from tests.fakes import NOW, an_event, an_incident

HOUR = int(NOW.timestamp() // 3600)
OUTAGE = Clue(
    incident_id="a",
    service="shop",
    exception="ConnectTimeout",
    dependency="database (db.internal:5432)",
    first_seen=NOW,
    hours=(HOUR,),
)


def other(**changes):
    return OUTAGE.model_copy(update={"incident_id": "b", "service": "mail", **changes})


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (other(), "database (db.internal:5432) fails for both at the same time"),
        (other(exception="OperationalError", hours=(HOUR + 1,)), "fails for both"),
        (other(hours=(HOUR + 5,)), ""),
        (other(dependency="database (other.internal:5432)"), ""),
        (other(dependency=""), ""),
    ],
)
def test_one_address_that_fails_for_two_services_is_one_situation(second, why):
    found = shared_cause(OUTAGE, second)
    assert why in found
    assert bool(why) == bool(found)


@pytest.mark.parametrize(
    ("changes", "together"),
    [
        ({}, True),
        ({"first_seen": NOW + timedelta(minutes=40)}, False),
        ({"exception": "OperationalError"}, False),
        ({"service": "shop"}, False),
    ],
)
def test_a_kind_of_system_alone_needs_the_same_beginning_and_exception(changes, together):
    one = OUTAGE.model_copy(update={"dependency": "database"})
    two = one.model_copy(update={"incident_id": "b", "service": "mail", **changes})
    assert bool(shared_cause(one, two)) is together


def test_one_suspected_commit_is_one_situation_unless_it_is_hardly_suspected_or_an_outage():
    one = Clue(incident_id="a", service="shop", suspect="c" * 40, suspect_score=0.9, first_seen=NOW)
    two = one.model_copy(update={"incident_id": "b"})
    assert shared_cause(one, two) == "commit cccccccccc is suspected of both"
    assert not shared_cause(one, two.model_copy(update={"suspect_score": 0.3}))
    assert not shared_cause(one, two.model_copy(update={"dependency": "database"}))


def test_two_wrappers_of_one_cause_are_one_situation():
    root = ("ValueError", "no rate for <quoted>", "rates.load")
    one = Clue(incident_id="a", service="shop", root=root, links=2, first_seen=NOW, hours=(HOUR,))
    two = one.model_copy(update={"incident_id": "b", "links": 1})
    assert shared_cause(one, two) == "both were caused by ValueError in rates.load"
    assert not shared_cause(one.model_copy(update={"links": 1}), two)
    assert not shared_cause(one, two.model_copy(update={"hours": (HOUR + 9,)}))
    vague = one.model_copy(update={"root": ("Error", "", "")})
    assert not shared_cause(vague, vague.model_copy(update={"incident_id": "b"}))


def test_a_clue_is_read_from_the_chain_and_the_report():
    inner = RaisedException(
        type="db.Timeout", message="no answer within 30 s", frames=(Frame(module="db", function="get"),)
    )
    outer = RaisedException(type="ShopError", message="cannot price")
    suspect = SuspectCommit(sha="c" * 40, author="a", at=NOW, subject="s", score=0.8, why="w")
    report = TriageReport(
        incident_id="0123456789ab",
        summary="",
        exception="shop.ShopError",
        since=NOW,
        dependency="database (x:1)",
        suspects=(suspect,),
    )
    clue = clue_of(an_incident(samples=(an_event(exceptions=(inner, outer)),)), report)
    assert (clue.exception, clue.dependency, clue.suspect, clue.links) == ("ShopError", "database (x:1)", "c" * 40, 2)
    assert clue.root == ("Timeout", "no answer within <number>", "db.get")
    assert clue.hours == (HOUR,)


def test_what_only_the_time_separates_is_worth_a_look_at_its_hours():
    assert could_share(OUTAGE, other(hours=()))
    assert not could_share(OUTAGE, OUTAGE)
    assert not could_share(OUTAGE, other(dependency="cache (x:1)"))

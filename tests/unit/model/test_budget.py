"""Budgets in tokens, currency, turns and seconds, for an incident, a service's day and everybody's day."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from arbase.domain.errors import ModelError
from arbase.domain.outcome import Declined
from arbase.model.budget import Budget, BudgetReached
from arbase.model.ledger import Ledger
from arbase.model.settings import BudgetSettings
from arbase.model.usage import Used
from tests.scripted_models import call, outcome_of, scripted


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.day = datetime(2026, 11, 3, 12, tzinfo=UTC)
        self.seconds = 100.0

    def wall(self) -> datetime:
        return self.day

    def steady(self) -> float:
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


def budget(tmp_path, clock, limits, incident="i1", service="shop"):
    settings = BudgetSettings.model_validate({"incident": {}, "service": {}, "day": {}, **limits})
    return Budget(settings, Ledger(tmp_path / "ledger", clock.wall), service, incident, clock.steady)


def used(tokens=0, cost=0.0):
    return Used(input=tokens, cost=cost, calls=1)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ({"tokens": 100}, "budget: 100 tokens for an incident"),
        ({"turns": 1}, "budget: 1 turns for an incident"),
        ({"currency": 0.5}, "budget: 0.5 of the price file's currency for an incident"),
    ],
)
def test_an_incident_stops_at_its_limit(limit, words, tmp_path, clock):
    one = budget(tmp_path, clock, {"incident": limit})
    one.check()
    one.spend(used(100, 0.5))
    with pytest.raises(BudgetReached, match=words):
        one.check()
    budget(tmp_path, clock, {"incident": limit}, incident="i2").check()


def test_seconds_count_while_an_agent_works_and_not_between(tmp_path, clock):
    one = budget(tmp_path, clock, {"incident": {"seconds": 10}})
    one.begin()
    clock.seconds += 6
    one.end()
    clock.seconds += 1000
    one.begin()
    one.check()
    clock.seconds += 5
    with pytest.raises(BudgetReached, match="10 seconds for an incident"):
        one.check()


def test_a_services_day_is_shared_by_its_incidents_and_survives_a_restart(tmp_path, clock):
    limits = {"service": {"tokens": 150}}
    budget(tmp_path, clock, limits).spend(used(100))
    budget(tmp_path, clock, limits, incident="i2").spend(used(60))
    with pytest.raises(BudgetReached, match="the service shop in a day"):
        budget(tmp_path, clock, limits, incident="i3").check()
    budget(tmp_path, clock, limits, service="other").check()


def test_a_new_day_is_a_new_budget(tmp_path, clock):
    limits = {"day": {"tokens": 100}}
    one = budget(tmp_path, clock, limits)
    one.spend(used(100))
    clock.day = clock.day.replace(day=4)
    one.check()


def test_a_clock_that_is_set_back_hands_out_no_second_budget_and_it_is_said(tmp_path, clock):
    limits = {"day": {"tokens": 100}}
    budget(tmp_path, clock, limits).spend(used(100))
    clock.day = clock.day.replace(day=1)
    ledger = Ledger(tmp_path / "ledger", clock.wall)
    assert ledger.spent().tokens == 100
    assert ledger.note == (
        "the clock was set back from 2026-11-03 to 2026-11-01; the budget of 2026-11-03 goes on; if that day has not "
        f"been yet, remove {tmp_path / 'ledger' / '2026-11-03.jsonl'}"
    )
    with pytest.raises(BudgetReached):
        budget(tmp_path, clock, limits, incident="i2").check()


def test_two_processes_see_each_others_spending(tmp_path, clock):
    here, there = (Ledger(tmp_path / "ledger", clock.wall) for _ in range(2))
    assert here.spent().tokens == 0
    there.add("shop", "i1", used(70))
    here.add("shop", "i2", used(5))
    assert here.spent("shop").tokens == there.spent("shop").tokens == 75


def test_a_damaged_line_is_told_and_the_others_count(tmp_path, clock):
    ledger = Ledger(tmp_path / "ledger", clock.wall)
    ledger.add("shop", "i1", used(70))
    file = next((tmp_path / "ledger").iterdir())
    file.write_bytes(b"{}\n" + file.read_bytes())
    again = Ledger(tmp_path / "ledger", clock.wall)
    assert again.spent().tokens == 70
    assert "damaged" in again.note


def test_spending_that_cannot_be_recorded_stops_the_work(tmp_path, clock):
    (tmp_path / "ledger").write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="spending cannot be recorded"):
        Ledger(tmp_path / "ledger", clock.wall).add("shop", "i1", used(1))


def test_many_threads_lose_no_spending(tmp_path, clock):
    ledger = Ledger(tmp_path / "ledger", clock.wall)
    threads = [threading.Thread(target=ledger.add, args=("shop", f"i{n}", used(1))) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.spent().calls == 20


def test_an_agent_out_of_budget_is_declined_with_what_it_found(tmp_path):
    with scripted(reply=lambda asked: call("note", finding=f"finding {asked.answered}")) as server:
        outcome = outcome_of(server, tmp_path, budget={"incident": {"turns": 2}})
    assert outcome == Declined(
        reason="budget: 2 turns for an incident are used up (2 used)", details=("finding 0", "finding 1")
    )
    assert len(server.answerer.asked) == 2

"""Simulated weeks: the same seed gives the same week, and every pattern stays where it belongs."""

from __future__ import annotations

import pytest

from arbase.evaluation.dataset.schedule import DAY, WEEK, bug_times, plan_week, seeded, times_of
from arbase.evaluation.dataset.settings import DatasetSettings
from arbase.evaluation.seeded.noise import Pattern

SETTINGS = DatasetSettings(seed=3)
WEEK_2 = plan_week(SETTINGS, "shop", 2)


def times(shape: str, per_day: float = 30, most: int = 500) -> list[float]:
    return times_of(Pattern(shape=shape, per_day=per_day, at="03:00"), WEEK_2, seeded(shape), most)


def test_week_follows_from_seed_service_and_number() -> None:
    assert plan_week(SETTINGS, "shop", 2) == WEEK_2
    assert plan_week(SETTINGS, "shop", 3) != WEEK_2
    assert plan_week(SETTINGS.model_copy(update={"seed": 4}), "shop", 2).releases != WEEK_2.releases


def test_outages_of_a_week_hit_every_service() -> None:
    assert plan_week(SETTINGS, "mail", 2).outages == WEEK_2.outages


@pytest.mark.parametrize("shape", ["steady", "diurnal", "burst", "outage", "deploy", "daily", "weekly", "leak"])
def test_events_lie_in_their_week_in_order_and_within_the_bound(shape: str) -> None:
    found = times(shape, most=40)
    assert 1 <= len(found) <= 40
    assert found == sorted(found)
    assert all(WEEK_2.start <= at < WEEK_2.end + DAY for at in found)


def test_outage_noise_comes_in_the_outage_only() -> None:
    assert all(any(low <= at <= high for low, high in WEEK_2.outages) for at in times("outage"))


def test_burst_is_short() -> None:
    found = times("burst")
    assert sorted(found)[int(len(found) * 0.9)] - found[0] < 3 * 3600


def test_leak_grows() -> None:
    found = times("leak")
    assert sum(at > WEEK_2.start + WEEK / 2 for at in found) > 0.6 * len(found)


def test_daily_noise_keeps_its_hour() -> None:
    assert all(abs((at % DAY) - 3 * 3600) < 200 for at in times("daily"))


def test_bug_shows_between_its_release_and_its_fix() -> None:
    for seed in range(20):
        found, (begin, end) = bug_times(WEEK_2, seeded(seed), 30, by_the_clock=seed % 2 == 0)
        assert found
        assert all(begin <= at <= end for at in found)
        assert begin in {release.since for release in WEEK_2.releases}


def test_release_follows_the_deploys() -> None:
    first, second = WEEK_2.releases[:2]
    assert WEEK_2.release_at(second.since - 1) == first.version
    assert WEEK_2.release_at(second.since) == second.version

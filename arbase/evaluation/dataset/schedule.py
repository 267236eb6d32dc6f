"""When what happens in a simulated week: deploys, outages that hit several services, and the times of events."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from arbase.domain.noun import Noun
from arbase.evaluation.dataset.settings import DatasetSettings
from arbase.evaluation.seeded.noise import Pattern

DAY = 86400.0
HOUR = 3600.0
WEEK = 7 * DAY
Window = tuple[float, float]


class Release(Noun):
    """A version and since when it runs (epoch seconds)."""

    version: str
    since: float


class Week(Noun):
    """One week of one service."""

    service: str
    number: int
    start: float
    releases: tuple[Release, ...]
    outages: tuple[tuple[float, float], ...]

    @property
    def stream(self) -> str:
        """The stream's name."""
        return f"{self.service}/w{self.number:02d}"

    @property
    def end(self) -> float:
        """When the week ends."""
        return self.start + WEEK

    def release_at(self, at: float) -> str:
        """The version that runs at a time."""
        return [one.version for one in self.releases if one.since <= at][-1]


def seeded(*parts: object) -> Random:
    """A generator that depends on its parts alone."""
    return Random("/".join(map(str, parts)))  # noqa: S311 - a simulation, not cryptography


def plan_week(settings: DatasetSettings, service: str, number: int) -> Week:
    """Deploys of the service in working hours, and the outages that all services of this week share."""
    start = settings.week_start(number)
    rng = seeded(settings.seed, "deploys", service, number)
    days = sorted(rng.sample(range(5), k=rng.choice((2, 3, 3, 4))))
    moments = [start, *(start + day * DAY + rng.uniform(8, 16.5) * HOUR for day in days)]
    releases = tuple(Release(version=f"{service}@2.{number}.{place}", since=at) for place, at in enumerate(moments))
    shared = seeded(settings.seed, "outages", number)
    windows = []
    for _ in range(shared.choice((1, 2, 2))):
        begin = start + shared.uniform(0.2, 6.5) * DAY
        windows.append((begin, begin + shared.uniform(0.5, 3.0) * HOUR))
    return Week(service=service, number=number, start=start, releases=releases, outages=tuple(sorted(windows)))


def times_of(pattern: Pattern, week: Week, rng: Random, most: int) -> list[float]:
    """When a noise family happens in the week, ascending, at least once and at most `most` times."""
    days = {"burst": 1, "outage": 1, "deploy": len(week.releases), "weekly": 1}.get(pattern.shape, 7)
    wanted = pattern.per_day * days * rng.lognormvariate(-0.9, 0.6)
    count = max(1, min(most, round(wanted)))
    if pattern.shape in {"daily", "weekly"}:
        return _by_the_clock(pattern, week, rng, count)
    return _moments(pattern.shape, week, (week.start, week.end), rng, count)


def bug_times(week: Week, rng: Random, most: int, by_the_clock: bool) -> tuple[list[float], Window]:
    """When a bug shows between its release and its fix or the week's end; also that window."""
    place = rng.randrange(len(week.releases))
    begin = week.releases[place].since
    later = [one.since for one in week.releases[place + 1 :]]
    end = rng.choice(later) if later and rng.random() < 0.6 else week.end
    count = max(1, min(most, round(rng.lognormvariate(1.9, 0.9))))
    if by_the_clock:
        hour = rng.uniform(0, 24) * HOUR
        nights = [week.start + day * DAY + hour for day in range(7)]
        found = [at + rng.uniform(0, 90) for at in nights if begin <= at < end]
        return found or [begin + rng.uniform(0, max(60.0, end - begin))], (begin, end)
    shape = rng.choices(("diurnal", "steady", "burst", "leak"), weights=(6, 2, 1, 1))[0]
    return _moments(shape, week, (begin, end), rng, count), (begin, end)


def _by_the_clock(pattern: Pattern, week: Week, rng: Random, count: int) -> list[float]:
    hours, _, minutes = pattern.at.partition(":")
    offset = int(hours) * HOUR + int(minutes) * 60
    days: Sequence[int] = [rng.randrange(7)] if pattern.shape == "weekly" else range(7)
    found = [week.start + day * DAY + offset + rng.uniform(0, 120) for day in days for _ in range(max(1, count // 7))]
    return sorted(rng.sample(found, k=min(count, len(found))))


def _moments(shape: str, week: Week, window: Window, rng: Random, count: int) -> list[float]:
    begin, end = window
    if shape == "burst":
        hour = rng.uniform(begin, max(begin + 1, end - HOUR))
        return sorted(min(hour + rng.expovariate(1 / 900.0), max(begin, end - 1)) for _ in range(count))
    return sorted(_draw(shape, week, window, rng) for _ in range(count))


def _draw(shape: str, week: Week, window: Window, rng: Random) -> float:
    begin, end = window
    if shape == "outage":
        low, high = rng.choice(week.outages)
        return rng.uniform(low, high)
    if shape == "deploy":
        return min(week.end - 1, rng.choice(week.releases).since + rng.expovariate(1 / 300.0))
    if shape == "leak":
        return begin + (end - begin) * math.sqrt(rng.random())
    if shape == "diurnal":
        for _ in range(20):
            at = rng.uniform(begin, end)
            hour = (at % DAY) / HOUR
            weekend = 0.45 if int((at - week.start) // DAY) >= 5 else 1.0
            if rng.random() < weekend * (0.55 + 0.45 * math.cos(2 * math.pi * (hour - 14) / 24)):
                return at
    return rng.uniform(begin, end)

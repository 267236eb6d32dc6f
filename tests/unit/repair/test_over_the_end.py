"""Spans that go over the end of the day, the week or the year, in tables with a key for each of their numbers."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

TARIFF = """
from dataclasses import dataclass


@dataclass
class Period:
    start: int
    end: int
    price: int

    @property
    def length(self):
        return (self.end - self.start) % 24 or 24


@dataclass
class Tariff:
    periods: list

    def by_hour(self):
        return {hour: period.price for period in self.periods for hour in range(period.start, period.end)}


def read(*periods):
    if sum(period.length for period in periods) != 24:
        raise ValueError("the day has 24 hours")
    return Tariff(list(periods))


def cost(tariff, hours):
    prices = tariff.by_hour()
    return [prices[hour] for hour in hours]


def run():
    return cost(read(Period(22, 6, 1), Period(6, 22, 2)), [6, 22, 0])
"""
SHIFTS = """
SHIFTS = [("night", 5, 0), ("day", 1, 4)]


def days(first, last):
    return (last - first) % 7 + 1


def who():
    found = {}
    for name, first, last in SHIFTS:
        for day in range(first, last + 1):
            found[day] = name
    return found


def run():
    whole = sum(days(first, last) for name, first, last in SHIFTS)
    people = who()
    return [whole, people[4], people[6]]
"""

CASES = [
    Case(
        "hours of periods that tell how long they are",
        TARIFF,
        "run()",
        (
            "-        return {hour: period.price for period in self.periods"
            " for hour in range(period.start, period.end)}",
            "+        return {hour: period.price for period in self.periods"
            " for hour in ((period.start + step) % 24 for step in range(period.length))}",
        ),
        [2, 1, 1],
    ),
    Case(
        "weekdays, both of them included, counted in a function elsewhere",
        SHIFTS,
        "run()",
        (
            "-        for day in range(first, last + 1):",
            "+        for day in ((first + step) % 7 for step in range((last - first) % 7 + 1)):",
        ),
        [7, "day", "night"],
    ),
]


@named(CASES)
def test_it_is_counted_round_as_elsewhere(case, tmp_path):
    check(case, tmp_path)


def silent(name: str, text: str, old: str, new: str) -> Silent:
    assert old in text
    return Silent(name, text.replace(old, new), "run()", "over-the-end")


SILENT = [
    silent(
        "nothing counts round", TARIFF, "(self.end - self.start) % 24 or 24", "24 - self.start % 24 + self.end - 10"
    ),
    silent("an empty span is meant", TARIFF, "% 24 or 24", "% 24 + 8 * (self.start > self.end) - 8 * (self.end > 23)"),
    silent("other fields are counted", SHIFTS, "(last - first) % 7 + 1", "(last - 0) % 7 + 2 - (first - 1) % 2"),
    silent("the last one belongs to it only there", SHIFTS, "range(first, last + 1)", "range(first, last)"),
    silent("the key is outside of the circle", SHIFTS, "people[6]", "people[7]"),
    silent("what runs over the span is no key", SHIFTS, "found[day] = name", "found[day * 3] = name"),
]


@named(SILENT)
def test_it_is_left_alone(case, tmp_path):
    check_silent(case, tmp_path)

"""Functions that call themselves for each link of a long chain."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

STOPS = """
from dataclasses import dataclass


@dataclass
class Stop:
    name: str
    after: "Stop | None" = None
    minutes: int = 1


def line(length):
    stop = Stop("s0")
    for number in range(1, length):
        stop = Stop(f"s{number}", stop)
    return stop

"""

CASES = [
    Case(
        "the names on the way, the end of the chain first",
        STOPS
        + """
def way(stop):
    if stop.after is None:
        return [stop.name]
    return way(stop.after) + [stop.name]


def ends(length):
    names = way(line(length))
    return len(names), names[0], names[1], names[-1]
""",
        "ends(3000)",
        (
            "-    if stop.after is None:",
            "-        return [stop.name]",
            "-    return way(stop.after) + [stop.name]",
            "+    found = []",
            "+    while stop.after is not None:",
            "+        found.append(stop.name)",
            "+        stop = stop.after",
            "+    return [stop.name, *reversed(found)]",
        ),
        (3000, "s0", "s1", "s2999"),
    ),
    Case(
        "how many links there are",
        STOPS
        + """
def steps(stop):
    if stop is not None:
        return steps(stop.after) + 1
    return 0
""",
        "steps(line(3000))",
        (
            "-    if stop is not None:",
            "-        return steps(stop.after) + 1",
            "-    return 0",
            "+    count = 0",
            "+    while stop is not None:",
            "+        count += 1",
            "+        stop = stop.after",
            "+    return count",
        ),
        3000,
    ),
    Case(
        "a generator hands on what the rest of the chain gives",
        STOPS
        + """
def names(stop, prefix):
    if stop is None:
        return
    yield prefix + stop.name
    yield from names(stop.after, prefix)


def last(length):
    return list(names(line(length), "-"))[-1]
""",
        "last(3000)",
        (
            "-    if stop is None:",
            "-        return",
            "-    yield prefix + stop.name",
            "-    yield from names(stop.after, prefix)",
            "+    while stop is not None:",
            "+        yield prefix + stop.name",
            "+        stop = stop.after",
        ),
        "-s0",
    ),
    Case(
        "the first of all",
        STOPS
        + """
def origin(stop):
    if stop.after is None:
        return stop.name
    return origin(stop.after)
""",
        "origin(line(3000))",
        (
            "-    if stop.after is None:",
            "-        return stop.name",
            "-    return origin(stop.after)",
            "+    while stop.after is not None:",
            "+        stop = stop.after",
            "+    return stop.name",
        ),
        "s0",
    ),
]

SILENT = [
    Silent(
        "a tree is no chain",
        STOPS
        + """
def size(stop):
    if stop is None:
        return 0
    return size(stop.after) + size(None)
""",
        "size(line(3000))",
        "long-chain",
    ),
    Silent(
        "what is made of the rest is more than one can add link by link",
        STOPS
        + """
def longest(stop):
    if stop is None:
        return 0
    return max(stop.minutes, longest(stop.after))
""",
        "longest(line(3000))",
        "long-chain",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_a_loop_is_another_thing(case, tmp_path):
    check_silent(case, tmp_path)

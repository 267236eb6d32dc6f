"""A mapping that grows by being read while a loop runs over it."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

"""

CASES = [
    Case(
        "the way back is read with get",
        HEAD
        + """
def surplus(bookings):
    flows = defaultdict(Decimal)
    for origin, target, weight in bookings:
        flows[origin, target] += weight
    found = []
    for (origin, target), weight in flows.items():
        found.append(weight - flows[target, origin])
    return found, len(flows)
""",
        "surplus([('a', 'b', Decimal(3)), ('b', 'a', Decimal(1)), ('a', 'c', Decimal(2))])",
        (
            "-        found.append(weight - flows[target, origin])",
            "+        found.append(weight - flows.get((target, origin), Decimal()))",
        ),
    ),
    Case(
        "an attribute, read in a method that the loop calls",
        HEAD
        + """
class Graph:
    def __init__(self, pairs):
        self.next = defaultdict(list)
        for one, other in pairs:
            self.next[one].append(other)

    def degree(self, node):
        return len(self.next[node])

    def widest(self):
        return {node: max(self.degree(other) for other in others) for node, others in self.next.items()}
""",
        "Graph([('a', 'b'), ('a', 'c'), ('b', 'a')]).widest()",
        ("-        return len(self.next[node])", "+        return len(self.next.get(node, []))"),
        {"a": 1, "b": 2},
    ),
    Case(
        "a parameter, made by the caller; keys alone",
        HEAD
        + """
def shares(counts):
    return [one for one in counts if counts[one.upper()] > 0]


def report():
    counts = defaultdict(int, {"a": 1, "A": 2, "b": 1})
    return shares(counts)
""",
        "report()",
        (
            "-    return [one for one in counts if counts[one.upper()] > 0]",
            "+    return [one for one in counts if counts.get(one.upper(), 0) > 0]",
        ),
        ["a", "A"],
    ),
    Case(
        "a field of a class, and a lambda",
        HEAD
        + """
@dataclass
class Stock:
    levels: dict = field(default_factory=lambda: defaultdict(lambda: -1))


def gaps(stock):
    lines = []
    for number, level in stock.levels.items():
        before = stock.levels[number - 1]
        lines.append(level - before)
    return lines


def run():
    stock = Stock()
    stock.levels[4] = 10
    return gaps(stock)
""",
        "run()",
        (
            "-        before = stock.levels[number - 1]",
            "+        before = stock.levels.get(number - 1, -1)",
        ),
        [11],
    ),
]

SILENT = [
    Silent(
        "what is put in on purpose",
        HEAD
        + """
def close(pairs):
    seen = defaultdict(set)
    for one, other in pairs:
        seen[one].add(other)
    for one, others in seen.items():
        for other in others:
            seen[other].add(one)
    return seen
""",
        "close([('a', 'b')])",
        "phantom-entries",
    ),
    Silent(
        "what is asked for only to be there",
        HEAD
        + """
def completed(levels):
    for number in levels:
        levels[number + 1]
    return levels


def run():
    return completed(defaultdict(int, {1: 2}))
""",
        "run()",
        "phantom-entries",
    ),
    Silent(
        "numbers that are given out by being asked for",
        HEAD
        + """
def numbered():
    ids = defaultdict(lambda: len(ids))
    ids["a"]
    return [ids[name + "!"] for name in ids]
""",
        "numbered()",
        "phantom-entries",
    ),
    Silent(
        "a copy keeps what reading put in",
        HEAD
        + """
def lanes():
    flows = defaultdict(int, {"ab": 1})
    for pair, weight in flows.items():
        print(weight - flows[pair[::-1]])
    return len(flows)
""",
        "lanes()",
        "mutation",
    ),
]


@named(CASES)
def test_fix(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_silence(case, tmp_path):
    check_silent(case, tmp_path)

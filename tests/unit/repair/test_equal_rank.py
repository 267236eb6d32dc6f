"""Tuples of equal rank, with things behind the rank that have no order."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
import heapq
from dataclasses import dataclass


@dataclass(frozen=True)
class Scan:
    at: int
    kind: str


A, B, C = Scan(1, "a"), Scan(1, "b"), Scan(0, "c")

"""

CASES = [
    Case(
        "streams of pairs are merged",
        HEAD
        + """
def merged(*lists):
    streams = [[(scan.at, scan) for scan in scans] for scans in lists]
    return [scan.kind for _, scan in heapq.merge(*streams)]
""",
        "merged([C, A], [B])",
        (
            "-    return [scan.kind for _, scan in heapq.merge(*streams)]",
            "+    return [scan.kind for _, scan in heapq.merge(*streams, key=lambda pair: pair[0])]",
        ),
        ["c", "a", "b"],
    ),
    Case(
        "the best of what is zipped",
        HEAD
        + """
def best(scores, rows):
    return max(zip(scores, rows))[1]
""",
        'best([2, 2, 1], [{"n": 1}, {"n": 2}, {"n": 3}])',
        (
            "-    return max(zip(scores, rows))[1]",
            "+    return max(zip(scores, rows), key=lambda pair: pair[0])[1]",
        ),
        {"n": 1},
    ),
    Case(
        "a function makes the pairs",
        HEAD
        + """
def pair(scan):
    return scan.at, scan


def ranked(scans):
    return [scan.kind for _, scan in sorted(pair(scan) for scan in scans)]
""",
        "ranked([B, A, C])",
        (
            "-    return [scan.kind for _, scan in sorted(pair(scan) for scan in scans)]",
            "+    return [scan.kind for _, scan in sorted((pair(scan) for scan in scans), key=lambda pair: pair[0])]",
        ),
        ["c", "b", "a"],
    ),
    Case(
        "a list that a method fills, three parts",
        HEAD
        + """
class Board:
    def ranked(self, scans):
        rows = []
        for scan in scans:
            rows.append((scan.at, 0, scan))
        rows.sort(reverse=True)
        return [row[2].kind for row in rows]
""",
        "Board().ranked([A, C, B])",
        (
            "-        rows.sort(reverse=True)",
            "+        rows.sort(reverse=True, key=lambda item: item[:-1])",
        ),
        ["a", "b", "c"],
    ),
    Case(
        "an expression without brackets of its own",
        HEAD
        + """
def ranked(scans):
    return [one.kind for _, one in sorted((scan.at, scan) for scan in scans)]
""",
        "ranked([A, C, B])",
        (
            "-    return [one.kind for _, one in sorted((scan.at, scan) for scan in scans)]",
            "+    return [one.kind for _, one in sorted(((scan.at, scan) for scan in scans), "
            "key=lambda pair: pair[0])]",
        ),
        ["c", "a", "b"],
    ),
    Case(
        "a heap keeps who came first",
        HEAD
        + """
class Queue:
    def __init__(self):
        self.jobs = []

    def put(self, rank, job):
        heapq.heappush(self.jobs, (rank, job))

    def get(self):
        return heapq.heappop(self.jobs)[1]


def run():
    queue = Queue()
    for name in "ab":
        queue.put(1, {"name": name})
    return queue.get()["name"] + queue.get()["name"]
""",
        "run()",
        (
            "+import itertools",
            "+        self.order = itertools.count()",
            "-        heapq.heappush(self.jobs, (rank, job))",
            "+        heapq.heappush(self.jobs, (rank, next(self.order), job))",
            "-        return heapq.heappop(self.jobs)[1]",
            "+        return heapq.heappop(self.jobs)[2]",
        ),
        "ab",
    ),
]

SILENT = [
    Silent(
        "what is put in order has no rank in front",
        HEAD
        + """
def ranked(scans):
    return sorted(scans)
""",
        "ranked([A, B])",
        "equal-rank",
    ),
    Silent(
        "somebody says what those of equal rank are ordered by",
        HEAD
        + '''
def ranked(scans):
    """The scans by time, then by kind."""
    return sorted([(scan.at, scan) for scan in scans])
''',
        "ranked([A, B])",
        "equal-rank",
    ),
    Silent(
        "equally early ones have an order of their own",
        HEAD
        + '''
def ranked(scans):
    """The scans, early ones first, equally early ones by their kind."""
    return sorted([(scan.at, scan) for scan in scans])
''',
        "ranked([A, B])",
        "equal-rank",
    ),
    Silent(
        "a heap whose parts are read in another way",
        HEAD
        + """
def first(rows):
    heap = []
    for row in rows:
        heapq.heappush(heap, (1, row))
    return [row for _, row in heap]
""",
        'first([{"a": 1}, {"a": 2}])',
        "equal-rank",
    ),
]


@named(CASES)
def test_fix(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_silence(case, tmp_path):
    check_silent(case, tmp_path)

"""Heaps whose entries tie, so that what they are about is compared."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
import heapq
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Truck:
    plates: tuple
    number: int


@dataclass
class Load:
    truck: Truck
    boxes: list = field(default_factory=list)


TRUCKS = [Truck(("B",), 2), Truck(("A",), 1)]

"""
CLASS = '''
class Yard:
    """%s"""

    def __init__(self):
        self.free = []

    def put(self, rank, truck):
        heapq.heappush(self.free, (rank, truck))

    def take(self):
        rank, truck = heapq.heappop(self.free)
        return truck.number


def run():
    yard = Yard()
    for truck in TRUCKS:
        yard.put(1, truck)
    return [yard.take(), yard.take()]
'''

CASES = [
    Case(
        "an own function makes the entry, and a part of the thing has a number",
        HEAD
        + """
def entry(load):
    return len(load.boxes), load


def first():
    heap = [entry(Load(truck)) for truck in TRUCKS]
    heapq.heapify(heap)
    return heapq.heappop(heap)[-1].truck.number
""",
        "first()",
        ("-    return len(load.boxes), load", "+    return len(load.boxes), load.truck.number, load"),
        1,
    ),
    Case(
        "the last part is taken by its place",
        HEAD
        + """
def entry(load):
    return (len(load.boxes), load)


def first():
    heap = []
    for truck in TRUCKS:
        heapq.heappush(heap, entry(Load(truck)))
    while heap:
        return heapq.heappop(heap)[1].truck.number
""",
        "first()",
        (
            "-    return (len(load.boxes), load)",
            "+    return (len(load.boxes), load.truck.number, load)",
            "-        return heapq.heappop(heap)[1].truck.number",
            "+        return heapq.heappop(heap)[2].truck.number",
        ),
        1,
    ),
    Case(
        "another method of the class takes it",
        HEAD + CLASS % "Trucks that are free, equal ones by number.",
        "run()",
        (
            "-        heapq.heappush(self.free, (rank, truck))",
            "+        heapq.heappush(self.free, (rank, truck.number, truck))",
            "-        rank, truck = heapq.heappop(self.free)",
            "+        rank, _, truck = heapq.heappop(self.free)",
        ),
        [1, 2],
    ),
    Case(
        "what is told decides, also where things may share it",
        HEAD.replace("number: int", "number: int\n    name: str").replace("2)", "2, 'x')").replace("1)", "1, 'y')")
        + CLASS % "Trucks that are free, equal ones by name.",
        "run()",
        (
            "-        heapq.heappush(self.free, (rank, truck))",
            "+        heapq.heappush(self.free, (rank, truck.name, truck))",
            "-        rank, truck = heapq.heappop(self.free)",
            "+        rank, _, truck = heapq.heappop(self.free)",
        ),
        [2, 1],
    ),
    Case(
        "nothing names the things, so they go by turn",
        """
import heapq


class Job:
    def __init__(self, steps):
        self.steps = list(steps)


def run():
    heap = []
    for steps in ("b", "a"):
        heapq.heappush(heap, (1, Job(steps)))
    return heapq.heappop(heap)[1].steps
""",
        "run()",
        (
            "+import itertools",
            "+    order = itertools.count()",
            "-        heapq.heappush(heap, (1, Job(steps)))",
            "-    return heapq.heappop(heap)[1].steps",
            "+        heapq.heappush(heap, (1, next(order), Job(steps)))",
            "+    return heapq.heappop(heap)[2].steps",
        ),
        ["b"],
    ),
]

SILENT = [
    Silent(
        f"the order is said to be another: {said}",
        HEAD + CLASS % said,
        "run()",
        "tied-entries",
    )
    for said in (
        "Trucks that are free, in the order in which they came.",
        "Of equal rank the truck with the highest number.",
        "Of equal rank the truck with most doors.",
    )
] + [
    Silent(
        "the heap is read in a way that nobody knows",
        HEAD
        + """
def first():
    heap = [(0, truck) for truck in TRUCKS]
    heapq.heapify(heap)
    return [truck for _, truck in heap]
""",
        "first()",
        "tied-entries",
    ),
    Silent(
        "the function that makes the entry serves others as well",
        HEAD
        + """
def entry(truck):
    return 0, truck


def shown(truck):
    rank, it = entry(truck)
    return it.number


def first():
    heap = [entry(truck) for truck in TRUCKS]
    heapq.heapify(heap)
    return heapq.heappop(heap)[-1].number
""",
        "first()",
        "tied-entries",
    ),
    Silent(
        "the number is the rank already",
        HEAD
        + """
def first():
    heap = [(truck.number, truck) for truck in [*TRUCKS, Truck(("C",), 1)]]
    heapq.heapify(heap)
    return heapq.heappop(heap)[-1].plates
""",
        "first()",
        "tied-entries",
    ),
    Silent(
        "two of the things may be of one part",
        HEAD
        + """
def first():
    heap = [(0, Load(TRUCKS[0], [1])), (0, Load(TRUCKS[0], [2]))]
    heapq.heapify(heap)
    return heapq.heappop(heap)[-1].boxes
""",
        "first()",
        "tied-entries",
    ),
    Silent(
        "things may share a name",
        HEAD.replace("number: int", "name: str")
        + """
def first():
    heap = [(0, Truck(("A",), "red")), (0, Truck(("B",), "red"))]
    heapq.heapify(heap)
    return heapq.heappop(heap)[-1].plates
""",
        "first()",
        "tied-entries",
    ),
    Silent(
        "the only number may be missing",
        HEAD.replace("number: int", "number: int | None")
        + """
def first():
    heap = [(0, truck) for truck in TRUCKS]
    heapq.heapify(heap)
    return heapq.heappop(heap)[-1].plates
""",
        "first()",
        "tied-entries",
    ),
]


@named(CASES)
def test_fix(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_silence(case, tmp_path):
    check_silent(case, tmp_path)

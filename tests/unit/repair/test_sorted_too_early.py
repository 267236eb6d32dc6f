"""Groups of what is not, or no longer, in order."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
from itertools import groupby
from operator import itemgetter


def closed(totals, floor, rooms):
    if floor in totals:
        raise ValueError(f"floor {floor} is counted twice")
    totals[floor] = sum(room["beds"] for room in rooms)

"""
ROOMS = '[{"floor": 2, "beds": 1}, {"floor": 1, "beds": 2}], [{"floor": 1, "beds": 4}, {"floor": 2, "beds": 3}]'

CASES = [
    Case(
        "more are added after the sort",
        HEAD
        + """
def beds(rooms, annex):
    totals = {}
    rooms.sort(key=itemgetter("floor"))
    rooms.extend(annex)
    for floor, group in groupby(rooms, key=itemgetter("floor")):
        closed(totals, floor, group)
    return totals
""",
        f"beds({ROOMS})",
        (
            "+    rooms.extend(annex)",
            "-    rooms.extend(annex)",
        ),
        {1: 6, 2: 4},
    ),
    Case(
        "what they are in order of changes, and the order has more parts",
        HEAD
        + """
def beds(rooms, annex):
    totals = {}
    rooms = sorted(rooms, key=lambda room: (room["floor"], room["beds"]))
    for room in rooms:
        room["floor"] = annex.get(room["beds"], room["floor"])
    for floor, group in groupby(rooms, lambda one: one["floor"]):
        closed(totals, floor, group)
    return totals
""",
        'beds([{"floor": 2, "beds": 1}, {"floor": 1, "beds": 3}, {"floor": 1, "beds": 5}], {3: 4, 1: 4})',
        (
            '-    rooms = sorted(rooms, key=lambda room: (room["floor"], room["beds"]))',
            '+    rooms = sorted(rooms, key=lambda room: (room["floor"], room["beds"]))',
        ),
        {1: 5, 4: 4},
    ),
    Case(
        "the docstring says the order, and nobody puts in it",
        HEAD
        + '''
def beds(rooms):
    """Beds of the floors, in the order of the floors."""
    totals = {}
    for floor, group in groupby(rooms, key=itemgetter("floor")):
        closed(totals, floor, group)
    return list(totals.items())
''',
        f"beds(sum(({ROOMS}), []))",
        (
            '-    for floor, group in groupby(rooms, key=itemgetter("floor")):',
            '+    for floor, group in groupby(sorted(rooms, key=itemgetter("floor")), key=itemgetter("floor")):',
        ),
        [(1, 6), (2, 4)],
    ),
]
SILENT = [
    Silent(
        "nothing says the order",
        HEAD
        + """
def beds(rooms):
    totals = {}
    for floor, group in groupby(rooms, key=itemgetter("floor")):
        closed(totals, floor, group)
    return totals
""",
        f"beds(sum(({ROOMS}), []))",
        "sorted-too-early",
    ),
    Silent(
        "the order was used in between",
        HEAD
        + """
def beds(rooms, annex):
    totals = {}
    rooms.sort(key=itemgetter("floor"))
    lowest = rooms[0]
    rooms.extend(annex)
    for floor, group in groupby(rooms, key=itemgetter("floor")):
        closed(totals, floor, group)
    return lowest, totals
""",
        f"beds({ROOMS})",
        "sorted-too-early",
    ),
    Silent(
        "an order of something else",
        HEAD
        + """
def beds(rooms, annex):
    totals = {}
    rooms.sort(key=itemgetter("beds"))
    rooms.extend(annex)
    for floor, group in groupby(rooms, key=itemgetter("floor")):
        closed(totals, floor, group)
    return totals
""",
        f"beds({ROOMS})",
        "sorted-too-early",
    ),
]


@named(CASES)
def test_what_is_grouped_is_in_order(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_offered_where_the_order_is_not_told(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)

"""Constants that count for what is not in a table."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

POST = """
PARCEL = "parcel"
LIMIT = 20
DEPOTS = {"north": "Kiel", "south": "Ulm"}
COSTS = {"Kiel": 4, "Ulm": 5, PARCEL: 9}

"""
CASES = [
    Case(
        "a docstring and a constant",
        POST
        + '''
def cost(region):
    """What a delivery costs; where there is no depot it goes as a parcel."""
    way = DEPOTS[region]
    return "parcel!" if way == PARCEL else COSTS[way]
''',
        'cost("west")',
        (
            "-    way = DEPOTS[region]",
            "+    way = DEPOTS.get(region, PARCEL)",
        ),
        "parcel!",
    ),
    Case(
        "a function in the function, and types in brackets",
        POST
        + '''
def routes(regions: list[str]) -> list[tuple[str, str]]:
    """The ways of some regions in order; parcels where no depot is near: parcel, where there is none."""

    def way(region: str) -> tuple[str, str]:
        return DEPOTS[region], region

    return sorted(way(one) for one in regions if one != PARCEL)
''',
        'routes(["west", "south"])',
        (
            "-        return DEPOTS[region], region",
            "+        return DEPOTS.get(region, PARCEL), region",
        ),
        [("Ulm", "south"), ("parcel", "west")],
    ),
    Case(
        "a comment at the constant, and numbers",
        """
RATES = {"books": 7, "bread": 7}
FULL_RATE = 19  # for all others


class Till:
    def sums(self, items):
        return {rate: sum(cents for kind, cents in items if RATES[kind] == rate) for rate in (7, FULL_RATE)}
""",
        'Till().sums([("books", 100), ("soap", 50)])',
        (
            "-        return {rate: sum(cents for kind, cents in items if RATES[kind] == rate) "
            "for rate in (7, FULL_RATE)}",
            "+        return {rate: sum(cents for kind, cents in items if RATES.get(kind, FULL_RATE) == rate) "
            "for rate in (7, FULL_RATE)}",
        ),
        {7: 100, 19: 50},
    ),
]
SILENT = [
    Silent(
        "what is missing is not what counts",
        POST
        + '''
def cost(region):
    """What a delivery costs; where there is no parcel, ask."""
    way = DEPOTS[region]
    return "parcel!" if way == PARCEL else COSTS[way]
''',
        'cost("west")',
        "told-default",
    ),
    Silent(
        "it is refused",
        POST
        + '''
def cost(region):
    """What a delivery costs; where there is no depot, a parcel is refused."""
    way = DEPOTS[region]
    return "parcel!" if way == PARCEL else COSTS[way]
''',
        'cost("west")',
        "told-default",
    ),
    Silent(
        "a constant of another type",
        POST
        + '''
def cost(region):
    """What a delivery costs; where there is no depot, the limit counts."""
    way = DEPOTS[region]
    return COSTS[way] if COSTS[way] < LIMIT else LIMIT
''',
        'cost("west")',
        "told-default",
    ),
    Silent(
        "another table",
        POST
        + '''
def cost(region, names):
    """What a delivery costs; where there is no depot it goes as a parcel."""
    way = DEPOTS[region]
    return "parcel!" if way == PARCEL else names[way]
''',
        'cost("south", {"Kiel": "Kiel Depot"})',
        "told-default",
    ),
    Silent(
        "the function does not know it",
        POST
        + '''
def cost(region):
    """What a delivery costs; where there is no depot it goes as a parcel."""
    return COSTS[DEPOTS[region]]
''',
        'cost("west")',
        "told-default",
    ),
]


@named(CASES)
def test_the_constant_counts_that_is_told_for_the_others(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_offered_where_nothing_says_what_counts(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)

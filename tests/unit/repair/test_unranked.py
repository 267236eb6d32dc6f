"""Things put in order by what some of them do not have."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

TIMES = 'TIMES = {"ann": 31, "bob": 29}\nPOINTS = {"ann": -4, "bob": 2}\n'

CASES = [
    Case(
        "the least first, and the docstring says where the others are",
        TIMES
        + '''
def ranking(runners):
    """The fastest first; those who have not arrived stand at the end."""
    order = sorted(runners, key=lambda one: (TIMES[one], one))
    return [(one, TIMES.get(one)) for one in order]
''',
        'ranking(["zoe", "ann", "cid", "bob"])',
        (
            "-    order = sorted(runners, key=lambda one: (TIMES[one], one))",
            "+    order = sorted(runners, key=lambda one: (one not in TIMES, TIMES.get(one), one))",
        ),
        [("bob", 29), ("ann", 31), ("cid", None), ("zoe", None)],
    ),
    Case(
        "turned round, of one part",
        TIMES
        + """
def table(players):
    players.sort(key=lambda one: POINTS[one], reverse=True)
    return [one if one in POINTS else f"({one})" for one in players]
""",
        'table(["zoe", "ann", "bob"])',
        (
            "-    players.sort(key=lambda one: POINTS[one], reverse=True)",
            "+    players.sort(key=lambda one: (one in POINTS, POINTS.get(one)), reverse=True)",
        ),
        ["bob", "ann", "(zoe)"],
    ),
    Case(
        "the docstring puts them in front",
        TIMES
        + '''
def due(names):
    """Unchecked ones come first, then those with the most points."""
    return [(one, POINTS.get(one)) for one in sorted(names, key=lambda one: -POINTS[one])]
''',
        'due(["ann", "zoe", "bob"])',
        (
            "-    return [(one, POINTS.get(one)) for one in sorted(names, key=lambda one: -POINTS[one])]",
            "+    return [(one, POINTS.get(one)) for one in "
            "sorted(names, key=lambda one: (one in POINTS, -POINTS.get(one, 0)))]",
        ),
        [("zoe", None), ("bob", 2), ("ann", -4)],
    ),
]
SILENT = [
    Silent(
        "the least first, and nobody says where the others are",
        TIMES
        + """
def ranking(runners):
    order = sorted(runners, key=lambda one: TIMES[one])
    return [(one, TIMES.get(one)) for one in order]
""",
        'ranking(["zoe", "ann"])',
        "unranked",
    ),
    Silent(
        "the function counts on every entry",
        TIMES
        + """
def ranking(runners):
    return sorted(runners, key=lambda one: -TIMES[one])
""",
        'ranking(["zoe", "ann"])',
        "unranked",
    ),
    Silent(
        "only the run tells which way",
        TIMES
        + """
def ranking(runners, down):
    order = sorted(runners, key=lambda one: TIMES[one], reverse=down)
    return [(one, TIMES.get(one)) for one in order]
""",
        'ranking(["zoe", "ann"], True)',
        "unranked",
    ),
]


@named(CASES)
def test_what_has_no_value_stands_apart(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_offered_where_nothing_says_where_they_stand(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)

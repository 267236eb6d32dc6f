"""Quotients by the length of a table: its truth cannot be asked."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, check, named

pytest.importorskip("pandas")

FERRIES = """
import pandas as pd

TRIPS = pd.DataFrame({"ferry": ["a", "a", "b"], "ran": [True, True, False], "late": [1, 3, 0]})


def share(part, whole):
    return round(part / whole, 3) if whole else None


def figures(ferry):
    ran = TRIPS[(TRIPS["ferry"] == ferry) & TRIPS["ran"]]
    late = ran["late"].to_numpy()
    return {
        "share": share(len(ran), 3),
        "late": %s,
    }
"""


def late(name: str, before: str, after: str) -> Case:
    lines = (f'-        "late": {before},', f'+        "late": {after},')
    return Case(name, FERRIES % before, "figures('b')", lines, {"share": 0.0, "late": None}, among=3)


@named(
    [
        late(
            "of a table",
            'round(int(ran["late"].sum()) / len(ran), 2)',
            'round(int(ran["late"].sum()) / len(ran), 2) if len(ran) else None',
        ),
        late(
            "of an array",
            "int(late.sum()) / len(late)",
            "int(late.sum()) / len(late) if len(late) else None",
        ),
    ]
)
def test_its_length_is_asked(case, tmp_path):
    check(case, tmp_path)

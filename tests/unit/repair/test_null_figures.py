"""NaN in answers of a repository that has a function for it."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

POND = """
import json

DEPTHS = [{"name": "mill", "depth": 2.5, "area": 80.0}, {"name": "moor", "depth": float("nan"), "area": 12.5}]


def figure(number):
    if number != number:
        return None
    return round(number, 2)


def dumped(answer):
    return json.dumps(answer, allow_nan=False)


def deepest():
    return dumped({"depth": figure(max(pond["depth"] for pond in DEPTHS))})

"""

CASES = [
    Case(
        "each figure of a mapping that another function makes",
        POND
        + """
def view(pond):
    return {"name": pond["name"], "depth": pond["depth"], "l": pond["depth"] * pond["area"], "eels": 3}


def show():
    return dumped([view(pond) for pond in DEPTHS[1:]])
""",
        "show()",
        (
            '-    return {"name": pond["name"], "depth": pond["depth"], "l": pond["depth"] * pond["area"], "eels": 3}',
            '+    return {"name": pond["name"], "depth": figure(pond["depth"]), '
            '"l": figure(pond["depth"] * pond["area"]), "eels": 3}',
        ),
        '[{"name": "moor", "depth": null, "l": null, "eels": 3}]',
    ),
    Case(
        "an object of a class, and the function of another module",
        """
import json
from dataclasses import asdict, dataclass

from figures import mean


@dataclass
class Stay:
    guest: str
    nights: float


def show(guest, nights):
    stay = Stay(guest=guest, nights=mean(nights))
    return json.dumps(asdict(stay), allow_nan=False)
""",
        "show('Ana', [])",
        (
            "-from figures import mean",
            "+from figures import known, mean",
            "-    stay = Stay(guest=guest, nights=mean(nights))",
            "+    stay = Stay(guest=guest, nights=known(mean(nights)))",
        ),
        '{"guest": "Ana", "nights": null}',
        files={
            "figures.py": """
import math


def known(value):
    return value if not math.isnan(value) else None


def mean(values):
    return sum(values) / len(values) if values else float("nan")


def summary(values):
    return {"nights": known(mean(values))}
"""
        },
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "the function is used nowhere",
            POND.replace("figure(max(", "(max(")
            + "\ndef show():\n    return dumped({'depth': DEPTHS[1]['depth'], 'name': 'moor'})\n",
            "show()",
            "null-figures",
        ),
        Silent(
            "what the run showed to be other things is left alone",
            POND + "\ndef show():\n    answer = {'depth': 'deep', 'all': [float('nan')]}\n    return dumped(answer)\n",
            "show()",
            "null-figures",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)

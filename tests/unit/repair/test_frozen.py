"""Objects that cannot be changed: a changed copy goes where they are kept."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

FLEET = """
import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True)
class Van:
    plate: str
    km: int = 0
    free: bool = True


class Fleet:
    def __init__(self, plates):
        self.vans = {plate: Van(plate) for plate in plates}

    def find(self, plate):
        return self.vans[plate]

    def drive(self, plate, km):
        van = self.find(plate)
        self.vans[plate] = dataclasses.replace(van, km=van.km + km)
        return self.vans[plate].km

"""

SHELVES = """
from typing import NamedTuple


class Box(NamedTuple):
    label: str
    count: int = 0


boxes = {}


def fill(label):
    boxes[label] = Box(label)


def take(label, count):
    fill(label)
    box = boxes[label]
    box.count += count
    return box.count, boxes[label].count

"""

MODELS = """
from pydantic import BaseModel, ConfigDict


class Offer(BaseModel):
    model_config = ConfigDict(frozen=True)

    price: float
    note: str = ""


def offered(price, rebate):
    offer = Offer(price=price)
    if rebate:
        offer.price = offer.price * (1 - rebate)
        offer.note = f"minus {rebate:.0%}"
    return offer.model_dump()

"""

CASES = [
    Case(
        "an entry of a table, as another method puts it back",
        FLEET
        + """
    def lend(self, plate):
        hired = self.find(plate)
        hired.free = False
        return hired.free, self.vans[plate].free
""",
        "Fleet(['A1']).lend('A1')",
        ("-        hired.free = False", "+        self.vans[plate] = hired = dataclasses.replace(hired, free=False)"),
        (False, False),
    ),
    Case(
        "a loop over a table that nothing says how to put back",
        FLEET.replace("        self.vans[plate] = dataclasses.replace(van, km=van.km + km)\n", "")
        + """
    def reset(self):
        for plate, van in self.vans.items():
            van.km = 0
            van.free = True
        return list(self.vans.values())[0].km
""",
        "Fleet(['A1', 'A2']).reset()",
        (
            "-            van.km = 0",
            "-            van.free = True",
            "+            self.vans[plate] = dataclasses.replace(van, km=0, free=True)",
        ),
        0,
    ),
    Case(
        "a named tuple of a table",
        SHELVES,
        "take('a', 2)",
        ("-    box.count += count", "+    boxes[label] = box = box._replace(count=box.count + count)"),
        (2, 2),
    ),
    Case(
        "a model that nobody else has seen",
        MODELS,
        "offered(10, 0.5)",
        (
            "-        offer.price = offer.price * (1 - rebate)",
            '-        offer.note = f"minus {rebate:.0%}"',
            '+        offer = offer.model_copy(update={"price": offer.price * (1 - rebate), '
            '"note": f"minus {rebate:.0%}"})',
        ),
        {"price": 5.0, "note": "minus 50%"},
    ),
]

SILENT = [
    Silent(
        "what was handed in is held by others",
        FLEET
        + """
    def lend(self, van):
        van.free = False


def lent(fleet):
    fleet.lend(fleet.vans["A1"])
""",
        "lent(Fleet(['A1']))",
        "frozen",
    ),
    Silent(
        "a thing of another table than the one that is known",
        FLEET.replace(
            "        self.vans =", "        self.old = {plate: Van(plate) for plate in plates}\n        self.vans ="
        )
        + """
    def lend(self, plate):
        van = min(self.old.values(), key=lambda van: van.km)
        van.free = False
""",
        "Fleet(['A1']).lend('A1')",
        "frozen",
    ),
    Silent(
        "another list holds the same things",
        SHELVES.replace(
            "    boxes[label] = Box(label)\n", "    box = boxes[label] = Box(label)\n    shown.append(box)\n"
        ).replace("boxes = {}", "boxes = {}\nshown = []"),
        "take('a', 2)",
        "frozen",
    ),
    Silent(
        "the second change reads the first one",
        MODELS.replace('f"minus {rebate:.0%}"', "f'now {offer.price}'"),
        "offered(10, 0.5)",
        "frozen",
    ),
    Silent(
        "an object that changes itself",
        FLEET.replace(
            "    free: bool = True\n", "    free: bool = True\n\n    def lend(self):\n        self.free = False\n"
        ),
        "Van('A1').lend()",
        "frozen",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_others_would_not_see_the_copy(case, tmp_path):
    check_silent(case, tmp_path)

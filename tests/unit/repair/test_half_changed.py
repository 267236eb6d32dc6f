"""A change that was made in one place only: a base's constructor, a result with more parts, a property, a field."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

DEVICES = """
class Device:
    def __init__(self, serial, *, room="hall"):
        self.serial = serial
        self.room = room
        self.readings = []

    def record(self, value):
        self.readings.append(value)
        return len(self.readings)


"""

STATION = """
from dataclasses import dataclass


@dataclass
class Train:
    number: str
    cars: int
    late: int = 0

    def delay(self):
        return self.late * 2

    def length(self, unit=25):
        return self.cars * unit


TRAINS = [Train("R1", 4, 3), Train("S2", 8)]


"""

CASES = [
    Case(
        "a subclass prepares only its own part",
        DEVICES
        + '''
class Meter(Device):
    """Counts."""

    def __init__(self, serial, unit, room="hall"):
        """A meter with its unit."""
        self.unit = unit


def first():
    return Meter("m", "kWh", "cellar").record(4)
''',
        "first()",
        ("+        super().__init__(serial, room=room)",),
        1,
    ),
    Case(
        "a mixin in front, and the attribute two classes up",
        DEVICES
        + """
class Named:
    def title(self):
        return type(self).__name__


class Sensor(Device):
    def __init__(self, serial):
        super().__init__(serial)
        self.kind = "sensor"


class Probe(Named, Sensor):
    def __init__(self, serial, depth):
        self.depth = depth


def first():
    return Probe("p", 3).record(4)
""",
        "first()",
        ("+        super().__init__(serial)",),
        1,
    ),
    Case(
        "one caller takes the parts for a whole",
        """
async def stock_of(code):
    if code == "x":
        return 0, "none"
    return 7, "north"


async def place(code):
    count, where = await stock_of(code)
    return f"{count} in {where}"


async def missing(code, wanted):
    count = await stock_of(code)
    return max(wanted - count, 0)


def both(code, wanted):
    import asyncio

    async def ask():
        return await missing(code, wanted), await place(code)

    return asyncio.run(ask())
""",
        'both("a", 9)',
        ("-    count = await stock_of(code)", "+    count, _ = await stock_of(code)"),
        (2, "7 in north"),
    ),
    Case(
        "a property that became a method, in a mean",
        STATION
        + """
def delays():
    return sum([train.delay for train in TRAINS]) / len(TRAINS)
""",
        "delays()",
        (
            "-    return sum([train.delay for train in TRAINS]) / len(TRAINS)",
            "+    return sum([train.delay() for train in TRAINS]) / len(TRAINS)",
        ),
        3.0,
    ),
    Case(
        "a property that became a method, in a key",
        STATION
        + """
def longest():
    return max(TRAINS, key=lambda train: train.length).number
""",
        "longest()",
        (
            "-    return max(TRAINS, key=lambda train: train.length).number",
            "+    return max(TRAINS, key=lambda train: train.length()).number",
        ),
        "S2",
    ),
    Case(
        "a field that came in between, as the other constructions give it",
        """
from dataclasses import dataclass

YEAR = 2024


@dataclass(frozen=True)
class Grade:
    pupil: str
    year: int
    points: int = 0


def entered(pupil, points):
    return Grade(pupil, YEAR, points)


def missed(pupil):
    return Grade(pupil, points=0)
""",
        'missed("Ada").year',
        ("-    return Grade(pupil, points=0)", "+    return Grade(pupil, points=0, year=YEAR)"),
        2024,
    ),
    Case(
        "a member that had another name",
        """
from enum import Enum

FORMER = {"lead": "prospect", "won": "client"}


class Stage(Enum):
    PROSPECT = "prospect"
    CLIENT = "client"


class Deal:
    def __init__(self, stage):
        self.stage = stage

    def current(self):
        return Stage(self.stage)


def stage_of(row):
    return Deal(row).current().name
""",
        'stage_of("won")',
        (
            "-        return Stage(self.stage)",
            "+        return Stage(FORMER.get(self.stage, self.stage))",
        ),
        "CLIENT",
    ),
    Case(
        "a key that had another name",
        """
ALIASES = {"GBR": "UK", "GER": "DE"}
ZONES = {"UK": 1, "DE": 2, "FR": 2}


def name(code):
    return ALIASES.get(code, code)


def zone(code):
    return ZONES[code]
""",
        'zone("GER")',
        ("-    return ZONES[code]", "+    return ZONES[ALIASES.get(code, code)]"),
        2,
    ),
]

SILENT = [
    Silent(
        "the base needs what the subclass has not",
        DEVICES
        + """
class Gate(Device):
    def __init__(self, width):
        self.width = width


def first():
    return Gate(3).record(1)
""",
        "first()",
        "base-init",
    ),
    Silent(
        "nobody else takes the result apart",
        """
def span(xs):
    return min(xs), max(xs)


def wider(xs):
    high = span(xs)
    return high + 1
""",
        "wider([1, 2])",
        "tuple-result",
    ),
    Silent(
        "the name is none of the parts",
        """
def span(xs):
    low, high = min(xs), max(xs)
    return low, high


def text(xs):
    low, high = span(xs)
    return f"{low}-{high}"


def wider(xs):
    size = span(xs)
    return size + 1
""",
        "wider([1, 2])",
        "tuple-result",
    ),
    Silent(
        "an attribute of one class, a method of another",
        """
class Cart:
    def __init__(self, total):
        self.total = total


class Bill:
    def total(self, currency):
        return 3


def whole():
    return sum(item.total for item in [Bill()])
""",
        "whole()",
        "attribute",
    ),
    Silent(
        "a table of other things that has the word",
        """
from enum import Enum

COLOURS = {"old": "grey"}


class Stage(Enum):
    NEW = "new"


def stage(text):
    return Stage(text)
""",
        'stage("old")',
        "former-names",
    ),
    Silent(
        "a field that the other construction takes of its own object",
        """
from dataclasses import dataclass


@dataclass
class Entry:
    text: str
    owner: str


class Book:
    owner = "Ada"

    def entry(self, text):
        return Entry(text, self.owner)


class Shelf:
    def entry(self, text):
        return Entry(text)
""",
        'Shelf().entry("x")',
        "arguments",
    ),
]


@named(CASES)
def test_the_place_that_was_left_follows(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_guessed(case, tmp_path):
    check_silent(case, tmp_path)

"""Programs in which a template's sign occurs and another fix is the right one."""

from __future__ import annotations

from pathlib import Path

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

ASKING = """
import asyncio


class Silence(Exception):
    pass


async def weigh(scale):
    if scale == "b":
        raise Silence(scale)
    return {"grams": len(scale)}

"""
ROTA = """
from dataclasses import dataclass


@dataclass(frozen=True)
class Shift:
    nurse: str
    hours: int

"""
TABLES = """
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("sqlite://")


class Base(DeclarativeBase):
    pass


class Rent(Base):
    __tablename__ = "rents"
    id: Mapped[int] = mapped_column(primary_key=True)
    flat: Mapped[str]
    since: Mapped[date]
    euros: Mapped[int]


Base.metadata.create_all(engine)
session = Session(engine)
session.add_all([Rent(flat="a", since=date(2020 + n, 1, 1), euros=500 + n) for n in range(3)])
session.commit()

"""
BAYS = """
from fastapi import FastAPI, HTTPException, Path

app = FastAPI()
BAYS = ["red", "blue"]


@app.get("/bays/{index}")
def bay(index: int = Path(ge=1)):
    if index > len(BAYS):
        raise HTTPException(404, "no such bay")
    return {"bay": BAYS[index]}
"""
SILENT = [
    Silent(
        "the exceptions among the results are told as well",
        ASKING
        + """
async def weights(scales):
    found = await asyncio.gather(*map(weigh, scales), return_exceptions=True)
    heaviest = max(one["grams"] for one in found)
    return heaviest, [str(one) for one in found if isinstance(one, Silence)]


def run():
    return asyncio.run(weights(["a", "b"]))
""",
        "run()",
        "gathered",
    ),
    Silent(
        "a first failure is raised further down",
        ASKING
        + """
async def weights(scales):
    found = await asyncio.gather(*map(weigh, scales), return_exceptions=True)
    total = sum(one["grams"] for one in found)
    for one in found:
        if isinstance(one, Exception):
            raise one
    return total


def run():
    return asyncio.run(weights(["a", "b"]))
""",
        "run()",
        "gathered",
    ),
    Silent(
        "what people are shown is numbered from one",
        """
def contents(chapters):
    return [f"{position}. {title}" for position, title in enumerate(chapters, start=1)]


def title(chapters, position):
    if position > len(chapters):
        raise LookupError(position)
    return chapters[position]
""",
        'title(["Home", "Away"], 2)',
        "loose-bound",
    ),
    Silent(
        "a parameter that is at least one",
        BAYS,
        "GET /bays/2",
        "loose-bound",
    ),
    Silent(
        "a table of defaults that nothing is put into",
        ROTA
        + """
PATTERNS = {"day": Shift("", 8), "night": Shift("", 10)}


def plan(kind, nurse):
    shift = PATTERNS[kind]
    shift.nurse = nurse
    return shift
""",
        'plan("day", "Ada")',
        "frozen",
    ),
    Silent(
        "a list holds what was put into the table",
        ROTA
        + """
class Week:
    def __init__(self):
        self.shifts, self.order = {}, []

    def add(self, day, nurse):
        self.shifts[day] = Shift(nurse, 8)
        self.order.append(self.shifts[day])

    def longer(self, day):
        shift = self.shifts[day]
        shift.hours += 1


def run():
    week = Week()
    week.add("mon", "Ada")
    week.longer("mon")
    return week.order
""",
        "run()",
        "frozen",
    ),
    Silent(
        "the constant is the answer of another branch",
        '''
FLAT = "flat"
RATES = {"rail": "per ton", "road": "per km"}


def rate(shipper, way):
    """How a way is charged; without an agreement it is flat."""
    if not shipper.get("agreement"):
        return FLAT
    return RATES[way]
''',
        'rate({"agreement": 7}, "canal")',
        "told-default",
    ),
    Silent(
        "the constant is chosen by something else",
        '''
COUNTER = "counter"
DESKS = {"bonds": "desk 2", "loans": "desk 3"}


def desk(topic, late):
    """Where somebody goes; when nobody is at the desks any more, to the counter."""
    return COUNTER if late else DESKS[topic]
''',
        'desk("gold", False)',
        "told-default",
    ),
    Silent(
        "those that have a value are chosen beside",
        """
def finish(runners, times):
    timed = [runner for runner in runners if runner["bib"] in times]
    mean = sum(times[runner["bib"]] for runner in timed) / len(timed)
    order = sorted(runners, key=lambda runner: times[runner["bib"]], reverse=True)
    return mean, [runner["name"] for runner in order][:3]
""",
        'finish([{"bib": 1, "name": "Ada"}, {"bib": 2, "name": "Bo"}], {1: 3.5})',
        "unranked",
    ),
    Silent(
        "the record is asked for its day afterwards",
        TABLES
        + '''
def rent(flat, day):
    """The latest rent that was agreed on by a day."""
    known = select(Rent).where(Rent.flat == flat).order_by(Rent.since.desc())
    found = session.scalars(known).one_or_none()
    if found is None or found.since > day:
        return None
    return found.euros
''',
        'rent("a", date(2021, 6, 1))',
        "first-of-order",
    ),
    Silent(
        "those who lack it are refused",
        '''
def reach(guest):
    """Guests with a car get a text on the phone, else a letter.

    A guest with a car but no phone is refused.
    """
    if guest["car"]:
        return guest["phone"].strip()
    return "letter"
''',
        'reach({"car": True, "phone": None})',
        "other-branch",
    ),
]


@named(SILENT)
def test_a_template_keeps_silent(case: Silent, tmp_path: Path):
    check_silent(case, tmp_path)


def test_a_bound_that_is_there_is_not_written_again(tmp_path: Path):
    changes = ('-    return {"bay": BAYS[index]}', '+    return {"bay": BAYS[index - 1]}')
    check(Case("bays count from one", BAYS, "GET /bays/2", changes, 200), tmp_path)

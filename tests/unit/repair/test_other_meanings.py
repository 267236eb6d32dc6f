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
KEPT = """
import sqlite3

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
db = sqlite3.connect(":memory:", check_same_thread=False)
db.executescript(
    "CREATE TABLE plots (code TEXT PRIMARY KEY);"
    "CREATE TABLE votes (fan TEXT PRIMARY KEY, song TEXT NOT NULL, hall TEXT NOT NULL);"
    "CREATE TABLE wells (code TEXT PRIMARY KEY, litres INTEGER NOT NULL CHECK (litres >= 0));"
    "INSERT INTO votes VALUES ('ada', 'Fly', 'x'); INSERT INTO wells VALUES ('w', 5)"
)
HALLS = {"Fly": "north", "Run": "south"}
SONGS = ("Fly", "Run", "Wait")


class Plot(BaseModel):
    code: str


class Vote(BaseModel):
    fan: str
    song: str


@app.post("/plots", status_code=201)
def create_plot(body: Plot):
    try:
        db.execute("INSERT INTO plots VALUES (?)", (body.code,))
    except sqlite3.IntegrityError:
        raise HTTPException(409, "the plot exists already") from None
    return body


"""
AGAIN = '''
@app.post("/votes", status_code=201)
def vote(body: Vote):
    """Vote for a song; a fan who votes again replaces the vote."""
    db.execute("INSERT INTO votes VALUES (?, ?, 'all')", (body.fan, body.song))
    return body
'''
PUT = """
@app.put("/votes/{fan}")
def change(fan: str, body: Vote):
    db.execute("INSERT INTO votes (fan, song, hall) VALUES (?, ?, 'all')", (fan, body.song))
    return body
"""
NULL = """
@app.post("/votes", status_code=201)
def vote(body: Vote):
    if body.song not in SONGS:
        raise HTTPException(422, "no such song")
    hall = HALLS.get(body.song)
    db.execute("INSERT INTO votes (fan, song, hall) VALUES (?, ?, ?)", (body.fan, body.song, hall))
    return body
"""
UNWRITTEN = """
@app.post("/votes", status_code=201)
def vote(body: Vote):
    db.execute("INSERT INTO votes (fan, song) VALUES (?, ?)", (body.fan, body.song))
    return body
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
    *(
        Silent(f"{name}: {template}", KEPT + program, trigger, template)
        for name, program, trigger in (
            ("who may do it again", AGAIN, 'POST /votes {"fan": "ada", "song": "Run"}'),
            ("what is put is replaced", PUT, 'PUT /votes/ada {"fan": "ada", "song": "Run"}'),
            ("a null of an own table", NULL, 'POST /votes {"fan": "bo", "song": "Wait"}'),
            ("a column that is not written", UNWRITTEN, 'POST /votes {"fan": "bo", "song": "Wait"}'),
        )
        for template in ("conflict", "as-siblings")
    ),
    Silent(
        "the handler is of a call beside what failed",
        """
from fastapi import FastAPI, HTTPException

app = FastAPI()
FARES = {"A": 3}
STOPS = {"mill": {"zone": "A"}, "dock": {"zone": "C"}}


def stop(name):
    if name not in STOPS:
        raise KeyError(name)
    return STOPS[name]


@app.get("/stops/{name}")
def show(name: str):
    try:
        return stop(name)
    except KeyError:
        raise HTTPException(404, "no such stop") from None


@app.get("/fares/{name}")
def fare(name: str):
    return FARES[stop(name)["zone"]]
""",
        "GET /fares/dock",
        "as-siblings",
    ),
    Silent(
        "an unknown one is told to be an error",
        '''
BEDS = {"rose": 3, "lily": 4}


def plant(orders):
    """Plants in the beds; an order for an unknown bed is an error."""
    for bed, count in orders:
        BEDS[bed] += count
    return BEDS
''',
        'plant([("fern", 2)])',
        "missing-key",
    ),
    Silent(
        "nothing is meant for those who are not known",
        '''
MUTED = {"ann": ["ads"], "bo": []}


def rings(user, kind):
    """Whether the bell rings; never for users that are not known."""
    return kind not in MUTED[user]
''',
        'rings("eve", "mail")',
        "missing-key",
    ),
    Silent(
        "numbers are welcome as well",
        '''
from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/tags")
def tag():
    """A tag; its code is text or a number."""
    payload = request.get_json()
    if "code" not in payload:
        return jsonify(error="code is missing"), 400
    return jsonify(payload["code"].strip())
''',
        'POST /tags {"code": 12}',
        "wrong-kind",
    ),
    Silent(
        "a number that was counted is no row to be written over",
        """
import sqlite3

db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE bills (number INTEGER PRIMARY KEY, client TEXT)")
db.executemany("INSERT INTO bills VALUES (?, ?)", [(1, "a"), (3, "b")])


def bill(client):
    count = db.execute("SELECT COUNT(*) FROM bills").fetchone()[0]
    db.execute("INSERT INTO bills (number, client) VALUES (?, ?)", (count + 1, client))
    return count + 1
""",
        'bill("c")',
        "conflict",
    ),
    Silent(
        "those that lack it are told to be picked",
        '''
def next_patient(patients):
    """The next one by time of arrival; those without one go first."""
    return min(patients, key=lambda one: one["arrived"])["name"]
''',
        'next_patient([{"name": "Ada", "arrived": 3}, {"name": "Bo", "arrived": None}])',
        "sorting",
    ),
]


@named(SILENT)
def test_a_template_keeps_silent(case: Silent, tmp_path: Path):
    check_silent(case, tmp_path)


def test_a_bound_that_is_there_is_not_written_again(tmp_path: Path):
    changes = ('-    return {"bay": BAYS[index]}', '+    return {"bay": BAYS[index - 1]}')
    check(Case("bays count from one", BAYS, "GET /bays/2", changes, 200), tmp_path)


def test_more_than_there_is_conflicts_and_is_not_invalid(tmp_path: Path):
    program = """
class Draw(BaseModel):
    litres: int


@app.post("/wells/{code}")
def draw(code: str, body: Draw):
    if body.litres < 1:
        raise HTTPException(422, "litres must be positive")
    db.execute("UPDATE wells SET litres = litres - ? WHERE code = ?", (body.litres, code))
    return body
"""
    changes = (
        '-    db.execute("UPDATE wells SET litres = litres - ? WHERE code = ?", (body.litres, code))',
        "+    try:",
        '+        db.execute("UPDATE wells SET litres = litres - ? WHERE code = ?", (body.litres, code))',
        "+    except sqlite3.IntegrityError:",
        '+        raise HTTPException(409, "not enough is left") from None',
    )
    check(Case("a well runs dry", KEPT + program, 'POST /wells/w {"litres": 7}', changes, 409), tmp_path)


def test_those_who_lack_it_come_where_the_docstring_says(tmp_path: Path):
    program = """
def jobs(found):
    '''Jobs by their day; those without one are urgent and come first.'''
    return sorted(found, key=lambda job: job["day"])
"""
    changes = (
        '-    return sorted(found, key=lambda job: job["day"])',
        '+    return sorted(found, key=lambda job: (job["day"] is not None, job["day"]))',
    )
    trigger = 'jobs([{"day": 2}, {"day": None}])'
    check(Case("the urgent come first", program, trigger, changes, [{"day": None}, {"day": 2}]), tmp_path)

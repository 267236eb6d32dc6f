"""Slips that many make with clocks, patterns, codecs, tables and copies: the manuals say what was meant."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.repair.desk import DESK, SESSIONS, TABLES

CASES = [
    Case(
        "the day after the last of a month, of a moment whose clock was set",
        DESK
        + """
from datetime import datetime


def morning_after(moment):
    morning = moment.replace(hour=9, minute=0, second=0)
    return morning.replace(day=moment.day + 1) if moment.hour > 20 else morning


@app.get("/due/<moment>")
def due(moment):
    return jsonify(at=morning_after(datetime.fromisoformat(moment)).isoformat())
""",
        "GET /due/2026-06-30T23:15:00",
        (
            "-from datetime import datetime",
            "+from datetime import datetime, timedelta",
            "-    return morning.replace(day=moment.day + 1) if moment.hour > 20 else morning",
            "+    return (morning + timedelta(days=1)) if moment.hour > 20 else morning",
        ),
        200,
    ),
    Case(
        "a folder of time zones is no zone",
        DESK
        + """
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_of(name):
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Invalid("no such zone") from error


@app.get("/zones/<name>")
def zone(name):
    return jsonify(name=zone_of(name))
""",
        "GET /zones/Europe",
        (
            "-    except (ZoneInfoNotFoundError, ValueError) as error:",
            "+    except (ZoneInfoNotFoundError, ValueError, OSError) as error:",
        ),
        422,
    ),
    Case(
        "minutes run over into the next hour",
        DESK
        + """
from datetime import datetime


def ready_at(started, oven):
    return started.replace(minute=started.minute + oven["minutes"])


@app.get("/ready/<started>")
def ready(started):
    return jsonify(at=ready_at(datetime.fromisoformat(started), {"minutes": 40}).isoformat())
""",
        "GET /ready/2026-03-31T23:30:00",
        (
            "-from datetime import datetime",
            "+from datetime import datetime, timedelta",
            '-    return started.replace(minute=started.minute + oven["minutes"])',
            '+    return started + timedelta(minutes=oven["minutes"])',
        ),
        200,
    ),
    Case(
        "hours of a clock run over into the next day",
        DESK
        + """
from datetime import time


def closes_at(opens, hours):
    return opens.replace(hour=opens.hour + hours).isoformat()
""",
        "closes_at(time(18, 30), 8)",
        (
            "-from datetime import time",
            "+from datetime import date, datetime, time, timedelta",
            "-    return opens.replace(hour=opens.hour + hours).isoformat()",
            "+    return (datetime.combine(date.min, opens) + timedelta(hours=hours)).time().isoformat()",
        ),
        "02:30:00",
    ),
    Case(
        "words that are looked for are no patterns",
        DESK
        + """
import re

NOTES = ["bring a saw (small)", "drill"]


@app.get("/notes")
def notes():
    words = request.args["q"].split()
    wanted = "|".join(words)
    return jsonify([note for note in NOTES if re.search(f"({wanted})", note)])
""",
        "GET /notes?q=(small%20drill",
        (
            '-    wanted = "|".join(words)',
            '+    wanted = "|".join(re.escape(word) for word in words)',
        ),
        200,
    ),
    Case(
        "letters that were parted from their marks stay",
        DESK
        + """
import unicodedata


def short_name(name):
    parted = unicodedata.normalize("NFD", name)
    return parted.encode("ascii").decode().lower()


@app.get("/short/<name>")
def short(name):
    return jsonify(short=short_name(name))
""",
        "GET /short/Zo%C3%AB",
        (
            '-    return parted.encode("ascii").decode().lower()',
            '+    return parted.encode("ascii", "ignore").decode().lower()',
        ),
        200,
    ),
    Case(
        "rows that cannot be without their owner go with it",
        SESSIONS
        + """
class Box(Base):
    __tablename__ = "boxes"
    id: Mapped[int] = mapped_column(primary_key=True)
    shelf_id: Mapped[int] = mapped_column(ForeignKey("shelves.id"))


class Shelf(Base):
    __tablename__ = "shelves"
    id: Mapped[int] = mapped_column(primary_key=True)
    boxes: Mapped[list[Box]] = relationship(order_by=Box.id)


Base.metadata.create_all(engine)
session.add(Shelf(id=1, boxes=[Box(id=1), Box(id=2)]))
session.commit()


@app.delete("/shelves/<int:number>")
def clear(number):
    session.delete(session.get(Shelf, number))
    session.commit()
    return jsonify(gone=number)
""",
        "DELETE /shelves/1",
        (
            "-    boxes: Mapped[list[Box]] = relationship(order_by=Box.id)",
            '+    boxes: Mapped[list[Box]] = relationship(order_by=Box.id, cascade="all, delete-orphan")',
        ),
        200,
    ),
    Case(
        "a query does not write what is not finished yet",
        SESSIONS
        + """
class Label(Base):
    __tablename__ = "labels"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


Base.metadata.create_all(engine)


def number_of(db):
    return db.scalar(select(func.count(Parcel.id)))


@app.post("/labels")
def label():
    with Session(engine) as db:
        made = Label()
        db.add(made)
        made.text = f"P{number_of(db)}"
        db.commit()
        return jsonify(text=made.text)
""",
        "POST /labels",
        (
            '-        made.text = f"P{number_of(db)}"',
            "+        with db.no_autoflush:",
            '+            made.text = f"P{number_of(db)}"',
        ),
        200,
    ),
    Case(
        "of two that are equally near the first is taken",
        DESK
        + """
def nearest(here, shops):
    return min((abs(shop["km"] - here), shop) for shop in shops)[1]["name"]
""",
        'nearest(5, [{"km": 3, "name": "a"}, {"km": 7, "name": "b"}])',
        (
            '-    return min((abs(shop["km"] - here), shop) for shop in shops)[1]["name"]',
            '+    return min(shops, key=lambda shop: abs(shop["km"] - here))["name"]',
        ),
        "a",
    ),
    Case(
        "a table is there or not, and neither true nor false",
        TABLES
        + """
KEPT = {}


def by_level(level):
    KEPT[level] = KEPT.get(level) or COURSES[COURSES["level"] == level]
    return KEPT[level]


def twice(level):
    return len(by_level(level)) + len(by_level(level))
""",
        'twice("A1")',
        (
            '-    KEPT[level] = KEPT.get(level) or COURSES[COURSES["level"] == level]',
            '+    KEPT[level] = KEPT[level] if level in KEPT else COURSES[COURSES["level"] == level]',
        ),
        2,
    ),
    Case(
        "moments are written in more than one form",
        TABLES
        + """
def latest(texts):
    return str(pd.to_datetime(pd.Series(texts)).max())
""",
        'latest(["2026-01-02 10:00", "2026-01-03 11:00:30"])',
        (
            "-    return str(pd.to_datetime(pd.Series(texts)).max())",
            '+    return str(pd.to_datetime(pd.Series(texts), format="ISO8601").max())',
        ),
        "2026-01-03 11:00:30",
    ),
    Case(
        "a copy asks for attributes before it has any",
        DESK
        + """
import copy


class Settings:
    def __init__(self, values):
        self.values = values

    def __getattr__(self, name):
        if name in self.values:
            return self.values[name]
        raise AttributeError(name)


def copied():
    return copy.copy(Settings({"zone": "UTC"})).zone
""",
        "copied()",
        (
            '+        if name == "values":',
            "+            raise AttributeError(name)",
        ),
        "UTC",
    ),
    Case(
        "what numpy divides by zero is no number to be rounded",
        TABLES
        + """
def growth(code):
    seats = COURSES[COURSES["code"] <= code]["seats"]
    if len(seats) < 2:
        return None
    first, last = seats.iloc[-1], seats.iloc[0]
    return round((last - first) / first * 100)
""",
        'growth("b")',
        (
            "+    if first == 0:",
            "+        return None",
        ),
        None,
    ),
    Case(
        "a column keeps the values of an enumeration",
        SESSIONS
        + """
import enum

from sqlalchemy import Enum, text


class Size(enum.Enum):
    small = "up to 2 kg"
    large = "up to 20 kg"


class Tariff(Base):
    __tablename__ = "tariffs"
    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[Size] = mapped_column(Enum(Size))


Base.metadata.create_all(engine)
session.execute(text("INSERT INTO tariffs VALUES (1, 'up to 2 kg')"))
session.commit()


def sizes():
    return [one.size.name for one in session.scalars(select(Tariff))]
""",
        "sizes()",
        (
            "-    size: Mapped[Size] = mapped_column(Enum(Size))",
            "+    size: Mapped[Size] = mapped_column(Enum(Size, values_callable="
            "lambda kinds: [kind.value for kind in kinds]))",
        ),
        ["small"],
    ),
]

SILENT = [
    Silent(
        "the day after that of another moment is not reckoned from this one",
        DESK
        + """
from datetime import datetime


def moved(moment, other):
    shown = other.replace(month=1, hour=9)
    return shown.replace(day=moment.day + 1)
""",
        "moved(datetime(2026, 1, 31), datetime(2026, 3, 1))",
        "calendar",
    ),
    Silent(
        "a folder in the place of a file may be the fault of who set the service up",
        DESK
        + """
def read(name):
    try:
        with open(name) as source:
            return source.read()
    except (LookupError, ValueError) as error:
        raise Invalid("no such page") from error
""",
        'read("/tmp")',
        "wider-except",
    ),
    Silent(
        "nobody tells what is below the last step of a ladder",
        DESK
        + """
@app.get("/share/<int:days>")
def share(days):
    if days >= 14:
        part = 100
    elif days >= 7:
        part = 50
    return jsonify(part=part)
""",
        "GET /share/3",
        "unbound",
    ),
    Silent(
        "what goes there and back was to lose its letters",
        DESK
        + """
def login_of(name):
    return name.casefold().encode("ascii").decode().split()[0]
""",
        'login_of("Zoë Björk")',
        "encoding",
    ),
    Silent(
        "a thing is not its number",
        DESK
        + """
@app.get("/loans")
def loans():
    row = {"id": 1, "member_id": 3}
    return jsonify(member=row["member"])
""",
        "GET /loans",
        "missing-key",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_offered_where_nothing_is_known(case, tmp_path):
    check_silent(case, tmp_path)

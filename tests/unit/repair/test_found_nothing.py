"""Look-ups that find nothing, in the spellings of everyday: through own functions, unpacked, or read on the spot."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

DB = """
import sqlite3
from flask import Flask, abort, jsonify

DB = sqlite3.connect(":memory:", check_same_thread=False)
DB.row_factory = sqlite3.Row
DB.execute("CREATE TABLE prices (sku TEXT, cents INTEGER, currency TEXT)")
app = Flask(__name__)


def fetch(sql, *given):
    cursor = DB.execute(sql, given)
    return dict(cursor.fetchone())


@app.get("/stock/<sku>")
def stock(sku):
    if sku not in ("a", "b"):
        abort(404, "sku not found")
    return jsonify(sku)


@app.get("/prices/<sku>")
def price(sku):
    return jsonify(fetch("SELECT * FROM prices WHERE sku = ?", sku))

"""
UNPACKED = """

def latest(sku):
    \"\"\"The last price with its currency; None where there was none yet.\"\"\"
    cents, currency = DB.execute("SELECT cents, currency FROM prices WHERE sku = ?", (sku,)).fetchone()
    return cents, currency
"""
RATES = """
class Row:
    def __init__(self, country, percent):
        self.country, self.percent = country, percent


class Rows(list):
    def of(self, country):
        return Rows(one for one in self if one.country == country)

    def first(self):
        return self[0] if self else None


RATES = Rows([Row("AT", 20)])
USUAL_RATE = 18


def percent(country):
    \"\"\"The rate of a country; USUAL_RATE for one without a rate of its own.\"\"\"
    return RATES.of(country).first().percent
"""
ROOMS = """
from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool


class Base(DeclarativeBase):
    pass


class Room(Base):
    __tablename__ = "rooms"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)


ENGINE = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
Base.metadata.create_all(ENGINE)
app = FastAPI()


class Rooms:
    def named(self, code):
        with Session(ENGINE) as session:
            return session.scalars(select(Room).where(Room.code == code)).one()


@app.get("/rooms/{code}")
def room(code: str):
    found = Rooms().named(code)
    return {"code": found.code}
"""
HEADER = """
from fastapi import Depends, FastAPI, Header, HTTPException

app = FastAPI()


def user(authorization: str | None = Header(None)):
    scheme, _, token = authorization.partition(" ")
    if scheme != "Bearer" or token != "t":
        raise HTTPException(401, "not authorised")
    return token


@app.get("/me")
def me(name: str = Depends(user)):
    return {"name": name}
"""
CASES = [
    Case(
        "by an own function with what it is given",
        DB,
        "GET /prices/c",
        (
            "-    return dict(cursor.fetchone())",
            "+    row = cursor.fetchone()",
            "+    if row is None:",
            '+        abort(404, "value not found")',
            "+    return dict(row)",
        ),
        404,
    ),
    Case(
        "unpacked, with a promise",
        DB + UNPACKED,
        "latest('c')",
        (
            '-    cents, currency = DB.execute("SELECT cents, currency FROM prices WHERE sku = ?", (sku,)).fetchone()',
            '+    row = DB.execute("SELECT cents, currency FROM prices WHERE sku = ?", (sku,)).fetchone()',
            "+    if row is None:",
            "+        return None",
            "+    cents, currency = row",
        ),
        None,
    ),
    Case(
        "read on the spot, with a constant that is told",
        RATES,
        "percent('DE')",
        (
            "-    return RATES.of(country).first().percent",
            "+    found = RATES.of(country).first()",
            "+    if found is None:",
            "+        return USUAL_RATE",
            "+    return found.percent",
        ),
        18,
    ),
    Case(
        "by a class that knows no requests",
        ROOMS,
        "GET /rooms/x",
        (
            "+from sqlalchemy.exc import NoResultFound",
            "-    found = Rooms().named(code)",
            "+    try:",
            "+        found = Rooms().named(code)",
            "+    except NoResultFound:",
            '+        raise HTTPException(status_code=404, detail="room not found")',
        ),
        404,
    ),
    Case(
        "a header that a dependency reads",
        HEADER,
        "GET /me",
        ("+    if authorization is None:", '+        raise HTTPException(401, "not authorised")'),
        401,
    ),
]
SILENT = [
    Silent(
        "nothing is promised",
        RATES.replace("; USUAL_RATE for one without", ", not of one without"),
        "percent('DE')",
        "found-nothing",
    ),
    Silent("it is told off", RATES.replace("USUAL_RATE for one", "raises for one"), "percent('DE')", "found-nothing"),
    Silent("no client asked", ROOMS + '\n\ndef front():\n    return Rooms().named("front")\n', "front()", "no-record"),
]


@named(CASES)
def test_what_is_said_of_nothing_is_done(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_made_up_for_nothing(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)

"""What may be missing where the code asks for it: look-ups, entries, what a request carries, stored texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

BOATS = """
import json
from contextvars import ContextVar

from flask import Flask, abort, g, jsonify, request, session

app = Flask(__name__)
app.secret_key = "s"
BOATS = {"b1": {"name": "Ora", "crew": 2}}
LOGS = {"b1": "[1, 2]"}
tenant = ContextVar("tenant")


def boat(key):
    found = BOATS[key]
    if found is None:
        raise ValueError("no such boat")
    return found["name"]


def fee(key):
    price = BOATS[key]["price"]
    if price:
        return price * 2
    return 0


def moored(key):
    place = BOATS[key]["place"]
    if place not in ("dock", "buoy"):
        return "at sea"
    return place


def crew(key):
    found = BOATS[key]
    return found["crew"]


def berth(key):
    return BOATS[key]


def described(key):
    found = berth(key)
    return "none" if found is None else found["name"]


def logs(key):
    entries = json.loads(LOGS.get(key))
    return len(entries) if entries else 0


def last_log(key):
    entries = json.loads(LOGS.get(key))
    return entries[-1]


def prefix():
    name = tenant.get()
    return f"{name}/" if name is not None else ""


def path():
    return tenant.get() + "/"


@app.get("/me")
def me():
    if not g.skipper:
        return jsonify(error="not signed in"), 401
    return jsonify(name=g.skipper)


@app.get("/mine")
def mine():
    return jsonify(name=g.skipper)


@app.post("/leave")
def leave():
    skipper = session.pop("skipper")
    if skipper is None:
        return jsonify(error="not signed in"), 401
    return jsonify(bye=skipper)
"""
LINKS = """
from flask import Blueprint, Flask, current_app, redirect, url_for

app = Flask(__name__)
app.config["RATE"] = 3
trips = Blueprint("trips", __name__, url_prefix="/trips")


@trips.get("/<int:trip_id>")
def trip(trip_id):
    return str(trip_id)


@app.get("/latest")
def latest():
    return redirect(url_for("trips.trip", id=4))


@app.get("/again/<int:trip_id>")
def again(trip_id):
    return redirect(url_for("trips.trip"))


@app.get("/first")
def first():
    return redirect(url_for("trip", trip_id=1))


@app.get("/nowhere")
def nowhere():
    return redirect(url_for("trips.trap", trip_id=1))


app.register_blueprint(trips)


def fare(stops):
    return stops * current_app.config["RATE"]


def fares():
    total = fare(2)
    return total
"""
SLICES = """
from fastapi import FastAPI, Query

app = FastAPI()
LINES = list(range(10))


@app.get("/every")
def every(start: int = Query(0, ge=0), step: int = 2):
    return LINES[0 : len(LINES)][start:] and [LINES[i] for i in range(start, len(LINES), step)]


@app.get("/plain")
def plain(step: int = 2):
    return [LINES[i] for i in range(0, len(LINES), step)]


def parts(count):
    return len(LINES) // count
"""
CASES = [
    Case(
        "an entry that is asked for",
        BOATS.replace('raise ValueError("no such boat")', 'return "unknown"'),
        "boat('b9')",
        ("-    found = BOATS[key]", "+    found = BOATS.get(key)"),
        "unknown",
    ),
    Case(
        "an entry that the caller asks for",
        BOATS,
        "described('b9')",
        ("-    return BOATS[key]", "+    return BOATS.get(key)"),
        "none",
    ),
    Case(
        "a text that was not stored",
        BOATS,
        "logs('b9')",
        (
            "-    entries = json.loads(LOGS.get(key))",
            "+    raw = LOGS.get(key)",
            "+    entries = json.loads(raw) if raw is not None else None",
        ),
        0,
    ),
    Case(
        "a variable that nobody has set",
        BOATS,
        "prefix()",
        ("-    name = tenant.get()", "+    name = tenant.get(None)"),
        "",
    ),
    Case(
        "nobody signed in",
        BOATS,
        "GET /me",
        ("-    if not g.skipper:", '+    if not g.get("skipper"):'),
        401,
    ),
    Case(
        "nobody to sign out",
        BOATS,
        "POST /leave",
        ('-    skipper = session.pop("skipper")', '+    skipper = session.pop("skipper", None)'),
        401,
    ),
    Case(
        "a part of the path by another name",
        LINKS,
        "GET /latest",
        (
            '-    return redirect(url_for("trips.trip", id=4))',
            '+    return redirect(url_for("trips.trip", trip_id=4))',
        ),
        302,
    ),
    Case(
        "a part of the path that is at hand",
        LINKS,
        "GET /again/3",
        (
            '-    return redirect(url_for("trips.trip"))',
            '+    return redirect(url_for("trips.trip", trip_id=trip_id))',
        ),
        302,
    ),
    Case(
        "a view that moved",
        LINKS,
        "GET /first",
        (
            '-    return redirect(url_for("trip", trip_id=1))',
            '+    return redirect(url_for("trips.trip", trip_id=1))',
        ),
        302,
    ),
    Case(
        "a job outside of the application",
        LINKS,
        "fares()",
        ("-    total = fare(2)", "+    with app.app_context():", "+        total = fare(2)"),
        6,
    ),
    Case(
        "a step of nothing",
        SLICES,
        "GET /every?step=0",
        (
            "-def every(start: int = Query(0, ge=0), step: int = 2):",
            "+def every(start: int = Query(0, ge=0), step: int = Query(2, ge=1)):",
        ),
        422,
    ),
]
SILENT = [
    Silent("an entry that is used at once", BOATS, "crew('b9')", "missing-key"),
    Silent("an entry that may be empty", BOATS, "fee('b1')", "missing-key"),
    Silent("an entry that is one of several", BOATS, "moored('b1')", "missing-key"),
    Silent("a text that is used at once", BOATS, "last_log('b9')", "read-nothing"),
    Silent("a variable that is used at once", BOATS, "path()", "unset"),
    Silent("somebody who has to be there", BOATS, "GET /mine", "unset"),
    Silent("a view that is not there", LINKS, "GET /nowhere", "endpoint"),
    Silent("a step of a handler without bounds", SLICES, "GET /plain?step=0", "bounded"),
    Silent("a divisor of a function", SLICES, "parts(0)", "bounded"),
]


@named(CASES)
def test_what_is_asked_for_may_be_missing(case, tmp_path: Path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_what_is_used_at_once_may_not(case, tmp_path: Path):
    check_silent(case, tmp_path)

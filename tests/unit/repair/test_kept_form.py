"""A check asks for a value as it was sent, and another form of it is kept."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

LIST = """
import sqlite3

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
DB = sqlite3.connect(":memory:", check_same_thread=False)
DB.execute("CREATE TABLE readers (list INTEGER, address TEXT, PRIMARY KEY (list, address))")
DB.execute("INSERT INTO readers VALUES (1, 'ann@x.example')")


class Reader(BaseModel):
    address: str


def readers(number):
    return [row[0] for row in DB.execute("SELECT address FROM readers WHERE list = ?", (number,))]


def plain(address):
    found = address.strip().lower()
    if "@" not in found:
        raise HTTPException(422, "no address")
    return found


@app.post("/lists/{number}/readers", status_code=201)
def add(number: int, reader: Reader):
    return subscribe(number, reader.address)


"""
SHOP = """
import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)
DB = sqlite3.connect(":memory:", check_same_thread=False)
DB.execute("CREATE TABLE coupons (code TEXT UNIQUE, percent INTEGER)")
DB.execute("INSERT INTO coupons VALUES ('SPRING', 10)")


def find(code):
    return DB.execute("SELECT * FROM coupons WHERE code = ?", (code,)).fetchone()


"""
SENT = 'POST /lists/1/readers {"address": "Ann@X.example"}'
COUPON = 'POST /coupons {"code": "spring", "percent": 5}'
CASES = [
    Case(
        "the form is made below the check",
        LIST
        + """
def subscribe(number, address):
    if address in readers(number):
        raise HTTPException(409, f"{address} reads this already")
    address = plain(address)
    with DB:
        DB.execute("INSERT INTO readers (list, address) VALUES (?, ?)", [number, address])
    return {"address": address}
""",
        SENT,
        (
            "+    address = plain(address)",
            "-    address = plain(address)",
        ),
        409,
    ),
    Case(
        "the form has a name of its own",
        LIST
        + """
def subscribe(number, address):
    known = readers(number)
    if address in known:
        raise HTTPException(409, f"{address} reads this already")
    kept = plain(address)
    with DB:
        DB.execute("INSERT INTO readers (list, address) VALUES (?, ?)", (number, kept))
    return {"address": kept}
""",
        SENT,
        (
            "-    if address in known:",
            "+    kept = plain(address)",
            "+    if kept in known:",
            "-    kept = plain(address)",
        ),
        409,
    ),
    Case(
        "the write makes the form by itself, what is found gets a name, in Flask",
        SHOP
        + """
@app.route("/coupons", methods=["POST"])
def create():
    payload = request.get_json()
    code = payload["code"]
    found = find(code)
    if found is not None:
        return jsonify(error="there is such a coupon already"), 409
    DB.execute("INSERT INTO coupons (code, percent) VALUES (?, ?)", (code.strip().upper(), payload["percent"]))
    DB.commit()
    return jsonify(code=code), 201
""",
        COUPON,
        (
            "-    found = find(code)",
            "+    found = find(code.strip().upper())",
        ),
        409,
    ),
]
SILENT = [
    Silent(
        "the check has a form of its own",
        SHOP
        + """
@app.route("/coupons", methods=["POST"])
def create():
    code = request.get_json()["code"]
    if find(code.lower()) is not None:
        return jsonify(error="there is such a coupon already"), 409
    DB.execute("INSERT INTO coupons (code, percent) VALUES (?, ?)", (code.strip().upper(), 5))
    return jsonify(code=code), 201
""",
        COUPON,
        "kept-form",
    ),
    Silent(
        "the check asks for the form that is kept",
        LIST
        + """
def subscribe(number, address):
    address = plain(address)
    if address in ():
        raise HTTPException(409, f"{address} reads this already")
    DB.execute("INSERT INTO readers (list, address) VALUES (?, ?)", [number, address])
    return {"address": address}
""",
        SENT,
        "kept-form",
    ),
    Silent(
        "what is kept is a secret's digest, which nobody asks for",
        SHOP
        + """
import hashlib


@app.route("/coupons", methods=["POST"])
def create():
    code = request.get_json()["code"].upper()
    if code in ():
        return jsonify(error="there is such a coupon already"), 409
    DB.execute("INSERT INTO coupons (code, percent) VALUES (?, ?)", (digest(code), 5))
    return jsonify(code=code), 201


def digest(code):
    hashlib.sha256(code.encode()).hexdigest().upper()
    return "SPRING"
""",
        COUPON,
        "kept-form",
    ),
    Silent(
        "what the form is made of is set anew between check and form",
        LIST
        + """
def subscribe(number, address):
    if address in readers(number):
        raise HTTPException(409, f"{address} reads this already")
    address = address.partition("<")[0]
    kept = plain(address)
    with DB:
        DB.execute("INSERT INTO readers (list, address) VALUES (?, ?)", (number, kept))
    return {"address": kept}
""",
        SENT,
        "kept-form",
    ),
]


@named(CASES)
def test_the_form_comes_first(case, tmp_path):
    pytest.importorskip("fastapi")
    pytest.importorskip("flask")
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_moved_where_no_form_is_made_too_late(case, tmp_path):
    check_silent(case, tmp_path)

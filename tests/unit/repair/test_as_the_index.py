"""Checks that ask more narrowly than the unique index they stand for."""

from __future__ import annotations

from pathlib import Path

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

APP = '''
import sqlite3
from flask import Flask, jsonify, request

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False)
db.executescript("""
CREATE TABLE shelves (id INTEGER PRIMARY KEY, label TEXT);
CREATE UNIQUE INDEX one_label ON shelves (upper(label));
INSERT INTO shelves VALUES (1, 'North');
""")


@app.errorhandler(ValueError)
def refused(error):
    return jsonify(error=str(error)), 409


@app.post("/shelves")
def add():
    label = request.get_json()["label"]
    known = db.execute("SELECT id FROM shelves WHERE label = ?", (label,)).fetchone()
    if known:
        return jsonify(error="label is taken"), 409
    db.execute("INSERT INTO shelves (label) VALUES (?)", (label,))
    return jsonify(label=label), 201
'''
WRITTEN = '''
import sqlite3
from flask import Flask, jsonify, request

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False)
db.executescript("""
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
INSERT INTO tags VALUES (1, 'red');
""")


@app.post("/tags")
def add():
    name = request.get_json()["name"]
    if db.execute("SELECT id FROM tags WHERE name = ?", (name,)).fetchone():
        return jsonify(error="name is taken"), 409
    db.execute("INSERT INTO tags (name) VALUES (?)", (name.strip().lower(),))
    return jsonify(name=name), 201
'''
ENTERED = APP.replace(
    """    if known:
        return jsonify(error="label is taken"), 409
    db.execute(""",
    """    if known is None:
        db.execute(""",
)
CASES = [
    Case(
        "what is not there yet is entered",
        ENTERED,
        'POST /shelves {"label": "NORTH"}',
        (
            '-    known = db.execute("SELECT id FROM shelves WHERE label = ?", (label,)).fetchone()',
            '+    known = db.execute("SELECT id FROM shelves WHERE upper(label) = upper(?)", (label,)).fetchone()',
        ),
        201,
    ),
    Case(
        "the index is over a function of the column",
        APP,
        'POST /shelves {"label": "NORTH"}',
        (
            '-    known = db.execute("SELECT id FROM shelves WHERE label = ?", (label,)).fetchone()',
            '+    known = db.execute("SELECT id FROM shelves WHERE upper(label) = upper(?)", (label,)).fetchone()',
        ),
    ),
    Case(
        "the text is written in a form of its own",
        WRITTEN,
        'POST /tags {"name": "Red"}',
        (
            '-    if db.execute("SELECT id FROM tags WHERE name = ?", (name,)).fetchone():',
            '+    if db.execute("SELECT id FROM tags WHERE name = ?", (name.strip().lower(),)).fetchone():',
        ),
    ),
]
SILENT = [
    Silent(
        "the check asks for another column",
        APP.replace("label = ?", "id = ?"),
        'POST /shelves {"label": "NORTH"}',
        "as-the-index",
    ),
    Silent(
        "two queries refuse, and nobody says which of them is wrong",
        APP.replace(
            '    db.execute("INSERT',
            '    if db.execute("SELECT 1 FROM shelves WHERE label = ?", (label + " old",)).fetchone():\n'
            '        return jsonify(error="label was taken"), 409\n    db.execute("INSERT',
        ),
        'POST /shelves {"label": "NORTH"}',
        "as-the-index",
    ),
]


@named(CASES)
def test_the_check_asks_as_the_index_does(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@named(SILENT)
def test_nothing_where_the_check_is_not_known(case: Silent, tmp_path: Path) -> None:
    check_silent(case, tmp_path)

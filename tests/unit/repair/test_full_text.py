"""What people look for is text, whatever signs are in it."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

NOTES = """
import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False)
db.executescript("CREATE VIRTUAL TABLE notes USING fts5(text, place); INSERT INTO notes VALUES ('red bike', 'Graz');")
"""
PREFIX = """

def expression(text):
    {docstring}
    return {made}


@app.get("/notes")
def notes():
    conditions, given = ["place = ?"], [request.args.get("place", "Graz")]
    words = request.args.get("q", "")
    if words:
        conditions.append("notes MATCH ?")
        given.append(expression(words))
    rows = db.execute(f"SELECT text FROM notes WHERE {{' AND '.join(conditions)}}", given).fetchall()
    return jsonify([row[0] for row in rows])
"""
EACH = '" ".join(word + "*" for word in text.split())'
WHOLE = 'f"{text.strip()}*"'
PHRASE = "f'\"{text}\"'"
QUOTED = "'\"' + word.replace('\"', '\"\"') + '\"{}'"

CASES = [
    Case(
        name,
        NOTES + PREFIX.format(docstring='"""What the table is asked for."""', made=made),
        trigger,
        (f"-    return {made}", f"+    return {wanted}"),
        200,
    )
    for name, made, wanted, trigger in (
        (
            "each word may go on",
            EACH,
            f'" ".join({QUOTED.format("*")} for word in text.split())',
            "GET /notes?q=bi-ke",
        ),
        (
            "the last word may go on",
            WHOLE,
            f'" ".join({QUOTED.format("")} for word in text.strip().split()) + "*"',
            "GET /notes?q=bi:",
        ),
        (
            "a phrase with a quote in it",
            PHRASE,
            QUOTED.format("").replace("word", "text"),
            "GET /notes?q=red%22",
        ),
    )
]
CASES.append(
    Case(
        "a list of words that are all wanted",
        NOTES
        + """

@app.get("/all")
def every():
    wanted = " AND ".join(request.args.getlist("word"))
    rows = db.execute("SELECT text FROM notes WHERE notes MATCH :wanted", {"wanted": wanted}).fetchall()
    return jsonify([row[0] for row in rows])
""",
        "GET /all?word=red&word=o'bike",
        (
            '-    wanted = " AND ".join(request.args.getlist("word"))',
            f'+    wanted = " AND ".join({QUOTED.format("")} for word in request.args.getlist("word"))',
        ),
        200,
    )
)
ALONE = PREFIX.replace('["place = ?"], [request.args.get("place", "Graz")]', "[], []")
SILENT = [
    Silent(
        "people may type operators",
        NOTES + ALONE.format(docstring='"""Words, phrases in quotes, AND and OR between them."""', made="text"),
        "GET /notes?q=bi-ke",
        "full-text",
    ),
    Silent(
        "a search that the program itself shapes in another way",
        NOTES + ALONE.format(docstring="", made='f"text: ({text})"'),
        "GET /notes?q=bi-ke",
        "full-text",
    ),
]


@named(CASES)
def test_signs_in_a_search_are_text(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_operators_stay_operators(case, tmp_path):
    check_silent(case, tmp_path)

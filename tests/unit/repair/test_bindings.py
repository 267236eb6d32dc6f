"""As many placeholders as values."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.repair.desk import DESK

TOOLS = """
@app.get("/tools")
def tools():
    asked = request.args.get("ids", "").split(",")
    FIRST
    SECOND
    rows = connect().execute(SQL, GIVEN).fetchall()
    return jsonify(names=[row["name"] for row in rows])
"""


def _tools(first: str, second: str, sql: str, given: str) -> str:
    body = TOOLS.replace("FIRST", first).replace("SECOND", second).replace("SQL", sql)
    return DESK + body.replace("GIVEN", given)


WHERE = 'f"SELECT name FROM tools WHERE id IN ({marks})"'
PUT = '"SELECT name FROM tools WHERE id IN (" + ",".join(["?"] * len(asked)) + ") AND price < ?"'
MADE = "wanted = {int(each) for each in asked if each.isdigit()}"
ALIKE = 'marks = ", ".join("?" for _ in asked)'
TWICE = "GET /tools?ids=1,3,1"

CASES = [
    Case(
        "a set has each of them once",
        _tools(first=MADE, second=ALIKE, sql=WHERE, given="tuple(wanted)"),
        TWICE,
        (f"-    {ALIKE}", f"+    {ALIKE.replace('asked', 'wanted')}"),
        200,
    ),
    Case(
        "the placeholders stand in the statement itself",
        _tools(
            first=MADE,
            second="most = 100",
            sql=PUT,
            given="[*sorted(wanted), most]",
        ),
        "GET /tools?ids=1,x",
        (
            f"-    rows = connect().execute({PUT}, [*sorted(wanted), most]).fetchall()",
            f"+    rows = connect().execute({PUT.replace('asked', 'wanted')}, [*sorted(wanted), most]).fetchall()",
        ),
        200,
    ),
    Case(
        "what was counted is bound where it was made of the other",
        _tools(
            first="wanted = [each for each in asked if each.isdigit()]",
            second='marks = "?" + ", ?" * (len(wanted) - 1) if not wanted else ", ".join("?" * len(wanted))',
            sql=WHERE,
            given="asked",
        ),
        "GET /tools?ids=1,x",
        (
            f"-    rows = connect().execute({WHERE}, asked).fetchall()",
            f"+    rows = connect().execute({WHERE}, wanted).fetchall()",
        ),
        200,
    ),
]
SILENT = [
    Silent(
        "two things that have nothing to do with each other",
        _tools(first="words = request.args.getlist('word')", second=ALIKE, sql=WHERE, given="words"),
        TWICE,
        "bindings",
    ),
    Silent(
        "a placeholder that is written out",
        _tools(first=MADE, second='marks = "?, ?"', sql=WHERE, given="tuple(wanted)"),
        "GET /tools?ids=1",
        "bindings",
    ),
]


@named(CASES)
def test_there_are_as_many_placeholders_as_values(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_what_belongs_to_the_placeholders_is_not_guessed(case, tmp_path):
    check_silent(case, tmp_path)

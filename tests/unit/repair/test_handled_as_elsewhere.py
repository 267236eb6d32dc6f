"""What other functions ask, read and handle, and what an exception means in its place."""

from __future__ import annotations

from tests.unit.repair.cases import API, Case, check, named
from tests.unit.repair.desk import DESK

CASES = [
    Case(
        "a coroutine must not end by next",
        API
        + """
AGES = [{"since": 2020, "name": "new"}, {"since": 1990, "name": "old"}]


async def age_of(year: int):
    return next(age for age in AGES if age["since"] <= year)


@app.get("/age")
async def age(year: int):
    found = await age_of(year)
    return found["name"]
""",
        "GET /age?year=1950",
        (
            '-    return next(age for age in AGES if age["since"] <= year)',
            '+    found = next((age for age in AGES if age["since"] <= year), None)',
            "+    if found is None:",
            '+        raise HTTPException(status_code=404, detail=f"age {year} not found")',
            "+    return found",
        ),
        404,
    ),
    Case(
        "one value is too few for a deviation",
        """
from statistics import stdev


def spread(values):
    return round(stdev(values), 2) if values else None
""",
        "spread([3])",
        (
            "-    return round(stdev(values), 2) if values else None",
            "+    return round(stdev(values), 2) if len(values) > 1 else None",
        ),
        None,
    ),
    Case(
        "a sum that SQL names is 0 over no rows",
        DESK
        + """
@app.get("/cost/<name>")
def cost(name):
    row = DB.execute("SELECT sum(price) AS total FROM tools WHERE name = ?", (name,)).fetchone()
    return jsonify(row["total"] / 2)
""",
        "GET /cost/Hammer",
        (
            '-    return jsonify(row["total"] / 2)',
            '+    return jsonify((row["total"] or 0) / 2)',
        ),
        200,
    ),
    Case(
        "a check that fails itself asks for the type first",
        DESK
        + """
KINDS = {"saw": 1}


@app.post("/kinds")
def kinds():
    kind = request.get_json().get("kind")
    if kind not in KINDS:
        raise Invalid("no such kind")
    return jsonify(KINDS[kind])
""",
        'POST /kinds {"kind": ["saw"]}',
        (
            "-    if kind not in KINDS:",
            "+    if not isinstance(kind, str) or kind not in KINDS:",
        ),
        422,
    ),
    Case(
        "the template is the client's",
        DESK
        + """
@app.post("/letters")
def letters():
    text = request.get_json().get("text")
    if not isinstance(text, str):
        raise Invalid("text is needed")
    return jsonify(text.format(name="Ana"))
""",
        'POST /letters {"text": "Dear {who}"}',
        (
            '-    return jsonify(text.format(name="Ana"))',
            "+    try:",
            '+        return jsonify(text.format(name="Ana"))',
            "+    except (LookupError, ValueError, AttributeError) as error:",
            '+        raise Invalid("invalid text") from error',
        ),
        422,
    ),
    Case(
        "the handler of the same call beside it",
        DESK
        + """
def poll(address):
    raise TimeoutError


@app.post("/sync/<address>")
def sync(address):
    try:
        value = poll(address)
    except TimeoutError:
        return jsonify(error="silent"), 504
    return jsonify(value)


@app.get("/live/<address>")
def live(address):
    value = poll(address)
    return jsonify(value)
""",
        "GET /live/a",
        (
            "-    value = poll(address)",
            "+    try:",
            "+        value = poll(address)",
            "+    except TimeoutError:",
            '+        return jsonify(error="silent"), 504',
        ),
        504,
    ),
    Case(
        "what the functions beside it ask before they use it",
        DESK
        + """
import pandas as pd

READINGS = pd.DataFrame({"day": ["a", "b"], "rain": [1.5, 2.5]})


@app.get("/months/<day>")
def month(day):
    rows = READINGS[READINGS["day"] == day]
    if rows.empty:
        raise NotFound("no readings")
    return jsonify(float(rows["rain"].sum()))


@app.get("/latest/<day>")
def latest(day):
    rows = READINGS[READINGS["day"] == day]
    return jsonify(float(rows["rain"].iloc[-1]))
""",
        "GET /latest/z",
        (
            "+    if rows.empty:",
            '+        raise NotFound("no readings")',
        ),
        404,
    ),
    Case(
        "a cosine that rounding took beyond 1",
        """
import math


def angle(cosine):
    return math.acos(cosine)
""",
        "angle(1.0000000000000002)",
        (
            "-    return math.acos(cosine)",
            "+    return math.acos(max(-1.0, min(1.0, cosine)))",
        ),
        0.0,
    ),
    Case(
        "a line that cannot be used is said to be so",
        """
class LineError(Exception):
    \"\"\"A line that cannot be used; the reader counts these and goes on.\"\"\"


def parse(raw):
    text = raw.decode("ascii")
    if " " not in text:
        raise LineError("no blank")
    return text


def collect(lines):
    bad = 0
    for line in lines:
        try:
            parse(line)
        except LineError:
            bad += 1
    return bad
""",
        'collect([b"a b", b"\\xff c"])',
        (
            '-    text = raw.decode("ascii")',
            "+    try:",
            '+        text = raw.decode("ascii")',
            "+    except UnicodeDecodeError as error:",
            '+        raise LineError("invalid raw") from error',
        ),
        1,
    ),
    Case(
        "the function that takes zones off",
        DESK
        + """
from datetime import datetime, timezone


def as_utc(moment):
    \"\"\"The moment as it is stored: UTC, without a zone.\"\"\"
    if moment.tzinfo is not None:
        moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    return moment


@app.get("/begin")
def begin():
    at = datetime.fromisoformat(request.args["at"])
    return jsonify(as_utc(at).isoformat())


@app.get("/rest")
def rest():
    at = datetime.fromisoformat(request.args["at"])
    return jsonify((at - datetime(2024, 5, 1)).days)
""",
        "GET /rest?at=2024-05-02T10:00:00%2B02:00",
        (
            '-    at = datetime.fromisoformat(request.args["at"])',
            '+    at = as_utc(datetime.fromisoformat(request.args["at"]))',
        ),
        200,
    ),
    Case(
        "an exception of the same module as the one that is known",
        DESK
        + """
import io
import pandas as pd


@app.post("/tables")
def tables():
    try:
        table = pd.read_csv(io.StringIO(request.get_json()["text"]))
    except pd.errors.ParserError as error:
        raise Invalid("no table") from error
    return jsonify(len(table))
""",
        'POST /tables {"text": ""}',
        (
            "-    except pd.errors.ParserError as error:",
            "+    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:",
        ),
        422,
    ),
]


@named(CASES)
def test_the_fix_that_a_person_would_make_is_first(case, tmp_path):
    check(case, tmp_path)

"""Sessions of SQLAlchemy and frames of pandas on the way to an answer."""

from __future__ import annotations

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.desk import SESSIONS, TABLES
from tests.unit.repair.snippets import Snippet

CASES = [
    Case(
        "a commit is refused for what was put together above it",
        SESSIONS
        + """
@app.post("/parcels")
def add():
    body = request.get_json()
    session.add(Parcel(code=body["code"]))
    session.commit()
    return jsonify(code=body["code"]), 201
""",
        'POST /parcels {"code": "P1"}',
        (
            "+from sqlalchemy.exc import IntegrityError",
            "-    session.commit()",
            "+    try:",
            "+        session.commit()",
            "+    except IntegrityError:",
            "+        session.rollback()",
            '+        abort(409, description="invalid code")',
        ),
        409,
    ),
    Case(
        "the first number of a table is 1",
        SESSIONS
        + """
def next_number():
    return session.scalar(select(func.max(Parcel.id)).where(Parcel.code == "X")) + 1


@app.post("/next")
def nextone():
    return jsonify(next_number())
""",
        "POST /next",
        (
            '-    return session.scalar(select(func.max(Parcel.id)).where(Parcel.code == "X")) + 1',
            '+    return (session.scalar(select(func.max(Parcel.id)).where(Parcel.code == "X")) or 0) + 1',
        ),
        200,
    ),
    Case(
        "a sum of no rows is 0, wherever it is shown",
        SESSIONS
        + """
def grams(weight):
    return f"{weight // 1} g"


@app.get("/weight")
def weight():
    total = session.scalar(select(func.sum(Parcel.weight)).where(Parcel.code == "none"))
    return jsonify(grams(total))
""",
        "GET /weight",
        (
            '-    total = session.scalar(select(func.sum(Parcel.weight)).where(Parcel.code == "none"))',
            '+    total = session.scalar(select(func.sum(Parcel.weight)).where(Parcel.code == "none")) or 0',
        ),
        200,
    ),
    Case(
        "a row with names is no mapping",
        SESSIONS
        + """
@app.get("/rows")
def rows():
    found = session.execute(select(Parcel.code, Parcel.weight)).all()
    return jsonify([row["code"] for row in found])
""",
        "GET /rows",
        (
            '-    return jsonify([row["code"] for row in found])',
            "+    return jsonify([row.code for row in found])",
        ),
        200,
    ),
    Case(
        "null for what has no value in a frame",
        TABLES
        + """
async def handler(request):
    return JSONResponse(COURSES[["code", "price"]].to_dict("records"))


app = Starlette(routes=[Route("/courses/{code}", show), Route("/all", handler, methods=["GET", "POST"])])
""",
        "GET /all",
        (
            '-    return JSONResponse(COURSES[["code", "price"]].to_dict("records"))',
            '+    return JSONResponse(COURSES[["code", "price"]].astype(object).where(COURSES'
            '[["code", "price"]].notna(), None).to_dict("records"))',
        ),
        200,
    ),
    Case(
        "the first row of nothing",
        TABLES
        + """
async def handler(request):
    found = COURSES[COURSES["code"] == request.path_params["code"]].iloc[0]
    return JSONResponse({"code": found["code"]})


app = Starlette(routes=[Route("/courses/{code}", show), Route("/one/{code}", handler, methods=["GET", "POST"])])
""",
        "GET /one/x",
        (
            '-    found = COURSES[COURSES["code"] == request.path_params["code"]].iloc[0]',
            "+    try:",
            '+        found = COURSES[COURSES["code"] == request.path_params["code"]].iloc[0]',
            "+    except IndexError as error:",
            '+        raise HTTPException(404, "path params not found") from error',
        ),
        404,
    ),
    Case(
        "a figure of a frame becomes a number of Python",
        TABLES
        + """
async def handler(request):
    return JSONResponse({"count": COURSES["price"].count(), "mean": COURSES["price"].mean()})


app = Starlette(routes=[Route("/courses/{code}", show), Route("/figures", handler, methods=["GET", "POST"])])
""",
        "GET /figures",
        (
            '-    return JSONResponse({"count": COURSES["price"].count(), "mean": COURSES["price"].mean()})',
            '+    return JSONResponse({"count": int(COURSES["price"].count()), "mean": COURSES["price"].mean()})',
        ),
        200,
    ),
    Case(
        "no more than there are",
        TABLES
        + """
async def handler(request):
    n = int(request.query_params.get("n", 2))
    return JSONResponse(COURSES.sample(n)["code"].tolist())


app = Starlette(routes=[Route("/courses/{code}", show), Route("/some", handler, methods=["GET", "POST"])])
""",
        "GET /some?n=9",
        (
            '-    return JSONResponse(COURSES.sample(n)["code"].tolist())',
            '+    return JSONResponse(COURSES.sample(min(n, len(COURSES)))["code"].tolist())',
        ),
        200,
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


SAVES = """
class IntegrityError(Exception):
    pass


class TransactionManagementError(Exception):
    pass


def save(number):
    if number == 1:
        raise IntegrityError


def add(numbers):
    skipped = []
    for number in numbers:
        try:
            save(number)
        except IntegrityError:
            skipped.append(number)
    if skipped:
        raise TransactionManagementError("An error occurred in the current transaction.")
"""


def test_what_may_fail_within_a_transaction_gets_one_of_its_own(tmp_path):
    drafts = Snippet(tmp_path, {"app.py": SAVES}, "add([1, 2])").drafts()
    texts = [edit.text for draft in drafts if draft.template == "rollback" for _, edit in draft.edits]
    assert "            with transaction.atomic():\n                save(number)\n" in "".join(texts)
    assert any("from django.db import transaction" in text for text in texts)


def test_entry_of_an_answer_that_is_made_of_nothing_is_null(tmp_path):
    app = 'def show(loan):\n    return {"tool": loan["tool"], "member": loan["member"].upper()}\n'
    changes = (
        '-    return {"tool": loan["tool"], "member": loan["member"].upper()}',
        '+    return {"tool": loan["tool"], "member": loan["member"].upper() if loan["member"] is not None else None}',
    )
    result = {"tool": "Saw", "member": None}
    check(Case("null", app, 'show({"tool": "Saw", "member": None})', changes, result), tmp_path)

"""Writes that the database may refuse, within a transaction that goes on."""

from __future__ import annotations

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.desk import SESSIONS

LOADING = SESSIONS.replace("from sqlalchemy.pool", "from sqlalchemy.exc import IntegrityError\nfrom sqlalchemy.pool")

DELIVERY = (
    LOADING
    + """
@app.post("/deliveries")
def deliver():
    known = 0
    with Session(engine) as db:
        for code in request.get_json()["codes"]:
            try:
                db.add(Parcel(code=code))
                db.flush()
            except IntegrityError:
                known += 1
        db.commit()
    return jsonify(known=known)
"""
)
EACH_ROUND = DELIVERY.replace("        db.commit()\n", "").replace("db.flush()", "db.commit()")

BY_CALLS = (
    LOADING
    + """
def store(db, code, known):
    try:
        db.add(Parcel(code=code))
        db.flush()
    except IntegrityError:
        known.append(code)
        return


@app.post("/deliveries")
def deliver():
    known = []
    with Session(engine) as db:
        for code in request.get_json()["codes"]:
            store(db, code, known)
        db.commit()
    return jsonify(known=len(known))
"""
)
EACH_CALL = BY_CALLS.replace("        db.commit()\n", "").replace(
    "            store(db, code, known)\n", "            store(db, code, known)\n            db.commit()\n"
)

CASES = [
    Case(
        "a function that is called for each of several writes has its savepoint",
        BY_CALLS,
        'POST /deliveries {"codes": ["P7", "P1", "P8"]}',
        (
            "-        db.add(Parcel(code=code))",
            "-        db.flush()",
            "+        with db.begin_nested():",
            "+            db.add(Parcel(code=code))",
            "+            db.flush()",
        ),
        200,
    ),
    Case(
        "a function whose every call is committed may roll back",
        EACH_CALL,
        'POST /deliveries {"codes": ["P7", "P1", "P8"]}',
        ("+        db.rollback()",),
        200,
        among=2,
    ),
    Case(
        "parcels of a delivery that are known are counted",
        DELIVERY,
        'POST /deliveries {"codes": ["P7", "P1", "P8"]}',
        (
            "-                db.add(Parcel(code=code))",
            "-                db.flush()",
            "+                with db.begin_nested():",
            "+                    db.add(Parcel(code=code))",
            "+                    db.flush()",
        ),
        200,
    ),
    Case(
        "each round is committed by itself, so that a rollback takes nothing with it",
        EACH_ROUND,
        'POST /deliveries {"codes": ["P7", "P1", "P8"]}',
        ("+                db.rollback()",),
        200,
        among=2,
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)

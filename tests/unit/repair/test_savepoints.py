"""Writes that the database may refuse, within a transaction that goes on."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named
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

STORED = (
    LOADING.replace("mapped_column, rel", "mapped_column, sessionmaker, rel")
    + """
def store(db, code):
    parcel = Parcel(code=code)
    db.add(parcel)
    db.flush()
    return parcel


@app.post("/deliveries")
def deliver():
    known, weight = 0, 0
    with sessionmaker(engine).begin() as db:
        for code in request.get_json()["codes"]:
            try:
                parcel = store(db, code)
            except IntegrityError:  # it is on its way already
                known += 1
                continue
            weight += parcel.weight or 0
    return jsonify(known=known, weight=weight)
"""
).replace("with Session(engine) as db, db.begin()", "with Session.begin() as db")
STORED = STORED.replace("app = Flask(__name__)\n", "app = Flask(__name__)\n", 1)

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

ASKED = (
    LOADING
    + """
CURRENT = Session(engine)


def current_session():
    return CURRENT


def store(code):
    current_session().add(Parcel(code=code))
    current_session().flush()


@app.post("/deliveries")
def deliver():
    known = 0
    for code in request.get_json()["codes"]:
        try:
            code = code.upper()
            store(code)
        except IntegrityError:
            known += 1
    current_session().commit()
    return jsonify(known=known)
"""
)
HELD = (
    ASKED.replace("CURRENT = Session(engine)\n", "class db:\n    session = Session(engine)\n")
    .replace("def current_session():\n    return CURRENT\n\n\n", "")
    .replace("current_session()", "db.session")
)

CASES = [
    Case(
        "a function that is called for each of several writes has everybody's session",
        HELD,
        'POST /deliveries {"codes": ["P7", "P1", "P8"]}',
        (
            "-            store(code)",
            "+            with db.session.begin_nested():",
            "+                store(code)",
        ),
        200,
    ),
    Case(
        "a function that is called for each of several writes asks for the session",
        ASKED,
        'POST /deliveries {"codes": ["P7", "P1", "P8"]}',
        (
            "-            store(code)",
            "+            with current_session().begin_nested():",
            "+                store(code)",
        ),
        200,
    ),
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
        "a function writes them, in a transaction that `with` begins and ends",
        STORED,
        'POST /deliveries {"codes": ["P7", "P1", "P8"]}',
        (
            "-                parcel = store(db, code)",
            "+                with db.begin_nested():",
            "+                    parcel = store(db, code)",
        ),
        200,
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
SILENT = [
    Silent(
        "the function that writes ends the transaction itself",
        STORED.replace("db.flush()", "db.flush()\n    db.commit()"),
        'POST /deliveries {"codes": ["P7", "P1", "P8"]}',
        "rollback",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_no_savepoint_where_the_transaction_is_another_matter(case, tmp_path):
    check_silent(case, tmp_path)

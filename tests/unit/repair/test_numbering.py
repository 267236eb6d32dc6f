"""Numbers that a program counts for itself, where rows were deleted."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.repair.desk import SESSIONS

PIER = """
import sqlite3

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
BERTHS = 3
db = sqlite3.connect(":memory:", check_same_thread=False)
db.executescript('''
    CREATE TABLE mooring (id INTEGER PRIMARY KEY, pier TEXT, berth INTEGER, boat TEXT, paid INT, UNIQUE (pier, berth));
    CREATE TABLE bill (code TEXT UNIQUE, boat TEXT);
    INSERT INTO mooring (pier, berth, boat, paid) VALUES ('N', 2, 'Ida', 1), ('N', 3, 'Olga', 0);
    INSERT INTO bill VALUES ('B-001', 'Ida'), ('B-003', 'Olga');
''')


@app.errorhandler(ValueError)
def refused(error):
    return jsonify(error=str(error)), 409


"""
BY_NAME = PIER.replace("db.executescript", "db.row_factory = sqlite3.Row\ndb.executescript")
MOOR = """
@app.post("/moorings/<pier>")
def moor(pier):
    {docstring}
    taken = db.execute("SELECT boat, berth FROM mooring WHERE pier = ?{more}", (pier,)).fetchall()
    {guard}
    berth = len(taken) + 1
    db.execute("INSERT INTO mooring (pier, berth, boat) VALUES (?, ?, ?)", (pier, berth, request.json["boat"]))
    return jsonify(berth=berth), 201
"""
MOORING = 'POST /moorings/N {"boat": "Eva"}'
PLAIN = MOOR.format(docstring="", more="", guard="")
FULL = "if len(taken) >= BERTHS:\n        abort(409, 'the pier is full')"
ASKED = """
@app.post("/moorings/<pier>")
def moor(pier):
    {guard}
    count = db.execute("SELECT COUNT(*) FROM mooring WHERE pier = ?", (pier,)).fetchone()[0]
    db.execute("INSERT INTO mooring (pier, berth) VALUES (?, ?)", (pier, count + 1))
    return jsonify({answer}), 201
"""
SHELF = """
from sqlalchemy import UniqueConstraint


class Box(Base):
    __tablename__ = "boxes"
    __table_args__ = (UniqueConstraint("zone", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    zone: Mapped[str]
    number: Mapped[int]


Base.metadata.create_all(engine)
session.add_all([Box(zone="A", number=1), Box(zone="A", number=3)])
session.commit()


@app.post("/boxes/<zone>")
def add(zone):
    {made}
    session.add(Box(zone=zone, number=number))
    session.commit()
    return jsonify(number=number), 201
"""
COUNT = "session.query(Box).filter(Box.zone == zone).count() + 1"
SCALAR = "session.scalar(select(func.count()).select_from(Box).where(Box.zone == zone)) + 1"
HIGHEST = "func.coalesce(func.max(Box.number), 0)"
LOADED = "boxes = session.scalars(select(Box).where(Box.zone == zone)).all()"

CASES = [
    Case(
        "the next one is beyond the highest",
        PIER + PLAIN,
        MOORING,
        (
            "-    berth = len(taken) + 1",
            "+    berth = max((row[1] for row in taken), default=0) + 1",
        ),
        201,
    ),
    Case(
        "of so many berths the lowest free one",
        BY_NAME + MOOR.format(docstring="", more="", guard=FULL),
        MOORING,
        (
            "-    berth = len(taken) + 1",
            '+    berth = min(set(range(1, BERTHS + 1)) - {row["berth"] for row in taken})',
        ),
        201,
    ),
    Case(
        "the number itself may not be beyond the last berth",
        PIER
        + PLAIN.replace('    db.execute("INSERT', '    if berth > BERTHS:\n        abort(409)\n    db.execute("INSERT'),
        MOORING,
        (
            "-    berth = len(taken) + 1",
            "+    berth = min(set(range(1, BERTHS + 1)) - {row[1] for row in taken})",
        ),
        201,
    ),
    Case(
        "the docstring wants the lowest one that is free",
        BY_NAME + MOOR.format(docstring='"""Moor a boat at the lowest berth that is free."""', more="", guard=""),
        MOORING,
        (
            "-    berth = len(taken) + 1",
            '+    berth = min(set(range(1, len(taken) + 2)) - {row["berth"] for row in taken})',
        ),
        201,
    ),
    Case(
        "the database knows the highest",
        PIER + ASKED.format(guard="", answer="berth=1"),
        MOORING,
        (
            '-    count = db.execute("SELECT COUNT(*) FROM mooring WHERE pier = ?", (pier,)).fetchone()[0]',
            '+    count = db.execute("SELECT coalesce(max(berth), 0) FROM mooring WHERE pier = ?", '
            "(pier,)).fetchone()[0]",
        ),
        201,
    ),
    Case(
        "a number at the end of a code",
        PIER
        + """
def next_code():
    rows = db.execute("SELECT code FROM bill").fetchall()
    return f"B-{len(rows) + 1:03}"


@app.post("/bills")
def bill():
    db.execute("INSERT INTO bill (code, boat) VALUES (?, ?)", (next_code(), request.json["boat"]))
    return jsonify(ok=True), 201
""",
        'POST /bills {"boat": "Eva"}',
        (
            '-    return f"B-{len(rows) + 1:03}"',
            """+    return f"B-{max((int(row[0].rpartition('-')[2]) for row in rows), default=0) + 1:03}\"""",
        ),
        201,
    ),
]
CASES += [
    Case(
        f"a session that {name}",
        SESSIONS + SHELF.replace("{made}", made),
        "POST /boxes/A",
        changes,
        201,
    )
    for name, made, changes in (
        (
            "counts a query",
            f"number = {COUNT}",
            (
                f"-    number = {COUNT}",
                "+    number = (session.query(func.max(Box.number)).filter(Box.zone == zone).scalar() or 0) + 1",
            ),
        ),
        (
            "asks for the count",
            f"number = {SCALAR}",
            (f"-    number = {SCALAR}", f"+    number = {SCALAR.replace('func.count()', HIGHEST)}"),
        ),
        (
            "counts what it loaded",
            f"{LOADED}\n    number = len(boxes) + 1",
            (
                "-    number = len(boxes) + 1",
                "+    number = max((row.number for row in boxes), default=0) + 1",
            ),
        ),
    )
]
SILENT = [
    Silent(
        "the rows are not all those that count",
        PIER + MOOR.format(docstring="", more=" AND paid IN (0, 1)", guard=""),
        MOORING,
        "numbering",
    ),
    Silent("the count is shown as well", PIER + ASKED.format(guard="", answer="moored=count"), MOORING, "numbering"),
    Silent(
        "the count is compared in another way",
        PIER + MOOR.format(docstring="", more="", guard="assert BERTHS - len(taken) > 0 < len(taken)"),
        MOORING,
        "numbering",
    ),
    Silent("nobody is blamed for our number", PIER + PLAIN, MOORING, "conflict"),
]


@named(CASES)
def test_a_counted_number_gives_way_to_one_that_is_free(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_numbers_are_left_alone_where_more_is_said(case, tmp_path):
    check_silent(case, tmp_path)

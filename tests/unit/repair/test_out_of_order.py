"""A statement that reads what the one above it took away."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HOLDS = """
import sqlite3

db = sqlite3.connect(":memory:")
db.row_factory = sqlite3.Row
db.execute("CREATE TABLE holds (id, placed)")
db.execute("CREATE TABLE loans (id, hold)")
db.execute("INSERT INTO holds VALUES (1, 5)")


def placed(change, key):
    return change.execute("SELECT placed FROM holds WHERE id = ?", (key,)).fetchone()["placed"]

"""

DESK = """
LOANS = {"a": {"cents": 5}}


class Desk:
    def __init__(self):
        self.loans = {"a": 5, "b": 6}
        self.current = None
        self.log = []

    def cents(self, key):
        return self.loans[key]

"""

INVOICES = """
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Invoice(Base):
    __tablename__ = "invoices"
    id: Mapped[int] = mapped_column(primary_key=True)
    visit: Mapped[int]
    cents: Mapped[int]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)


def paid(session):
    return session.scalar(select(func.count(Invoice.id)))

"""

CASES = [
    Case(
        "a row is deleted before a function reads it",
        HOLDS
        + """
async def take(key):
    waited = None
    if key:
        db.execute("DELETE FROM holds WHERE id = ?", (key,))
        db.execute("INSERT INTO loans VALUES (1, ?)", (key,))
        waited = placed(db, key)
    return waited


def run():
    import asyncio

    return asyncio.run(take(1))
""",
        "run()",
        (
            "+        waited = placed(db, key)",
            "-        waited = placed(db, key)",
        ),
        5,
    ),
    Case(
        "an entry is deleted before a method reads it",
        DESK
        + """
    def close(self, key):
        del self.loans[key]
        cents = self.cents(key)
        return cents
""",
        "Desk().close('a')",
        ("+        cents = self.cents(key)", "-        cents = self.cents(key)"),
        5,
    ),
    Case(
        "the current one is forgotten before it is logged",
        DESK
        + """
    def end(self):
        self.current = {"key": "a"}
        self.current = None
        self.log.append(self.current["key"])
        return self.log
""",
        "Desk().end()",
        (
            '+        self.log.append(self.current["key"])',
            '-        self.log.append(self.current["key"])',
        ),
        ["a"],
    ),
    Case(
        "an object is added before it is complete",
        INVOICES
        + """
def bill(visit):
    with Session(engine) as session:
        invoice = Invoice(visit=visit)
        session.add(invoice)
        cents = 100
        count = paid(session)
        invoice.cents = cents - count
        session.commit()
        return invoice.cents
""",
        "bill(3)",
        ("-        session.add(invoice)", "+        session.add(invoice)"),
        100,
    ),
]

SILENT = [
    Silent(
        "another table lost rows",
        HOLDS
        + """
def take(key):
    db.execute("DELETE FROM loans WHERE hold = ?", (key,))
    waited = placed(db, key)
    return waited
""",
        "take(2)",
        "out-of-order",
    ),
    Silent(
        "what is read was given between",
        HOLDS
        + """
def take(key):
    db.execute("DELETE FROM holds WHERE id = ?", (key,))
    other = key + 1
    waited = placed(db, other)
    return waited
""",
        "take(1)",
        "out-of-order",
    ),
    Silent(
        "another list lost something",
        DESK
        + """
    def close(self, key):
        self.log.clear()
        cents = self.cents(key)
        return cents
""",
        "Desk().close('c')",
        "out-of-order",
    ),
    Silent(
        "what the object lacks is given nowhere",
        INVOICES
        + """
def bill(visit):
    with Session(engine) as session:
        invoice = Invoice(visit=visit)
        session.add(invoice)
        count = paid(session)
        invoice.visit = visit + count
        session.commit()
""",
        "bill(3)",
        "out-of-order",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_nothing_was_taken_away(case, tmp_path):
    check_silent(case, tmp_path)

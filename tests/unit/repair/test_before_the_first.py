"""The first number that is reckoned from the highest one of a database."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
import sqlite3

DB = sqlite3.connect(":memory:", check_same_thread=False)
DB.row_factory = sqlite3.Row
DB.execute("CREATE TABLE cards (club INTEGER, number INTEGER, day INTEGER)")


def one(sql, *given):
    return DB.execute(sql, given).fetchone()

"""
BY_NAME = """
def following(club):
    row = one("SELECT MAX(number) AS last FROM cards WHERE club = ?", club)
    return row["last"] + 1
"""
ALONE = """
def highest(club):
    return one("SELECT max(number) FROM cards WHERE club = ?", club)[0]


def following(club):
    last = highest(club)
    return f"M-{last + 1:03}"
"""
ORM = """
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Card(Base):
    __tablename__ = "cards"
    id: Mapped[int] = mapped_column(primary_key=True)
    club: Mapped[int]
    number: Mapped[int]


ENGINE = create_engine("sqlite://")
Base.metadata.create_all(ENGINE)


def following(club):
    with Session(ENGINE) as session:
        last = session.scalar(select(func.max(Card.number)).where(Card.club == club))
        return 1 + last
"""
CASES = [
    Case(
        "by its name in a row",
        HEAD + BY_NAME,
        "following(1)",
        ('-    return row["last"] + 1', '+    return (row["last"] or 0) + 1'),
        1,
    ),
    Case(
        "of another function, in a text",
        HEAD + ALONE,
        "following(1)",
        ('-    return f"M-{last + 1:03}"', '+    return f"M-{(last or 0) + 1:03}"'),
        "M-001",
    ),
    Case("of SQLAlchemy", ORM, "following(1)", ("-        return 1 + last", "+        return 1 + (last or 0)"), 1),
]
SILENT = [
    Silent(
        "numbers begin elsewhere",
        HEAD + BY_NAME.replace("    row =", '    """The next number; the first one is 1001."""\n    row ='),
        "following(1)",
        "before-the-first",
    ),
    Silent(
        "it is no highest number",
        HEAD + BY_NAME.replace("MAX(number)", "MAX(number) - MIN(day)"),
        "following(1)",
        "before-the-first",
    ),
]


@named(CASES)
def test_the_first_number_is_one(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_first_number_is_made_up(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)

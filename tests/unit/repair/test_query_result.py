"""Results of queries that SQLAlchemy wants to be told more of."""

from __future__ import annotations

from pathlib import Path

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

SHELF = """
from datetime import datetime

from sqlalchemy import ForeignKey, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", poolclass=StaticPool)


class Base(DeclarativeBase):
    pass


class Shelf(Base):
    __tablename__ = "shelves"
    id: Mapped[int] = mapped_column(primary_key=True)
    books: Mapped[list["Book"]] = relationship()


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    shelf_id: Mapped[int] = mapped_column(ForeignKey("shelves.id"))
    bought: Mapped[datetime]


Base.metadata.create_all(engine)
with Session(engine) as session:
    books = [Book(id=1, bought=datetime(2026, 3, 2, 9)), Book(id=2, bought=datetime(2026, 3, 3))]
    session.add(Shelf(id=1, books=books))
    session.commit()

"""
SIZES = """
def sizes():
    with Session(engine) as session:
        rows = session.execute(select(Shelf).options(joinedload(Shelf.books)))
        return [len(shelf.books) for shelf in rows.scalars().all()]
"""
DAYS = """
def days():
    with Session(engine) as session:
        query = select(func.date(Book.bought).label("on"), func.count()).group_by("on")
        return [(row.on.isoweekday(), row.count) for row in session.execute(query)]
"""
CASES = [
    Case(
        "parents that were joined with their children",
        SHELF + SIZES,
        "sizes()",
        (
            "-        return [len(shelf.books) for shelf in rows.scalars().all()]",
            "+        return [len(shelf.books) for shelf in rows.scalars().unique().all()]",
        ),
        [2],
    ),
    Case(
        "the day of a moment",
        SHELF + DAYS,
        "days()",
        (
            "-from sqlalchemy import ForeignKey, create_engine, func, select",
            "+from sqlalchemy import Date, ForeignKey, create_engine, func, select",
            '-        query = select(func.date(Book.bought).label("on"), func.count()).group_by("on")',
            '+        query = select(func.date(Book.bought, type_=Date).label("on"), func.count()).group_by("on")',
        ),
        [(1, 1), (2, 1)],
    ),
]
SILENT = [
    Silent(
        "another column is a text",
        SHELF + DAYS.replace('label("on")', 'label("off"), func.lower("a").label("on")'),
        "days()",
        "query-result",
    ),
]


@named(CASES)
def test_the_result_is_what_the_code_takes_it_for(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@named(SILENT)
def test_other_texts_are_left_as_they_are(case: Silent, tmp_path: Path) -> None:
    check_silent(case, tmp_path)

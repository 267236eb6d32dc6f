"""Relations that were not loaded when their session ended."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

SHELF = """
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship, selectinload
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})


class Base(DeclarativeBase):
    pass


class Town(Base):
    __tablename__ = "town"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    town: Mapped[Town] = relationship()
    books: Mapped[list["Book"]] = relationship(back_populates="author")


class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped[Author] = relationship(back_populates="books")


Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all([Town(id=1, name="Riga"), Author(id=1, town_id=1), Book(id=1, title="Bread", author_id=1)])
    session.commit()

"""

HANDED = """
def in_session(call, *given):
    with Session(engine) as session:
        return call(session, *given)


def first(session, key):
    one = select(Book).where(Book.title == key).options(joinedload(Book.author))
    return session.scalar(one)


def towns():
    book = in_session(first, "Bread")
    return book.author.town.name
"""

CASES = [
    Case(
        "the function that finds the record is handed to another that calls it",
        SHELF + HANDED,
        "towns()",
        (
            "-    one = select(Book).where(Book.title == key).options(joinedload(Book.author))",
            "+    one = select(Book).where(Book.title == key).options(joinedload(Book.author).joinedload(Author.town))",
        ),
        "Riga",
        among=3,
    ),
    Case(
        "an option goes on to what the related record has",
        SHELF
        + """
def books():
    known = joinedload(Book.author)
    with Session(engine) as session:
        return session.scalars(select(Book).options(known)).all()


def towns():
    return [one.author.town.name for one in books()]
""",
        "towns()",
        ("-    known = joinedload(Book.author)", "+    known = joinedload(Book.author).joinedload(Author.town)"),
        ["Riga"],
    ),
    Case(
        "an option that leads elsewhere stays, and a collection is not joined",
        SHELF
        + """
class Desk:
    def found(self):
        with Session(engine) as session:
            query = select(Book).options(joinedload(Book.author).joinedload(Author.town))
            return session.scalars(query).first()


class Service:
    def __init__(self):
        self.desk = Desk()

    def book(self):
        return self.desk.found()


def count():
    book = Service().book()
    return len(book.author.books)
""",
        "count()",
        (
            "-            query = select(Book).options(joinedload(Book.author).joinedload(Author.town))",
            "+            query = select(Book).options(joinedload(Book.author).selectinload(Author.books), "
            "joinedload(Book.author).joinedload(Author.town))",
        ),
        1,
    ),
    Case(
        "what the expression reads behind it is loaded as well",
        SHELF
        + """
def load(number):
    with Session(engine) as session:
        return session.scalar(select(Book).where(Book.id == number))


def town(number):
    found = load(number)
    return found.author.town.name
""",
        "town(1)",
        (
            "-        return session.scalar(select(Book).where(Book.id == number))",
            "+        return session.scalar(select(Book).options(selectinload(Book.author).selectinload(Author.town))"
            ".where(Book.id == number))",
        ),
        "Riga",
    ),
    Case(
        "a record that is got by its key, in the very function",
        SHELF
        + """
def town(number):
    with Session(engine) as session:
        found = session.get(Author, number)
    return found.town.name
""",
        "town(1)",
        (
            "-        found = session.get(Author, number)",
            "+        found = session.get(Author, number, options=[selectinload(Author.town)])",
        ),
        "Riga",
    ),
    Case(
        "the query stands in a function whose name another module has as well; the class is imported",
        """
from cache import kept
from tables import Session, engine


def count(title):
    book = kept(title)
    return len(book.author.books)


def load(path):
    return open(path).read()
""",
        "count('Bread')",
        (
            "-from tables import Book, Session, engine, select, selectinload",
            "+from tables import Author, Book, Session, engine, select, selectinload",
            "-        return session.scalar(select(Book).options(selectinload(Book.author)).filter_by(title=title))",
            "+        return session.scalar(select(Book).options(selectinload(Book.author).selectinload(Author.books))"
            ".filter_by(title=title))",
        ),
        1,
        files={
            "tables.py": SHELF,
            "cache.py": """
from tables import Book, Session, engine, select, selectinload

KEPT = {}


def load(title):
    with Session(engine) as session:
        return session.scalar(select(Book).options(selectinload(Book.author)).filter_by(title=title))


def kept(title):
    if title not in KEPT:
        KEPT[title] = load(title)
    return KEPT[title]
""",
        },
    ),
    Case(
        "the classes are written behind the name of their module",
        """
import repository


def town(number):
    return repository.load(number).author.town.name


def load(number):
    return number
""",
        "town(1)",
        (
            "-        return session.scalar(sqlalchemy.select(tables.Book).where(tables.Book.id == number))",
            "+        return session.scalar(sqlalchemy.select(tables.Book).options(selectinload(tables.Book.author)"
            ".selectinload(tables.Author.town)).where(tables.Book.id == number))",
        ),
        "Riga",
        files={
            "tables.py": SHELF,
            "repository.py": """
import sqlalchemy
from sqlalchemy.orm import selectinload

import tables


def load(number):
    with tables.Session(tables.engine) as session:
        return session.scalar(sqlalchemy.select(tables.Book).where(tables.Book.id == number))
""",
        },
    ),
]
SILENT = [
    Silent(
        "the query is not on the way",
        SHELF
        + """
KEPT = []


def load():
    with Session(engine) as session:
        KEPT.extend(session.scalars(select(Author)))


def town():
    return KEPT[0].town.name


load()
""",
        "town()",
        "eager",
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)

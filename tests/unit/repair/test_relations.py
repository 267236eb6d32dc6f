"""Mapped classes: relations after their session, several records, columns that clients name."""

from __future__ import annotations

from tests.unit.repair.cases import Case, check, named

SQLA = """
from flask import Flask, abort, jsonify, request
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload
from sqlalchemy.pool import StaticPool

app = Flask(__name__)
engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped[Author] = relationship()


Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Author(id=1, name="Mara"))
    session.add_all([Book(id=number, title="Bread", author_id=1) for number in (1, 2)])
    session.commit()


@app.get("/limit")
def limit():
    if "n" not in request.args:
        abort(400, "n is needed")
    if request.args["n"] == "2":
        abort(409, "n is taken")
    return jsonify(request.args["n"])

"""

CASES = [
    Case(
        "a relation is loaded with the record whose session ends",
        SQLA
        + """
def load(number):
    with Session(engine) as session:
        return session.scalar(select(Book).where(Book.id == number))


@app.get("/books/<int:number>")
def book(number):
    found = load(number)
    return jsonify(found.author.name)
""",
        "GET /books/1",
        (
            "-        return session.scalar(select(Book).where(Book.id == number))",
            "+        return session.scalar(select(Book).options(selectinload(Book.author)).where(Book.id == number))",
        ),
        200,
    ),
    Case(
        "several records where one was meant",
        SQLA
        + """
@app.get("/titles/<title>")
def titled(title):
    with Session(engine) as session:
        try:
            found = session.scalars(select(Book).where(Book.title == title)).one()
        except NoResultFound:
            abort(404, "no such book")
        return jsonify(found.id)
""",
        "GET /titles/Bread",
        (
            "-from sqlalchemy.exc import NoResultFound",
            "+from sqlalchemy.exc import MultipleResultsFound, NoResultFound",
            "-            found = session.scalars(select(Book).where(Book.title == title)).one()",
            "+            try:",
            "+                found = session.scalars(select(Book).where(Book.title == title)).one()",
            "+            except MultipleResultsFound:",
            '+                abort(409, "several have this title")',
        ),
        409,
    ),
    Case(
        "a column that the client names",
        SQLA
        + """
@app.get("/books")
def books():
    sort = request.args.get("sort", "title")
    order = getattr(Book, sort)
    with Session(engine) as session:
        return jsonify([one.title for one in session.scalars(select(Book).order_by(order))])
""",
        "GET /books?sort=price",
        (
            "+    if sort not in Book.__table__.columns:",
            '+        abort(400, "invalid sort")',
        ),
        400,
    ),
]


@named(CASES)
def test_the_fix_that_a_person_would_make_is_first(case, tmp_path):
    check(case, tmp_path)

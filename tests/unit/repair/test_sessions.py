"""SQLAlchemy: rows, records that are not written yet, transactions that have begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("sqlite://")


class Base(DeclarativeBase):
    pass


class Song(Base):
    __tablename__ = "songs"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    plays: Mapped[int] = mapped_column(default=0)
    note: Mapped[str | None]


Base.metadata.create_all(engine)
"""
SONGS = (
    HEAD
    + """

def added(title):
    with Session(engine) as session, session.begin():
        song = Song(title=title)
        session.add(song)
        return "#" + str(song.id + 100)


def played(title):
    with Session(engine) as session:
        song = Song(title=title)
        song.plays += 1
        session.add(song)
        session.commit()
        return song.plays


def noted(title):
    with Session(engine) as session:
        song = Song(title=title)
        session.add(song)
        line = song.note.upper()
        session.commit()
        return line


def unkept(title):
    song = Song(title=title)
    return song.id + 1


def titles():
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO songs (title, plays) VALUES ('Fado', 3)"))
        row = connection.execute(text("SELECT title, plays AS count FROM songs")).first()
        return f"{row['title']} {row['count']}"


def record():
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO songs (title, plays) VALUES ('Fado', 3)"))
        row = connection.execute(text("SELECT title, plays FROM songs")).first()
        return dict(row)


def columns():
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO songs (title, plays) VALUES ('Fado', 3)"))
        row = connection.execute(text("SELECT title, plays FROM songs")).first()
        return list(row.keys())


def renamed(old, new):
    with Session(engine) as session:
        session.add(Song(title=old))
        session.commit()
        song = session.scalars(select(Song).where(Song.title == old)).one()
        with session.begin():
            # the charts read it from here
            song.title = new
            if new == "":
                song.title = "-"
    with Session(engine) as session:
        return session.scalars(select(Song.title)).all()


def early(old):
    with Session(engine) as session:
        song = session.scalars(select(Song).where(Song.title == old)).first()
        with session.begin():
            if song is None:
                return 0
            song.plays += 1
    return 1


def handed(session):
    session.scalars(select(Song)).all()
    with session.begin():
        session.add(Song(title="x"))


def pair():
    return (1, 2)


def keyed():
    found = pair()
    return found["title"]
"""
)
BASED = """
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)


class Invoice(Base):
    __tablename__ = "invoices"
    number: Mapped[str | None]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)


def billed(year):
    with Session(engine) as session:
        invoice = Invoice()
        session.add(invoice)
        invoice.number = f"{year}-{invoice.id:04d}"
        session.commit()
        return invoice.number
"""
CASES = [
    Case("a key that all tables have", BASED, "billed(2026)", ("+        session.flush()",), "2026-0001"),
    Case("a key before it is written", SONGS, "added('Fado')", ("+        session.flush()",), "#101"),
    Case(
        "a default before it is written",
        SONGS,
        "played('Fado')",
        ("-        song = Song(title=title)", "+        song = Song(title=title, plays=0)"),
        1,
    ),
    Case(
        "columns by their names",
        SONGS,
        "titles()",
        (
            "-        return f\"{row['title']} {row['count']}\"",
            "+        return f\"{row.title} {row._mapping['count']}\"",
        ),
        "Fado 3",
    ),
    Case(
        "a row as a mapping",
        SONGS,
        "record()",
        ("-        return dict(row)", "+        return dict(row._mapping)"),
        {"title": "Fado", "plays": 3},
    ),
    Case(
        "the columns of a row",
        SONGS,
        "columns()",
        ("-        return list(row.keys())", "+        return list(row._mapping.keys())"),
        ["title", "plays"],
    ),
    Case(
        "a transaction that has begun",
        SONGS,
        "renamed('a', '')",
        (
            "-        with session.begin():",
            "-            # the charts read it from here",
            "-            song.title = new",
            '-            if new == "":',
            '-                song.title = "-"',
            "+        # the charts read it from here",
            "+        song.title = new",
            '+        if new == "":',
            '+            song.title = "-"',
            "+        session.commit()",
        ),
        ["-"],
    ),
]
SILENT = [
    Silent("a column that may be null", SONGS, "noted('Fado')", "unflushed"),
    Silent("a record that nobody adds", SONGS, "unkept('Fado')", "unflushed"),
    Silent("a block that is left early", SONGS, "early('Fado')", "begun"),
    Silent("the session of somebody else", SONGS, "handed(Session(engine))", "begun"),
    Silent("an own pair", SONGS, "keyed()", "result-row"),
]


@named(CASES)
def test_sessions_and_rows(case, tmp_path: Path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_sessions_and_rows_are_left_alone(case, tmp_path: Path):
    check_silent(case, tmp_path)

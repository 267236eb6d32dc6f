"""Records of SQLAlchemy that are read behind their session, after a commit."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
from contextlib import contextmanager
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker
from sqlalchemy.pool import StaticPool


class Base(DeclarativeBase):
    pass


class Ticket(Base):
    __tablename__ = "tickets"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]


engine = create_engine("sqlite://", poolclass=StaticPool)
Base.metadata.create_all(engine)
Local = sessionmaker(engine)

"""
MADE = """
def create(title):
    with Local() as session:
        ticket = Ticket(title=title)
        session.add(ticket)
        session.commit()
    return ticket


def handle(payload):
    ticket = create(payload["title"])
    return {"id": ticket.id, "title": ticket.title}
"""
HERE = """
def handle(payload):
    with Local() as session:
        ticket = Ticket(title=payload["title"])
        session.add(ticket)
        session.commit()
    return {"id": ticket.id}
"""
SCOPE = """
@contextmanager
def scope():
    session = Local()
    try:
        yield session
        session.commit()
    finally:
        session.close()


def create(title):
    with scope() as session:
        ticket = Ticket(title=title)
        session.add(ticket)
        return ticket


def handle(payload):
    return create(payload["title"]).title
"""
REFRESHED = ("+        session.refresh(ticket)",)
TRIGGER = 'handle({"title": "x"})'
CASES = [
    Case("of another function", HEAD + MADE, TRIGGER, REFRESHED, {"id": 1, "title": "x"}),
    Case("of the function itself", HEAD + HERE, TRIGGER, REFRESHED, {"id": 1}),
    Case(
        "of a context manager that commits",
        HEAD + SCOPE,
        TRIGGER,
        ("-Local = sessionmaker(engine)", "+Local = sessionmaker(engine, expire_on_commit=False)"),
        "x",
    ),
]
BRANCH = HEAD + HERE.replace("        session.commit()", "        if payload:\n            session.commit()")
SILENT = [
    Silent("the commit stands in a branch", BRANCH, TRIGGER, "after-commit"),
    Silent(
        "two kinds of sessions",
        HEAD.replace("Local = ", "Other = sessionmaker(engine)\nLocal = ") + SCOPE,
        TRIGGER,
        "after-commit",
    ),
]


@named(CASES)
def test_the_record_is_read_while_its_session_is_open(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_changed_where_it_is_not_known_which_session_is_meant(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)

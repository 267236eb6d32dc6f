"""Rows that a module keeps for all requests are read in a session of their own."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

pytest.importorskip("sqlalchemy")

LIBRARY = """
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.pool import StaticPool

ENGINE = create_engine("sqlite://", poolclass=StaticPool)


class Base(DeclarativeBase):
    pass


class Maker(Base):
    __tablename__ = "makers"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Thing(Base):
    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str]
    maker_id: Mapped[int] = mapped_column(ForeignKey("makers.id"))
    maker: Mapped[Maker] = relationship()


Base.metadata.create_all(ENGINE)
with Session(ENGINE) as filled:
    filled.add(Thing(tag="a", maker=Maker(name="bakery")))
    filled.commit()

_kept: list[Thing] | None = None


"""
READ = """def read(session: Session) -> list[Thing]:
    return list(session.scalars(select(Thing).order_by(Thing.tag)))


"""
THINGS = """def things(session: Session) -> list[Thing]:
    global _kept
    if _kept is None:
        _kept = read(session)
    return _kept


"""
SHOWN = """def shown(session: Session):
    return [f"{thing.tag} by {thing.maker.name}" for thing in things(session)]


"""
TWICE = """def twice():
    found = []
    for tag in ("b", "c"):
        with Session(ENGINE) as session:
            session.add(Thing(tag=tag, maker_id=1))
            found.append(shown(session))
            session.commit()
    return found
"""
IMPORTED = (
    "-from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship",
    "+from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship",
)

CASES = [
    Case(
        "read by a function of their own, with what the first session has not committed",
        LIBRARY + READ + THINGS + SHOWN + TWICE,
        "twice()",
        (
            *IMPORTED,
            "-    return list(session.scalars(select(Thing).order_by(Thing.tag)))",
            "+    session.flush()",
            "+    with Session(session.connection()) as own:",
            "+        return list(own.scalars(select(Thing).options(joinedload(Thing.maker)).order_by(Thing.tag)))",
        ),
        [["a by bakery", "b by bakery"]] * 2,
    ),
    Case(
        "read where they are kept, and no related record is asked for",
        LIBRARY
        + THINGS.replace("read(session)", "session.scalars(select(Thing)).all()")
        + SHOWN.replace('f"{thing.tag} by {thing.maker.name}"', "thing.tag")
        + TWICE,
        "twice()",
        (
            "-        _kept = session.scalars(select(Thing)).all()",
            "+        session.flush()",
            "+        with Session(session.connection()) as own:",
            "+            _kept = own.scalars(select(Thing)).all()",
        ),
        [["a", "b"]] * 2,
    ),
]


@named(CASES)
def test_kept_rows_are_let_go_of_with_all_that_they_hold(case, tmp_path):
    check(case, tmp_path)


def test_what_the_first_session_wrote_is_committed_by_it(tmp_path):
    counted = TWICE.replace(
        "    return found\n", "    with Session(ENGINE) as session:\n        return len(read(session))\n"
    )
    case = Case(
        "the inner session ends no transaction",
        LIBRARY + READ + THINGS + SHOWN + counted,
        "twice()",
        CASES[0].changes,
        3,
    )
    check(case, tmp_path)


SILENT = [
    Silent(
        "somebody changes what is kept",
        LIBRARY
        + READ
        + THINGS
        + SHOWN
        + "def mark(session: Session):\n    for thing in things(session):\n        thing.tag = 'x'\n\n\n"
        + TWICE,
        "twice()",
        "kept-rows",
    ),
    Silent(
        "nobody knows what the session is",
        LIBRARY + READ.replace("session: Session", "session") + THINGS + SHOWN + TWICE,
        "twice()",
        "kept-rows",
    ),
    Silent(
        "nothing is kept",
        LIBRARY
        + READ
        + SHOWN.replace("things(session)", "session")
        + "def twice():\n    with Session(ENGINE) as session:\n        found = read(session)\n"
        + "        session.commit()\n"
        + "    return shown(found)\n",
        "twice()",
        "kept-rows",
    ),
]


@named(SILENT)
def test_other_rows_stay_with_their_session(case, tmp_path):
    check_silent(case, tmp_path)

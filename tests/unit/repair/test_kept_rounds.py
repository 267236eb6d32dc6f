"""Rounds of a loop that write in one transaction, of which one is refused."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.repair.snippets import Snippet

HEAD = """
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})


class Base(DeclarativeBase):
    pass


class Yard(Base):
    __tablename__ = "yards"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Boat(Base):
    __tablename__ = "boats"
    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(unique=True)
    yard_id: Mapped[int] = mapped_column(ForeignKey("yards.id"))
    yard: Mapped[Yard] = relationship()


Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all([Yard(id=1, name="Pula"), Boat(mark="B", yard_id=1)])
    session.commit()


def show(boat):
    return [boat.mark, boat.yard.name]


def stored():
    with Session(engine) as session:
        return sorted(session.scalars(select(Boat.mark)))

"""
LIST = """
def created(session, mark):
    boat = Boat(mark=mark, yard_id=1)
    session.add(boat)
    session.flush()
    return boat


def taken(session, marks):
    made, known = [], []
    for mark in marks:
        try:
            made.append(created(session, mark))
        except IntegrityError:
            session.rollback()
            known.append(mark)
    return made, known


def taken_over(marks):
    with Session(engine) as session:
        made, known = taken(session, marks)
        session.commit()
        return [show(one) for one in made], known, stored()
"""
MAPPING = """
class Yards:
    def __init__(self):
        self.session = Session(engine)

    def taken_over(self, marks):
        made = {}
        for mark in marks:
            boat = Boat(mark=mark, yard_id=1)
            try:
                self.session.add(boat)
                self.session.flush()
            except (IntegrityError, ValueError) as error:
                self.session.rollback()
                print(error)
            else:
                made[mark] = boat
        self.session.commit()
        return [show(one) for one in made.values()], stored()
"""
CASES = [
    Case(
        "a list, in a function that was called before",
        HEAD + LIST,
        "taken_over(['A', 'B', 'C'])",
        (
            "-            made.append(created(session, mark))",
            "+            with session.begin_nested():",
            "+                made.append(created(session, mark))",
            "-            session.rollback()",
        ),
        ([["A", "Pula"], ["C", "Pula"]], ["B"], ["A", "B", "C"]),
    ),
    Case(
        "a mapping, in the crashed function itself, with the session of the object",
        HEAD + MAPPING,
        "Yards().taken_over(['A', 'B'])",
        (
            "-                self.session.add(boat)",
            "-                self.session.flush()",
            "+                with self.session.begin_nested():",
            "+                    self.session.add(boat)",
            "+                    self.session.flush()",
            "-                self.session.rollback()",
        ),
        ([["A", "Pula"]], ["A", "B"]),
    ),
]
SILENT = [
    (
        "what is refused ends the loop: all of it is taken back",
        LIST.replace("            known.append(mark)\n", "            known.append(mark)\n            break\n"),
    ),
    (
        "each round is committed by itself",
        LIST.replace("session.flush()", "session.flush()").replace(
            "made.append(created(session, mark))", "made.append(created(session, mark))\n            session.commit()"
        ),
    ),
    ("nothing else is done about the one that is refused", LIST.replace("            known.append(mark)\n", "")),
    (
        "there is a savepoint",
        LIST.replace("        try:\n", "        part = session.begin_nested()\n        try:\n").replace(
            "session.rollback()", "part.rollback()"
        ),
    ),
]


@named(CASES)
def test_a_round_is_taken_back_alone(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize(("name", "text"), SILENT, ids=[name for name, _ in SILENT])
def test_nothing_is_offered_where(name, text, tmp_path):
    crashing = text.replace("return [show(one) for one in made]", "return [show(one).missing for one in [*made, None]]")
    check_silent(Silent(name, HEAD + crashing, "taken_over(['A', 'B', 'C'])", "kept-rounds"), tmp_path)


def test_a_guard_where_the_records_are_shown_is_not_what_comes_first(tmp_path):
    fixes = Snippet(tmp_path, {"app.py": HEAD + LIST}, "taken_over(['A', 'B', 'C'])").fixes(1)
    assert [one.draft.template for one in fixes] == ["kept-rounds"]

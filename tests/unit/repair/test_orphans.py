"""Rows that a deletion through a session leaves behind."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CLUB = """
from sqlalchemy import ForeignKey, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column, relationship
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})


class Busy(Exception):
    status = 409


class Base(DeclarativeBase):
    @declared_attr.directive
    def __tablename__(cls):
        return cls.__name__.lower() + "s"

"""

FILLED = """

Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Member(id=1, name="Ada"))
    session.flush()
    session.add(Lesson(id=1, member_id=1))
    session.commit()


def leave(number):
    with Session(engine) as session:
        session.delete(session.get(Member, number))
        session.commit()
        return session.scalar(select(func.count(Lesson.id)))
"""

MEMBER = """
class Member(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
"""

LESSON = """

class Lesson(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
"""

CASES = [
    Case(
        "as the relationship beside it, in the layout of the call",
        CLUB
        + MEMBER
        + """    bills: Mapped[list["Bill"]] = relationship(cascade="all, delete")
    lessons: Mapped[list["Lesson"]] = relationship(
        order_by="Lesson.id",
    )


class Bill(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
"""
        + LESSON
        + FILLED,
        "leave(1)",
        ('-        order_by="Lesson.id",', '+        order_by="Lesson.id", cascade="all, delete",'),
        0,
    ),
    Case(
        "of the relationships to one table the one over this column",
        CLUB
        + MEMBER
        + """    helped: Mapped[list["Lesson"]] = relationship(foreign_keys="Lesson.helper_id")
    lessons: Mapped[list["Lesson"]] = relationship(foreign_keys="Lesson.member_id")
"""
        + LESSON
        + """    helper_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
"""
        + FILLED,
        "leave(1)",
        (
            '-    lessons: Mapped[list["Lesson"]] = relationship(foreign_keys="Lesson.member_id")',
            '+    lessons: Mapped[list["Lesson"]] = relationship(foreign_keys="Lesson.member_id", '
            'cascade="all, delete-orphan")',
        ),
        0,
    ),
    Case(
        "the way back that the child declares",
        CLUB
        + MEMBER
        + LESSON
        + """    member: Mapped[Member] = relationship(backref="lessons")
"""
        + FILLED,
        "leave(1)",
        (
            "-from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column, relationship",
            "+from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, declared_attr, mapped_column, "
            "relationship",
            '-    member: Mapped[Member] = relationship(backref="lessons")',
            '+    member: Mapped[Member] = relationship(backref=backref("lessons", cascade="all, delete-orphan"))',
        ),
        0,
    ),
]

RELATED = MEMBER + '    lessons: Mapped[list["Lesson"]] = relationship()\n'

SILENT = [
    Silent(
        "the database is to refuse it",
        CLUB + RELATED + LESSON.replace('"members.id"', '"members.id", ondelete="RESTRICT"') + FILLED,
        "leave(1)",
        "conflict",
    ),
    Silent(
        "a deletion is refused elsewhere",
        CLUB
        + RELATED
        + LESSON
        + FILLED
        + """

def remove_lesson(number):
    with Session(engine) as session:
        if number == 1:
            raise Busy("the lesson is booked")
        session.delete(session.get(Lesson, number))
""",
        "leave(1)",
        "conflict",
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)

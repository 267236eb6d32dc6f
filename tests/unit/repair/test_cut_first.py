"""A query is narrowed first and cut last."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HOUSES = """
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Query, Session, mapped_column

MOST = 2


class Base(DeclarativeBase):
    pass


class House(Base):
    __tablename__ = "houses"
    id: Mapped[int] = mapped_column(primary_key=True)
    town: Mapped[str]


class HouseQuery(Query):
    def head(self, most):
        return self.order_by(House.id).limit(most)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine, query_cls=HouseQuery)
session.add_all([House(id=number, town=town) for number, town in enumerate("ababab")])
session.flush()


def ids(query):
    return [house.id for house in query]
"""

STEPS = """

def listed(town=None, least=0):
    found = session.query(House).order_by(House.id).limit(MOST)
    if town:
        found = found.filter(House.town == town)
    if least:
        found = found.filter(House.id >= least)
    return ids(found)
"""

METHOD = """

def listed(town=None):
    found = session.query(House).head(MOST)
    for name, value in {"town": town}.items():
        found = found.filter_by(**{name: value})
    return ids(found)
"""

FUNCTION = """

def shelf():
    return session.query(House).order_by(House.id).limit(MOST).offset(1)
"""

CHAIN = """

def listed(town):
    return ids(shelf().filter(House.town == town).filter(House.id > 0))
"""

NAMED = """

def listed(town):
    shown = shelf()
    return ids(shown.filter(House.town == town))
"""

CUT = [
    Case(
        "of steps the cut is the last",
        HOUSES + STEPS,
        'listed("b", 2)',
        (
            "-    found = session.query(House).order_by(House.id).limit(MOST)",
            "+    found = session.query(House).order_by(House.id)",
            "+    found = found.limit(MOST)",
        ),
        [3, 5],
    ),
    Case(
        "a method of the query that cuts is called last",
        HOUSES + METHOD,
        'listed("b")',
        (
            "-    found = session.query(House).head(MOST)",
            "+    found = session.query(House)",
            "+    found = found.head(MOST)",
        ),
        [1, 3],
    ),
    Case(
        "a function that cuts leaves it to the one that calls it",
        HOUSES + FUNCTION + CHAIN,
        'listed("b")',
        (
            "-    return session.query(House).order_by(House.id).limit(MOST).offset(1)",
            "+    return session.query(House).order_by(House.id)",
            "-    return ids(shelf().filter(House.town == town).filter(House.id > 0))",
            "+    return ids(shelf().filter(House.town == town).filter(House.id > 0).limit(MOST).offset(1))",
        ),
        [3, 5],
    ),
    Case(
        "a name that is narrowed where it is used",
        HOUSES + FUNCTION + NAMED,
        'listed("b")',
        (
            "-    return session.query(House).order_by(House.id).limit(MOST).offset(1)",
            "+    return session.query(House).order_by(House.id)",
            "-    return ids(shown.filter(House.town == town))",
            "+    return ids(shown.filter(House.town == town).limit(MOST).offset(1))",
        ),
        [3, 5],
    ),
]

KEPT = [
    Silent(
        "those that fit among the last ones are asked for",
        HOUSES + STEPS.replace("least=0):\n", "least=0):\n    '''Those of the last two that lie there.'''\n"),
        'listed("b")',
        "cut-first",
    ),
    Silent(
        "others have the head from the same function",
        HOUSES + FUNCTION + CHAIN + "\n\ndef all_listed():\n    return ids(shelf())\n",
        'listed("b")',
        "cut-first",
    ),
    Silent(
        "how many is the function's own affair",
        HOUSES + FUNCTION.replace("shelf()", "shelf(most=2)").replace("MOST", "most") + CHAIN,
        'listed("b")',
        "cut-first",
    ),
    Silent(
        "the head is looked at before it is narrowed",
        HOUSES + STEPS.replace("    if least", "    assert found is not None\n    if least"),
        'listed("b")',
        "cut-first",
    ),
]


@named(CUT)
def test_the_cut_goes_behind_the_filters(case, tmp_path):
    check(case, tmp_path)


@named(KEPT)
def test_the_cut_stays_where_others_count_on_it(case, tmp_path):
    check_silent(case, tmp_path)

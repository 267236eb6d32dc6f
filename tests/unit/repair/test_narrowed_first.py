"""A query that is cut on a condition and narrowed below."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HOUSES = """
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class House(Base):
    __tablename__ = "houses"
    id: Mapped[int] = mapped_column(primary_key=True)
    town: Mapped[str]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
session.add_all([House(id=number, town=town) for number, town in enumerate("ababab")])
session.flush()


def ids(query):
    return [house.id for house in query]


def narrow(houses, params):
    if "town" in params:
        houses = houses.filter(House.town == params["town"])
    return houses


def newest(houses, most):
    return houses.order_by(House.id.desc()).limit(int(most))
"""
HANDED = """

def listed(params):
    houses = session.query(House)
    if "newest" in params:
        houses = newest(houses, params["newest"])
    return ids(narrow(houses, params))
"""
STEPS = """

def listed(params):
    houses = session.query(House)
    if "most" in params:
        houses = houses.order_by(House.id).limit(params["most"])
    if "town" in params:
        houses = houses.filter(House.town == params["town"])
    if "least" in params:
        houses = houses.filter(House.id >= params["least"])
    return ids(houses)
"""
NAMED = """

def listed(params):
    houses = session.query(House)
    if "newest" in params:
        houses = newest(houses, params["newest"])
    houses = narrow(houses, params)
    return {"count": houses.count(), "ids": ids(houses)}
"""
ASKED = 'listed({"town": "a", "newest": 2})'

CASES = [
    Case(
        "a function narrows what another one has cut",
        HOUSES + HANDED,
        ASKED,
        (
            "+    houses = narrow(houses, params)",
            "-    return ids(narrow(houses, params))",
            "+    return ids(houses)",
        ),
        [4, 2],
    ),
    Case(
        "step by step",
        HOUSES + STEPS,
        'listed({"town": "a", "least": 1, "most": 1})',
        (
            '-    if "most" in params:',
            '-        houses = houses.order_by(House.id).limit(params["most"])',
            '+    if "most" in params:',
            '+        houses = houses.order_by(House.id).limit(params["most"])',
        ),
        [2],
    ),
    Case(
        "the narrowed query has the name again",
        HOUSES + NAMED,
        ASKED,
        (
            "+    houses = narrow(houses, params)",
            "-    houses = narrow(houses, params)",
        ),
        {"count": 2, "ids": [4, 2]},
    ),
]
SILENT = [
    Silent(
        "somebody says that it is asked among the newest",
        HOUSES + HANDED.replace("params):", 'params):\n    """Those of the newest houses that lie in the town."""', 1),
        ASKED,
        "narrowed-first",
    ),
    Silent(
        "the query is counted in between",
        HOUSES + HANDED.replace("    return", "    print(houses.count())\n    return"),
        ASKED,
        "narrowed-first",
    ),
    Silent(
        "what narrows is made behind the cut",
        HOUSES + HANDED.replace("    return", '    params = {"town": params["town"]}\n    return'),
        ASKED,
        "narrowed-first",
    ),
    Silent(
        "the cut is one of two branches",
        HOUSES + HANDED.replace("    return", "    else:\n        houses = houses.filter(House.id > 0)\n    return"),
        ASKED,
        "narrowed-first",
    ),
]


@named(CASES)
def test_what_narrows_a_query_stands_in_front_of_its_cut(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_the_order_stays_where_it_means_something(case, tmp_path):
    check_silent(case, tmp_path)

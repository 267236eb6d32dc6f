"""Several records in order where one was asked for."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
from sqlalchemy import create_engine, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("sqlite://")


class Base(DeclarativeBase):
    pass


class Quote(Base):
    __tablename__ = "quotes"
    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str]
    cents: Mapped[int]


Base.metadata.create_all(engine)
session = Session(engine)
session.add_all([Quote(item="nail", cents=7), Quote(item="nail", cents=4), Quote(item="saw", cents=900)])
session.flush()

"""
DJANGO = """
class MultipleObjectsReturned(Exception):
    pass


class Rows:
    def __init__(self, rows):
        self.rows = rows

    def order_by(self, name):
        return Rows(sorted(self.rows, key=lambda row: row[name]))

    def filter(self, **wanted):
        return Rows([row for row in self.rows if all(row[name] == value for name, value in wanted.items())])

    def __getitem__(self, part):
        return Rows(self.rows[part])

    def get(self, **wanted):
        found = self.filter(**wanted).rows
        if len(found) > 1:
            raise MultipleObjectsReturned(f"get() returned more than one -- it returned {len(found)}!")
        return found[0]


OBJECTS = Rows([{"n": 3, "k": "a"}, {"n": 1, "k": "a"}, {"n": 0, "k": "b"}])

"""

CASES = [
    Case(
        "execute and scalar_one_or_none",
        HEAD
        + '''
def cheapest(item):
    """The cheapest quote."""
    wanted = select(Quote).where(Quote.item == item).order_by(Quote.cents)
    found = session.execute(wanted).scalar_one_or_none()
    return found.cents if found else None
''',
        'cheapest("nail")',
        (
            "-    found = session.execute(wanted).scalar_one_or_none()",
            "+    found = session.execute(wanted).scalars().first()",
        ),
        4,
    ),
    Case(
        "one goes on raising where there is none",
        HEAD
        + """
def price(item):
    try:
        return session.scalars(select(Quote).filter_by(item=item).order_by(Quote.cents.desc())).one().cents
    except NoResultFound:
        return None
""",
        'price("nail"), price("axe")',
        (
            "-        return session.scalars("
            "select(Quote).filter_by(item=item).order_by(Quote.cents.desc())).one().cents",
            "+        return session.scalars("
            "select(Quote).filter_by(item=item).order_by(Quote.cents.desc()).limit(1)).one().cents",
        ),
        (7, None),
    ),
    Case(
        "a query of the older kind",
        HEAD
        + """
def price(item):
    asked = session.query(Quote).filter(Quote.item == item)
    asked = asked.order_by(Quote.cents)
    found = asked.one_or_none()
    return found and found.cents
""",
        'price("nail")',
        (
            "-    found = asked.one_or_none()",
            "+    found = asked.first()",
        ),
        4,
    ),
    Case(
        "Django's get behind an order",
        DJANGO
        + """
def lowest(kind):
    return OBJECTS.order_by("n").get(k=kind)["n"]
""",
        'lowest("a")',
        (
            '-    return OBJECTS.order_by("n").get(k=kind)["n"]',
            '+    return OBJECTS.order_by("n").filter(k=kind)[:1].get()["n"]',
        ),
        1,
    ),
]
SILENT = [
    Silent(
        "nothing is put in order",
        HEAD
        + """
def price(item):
    return session.scalars(select(Quote).where(Quote.item == item)).one_or_none()
""",
        'price("nail")',
        "first-of-order",
    ),
    Silent(
        "the latest is wanted, and the first comes first",
        HEAD
        + """
def latest_price(item):
    return session.scalars(select(Quote).where(Quote.item == item).order_by(Quote.id)).one_or_none()
""",
        'latest_price("nail")',
        "first-of-order",
    ),
    Silent(
        "the order is for the list",
        HEAD
        + """
def priced(item):
    wanted = select(Quote).where(Quote.item == item).order_by(Quote.id)
    if item == "all":
        return [one.cents for one in session.scalars(wanted)]
    return session.scalars(wanted).one_or_none()
""",
        'priced("nail")',
        "first-of-order",
    ),
    Silent(
        "there must be one only",
        HEAD
        + '''
def price(item):
    """The single quote of an item."""
    return session.scalars(select(Quote).where(Quote.item == item).order_by(Quote.id)).one_or_none()
''',
        'price("nail")',
        "first-of-order",
    ),
]


@named(CASES)
def test_the_first_is_taken(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_offered_where_no_one_comes_first(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)

"""What is counted is what can be taken: a query gets the conditions of the one beside it."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

pytest.importorskip("sqlalchemy")

LOTS = """
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

ENGINE = create_engine("sqlite://")


class Base(DeclarativeBase):
    pass


class Lot(Base):
    __tablename__ = "lots"
    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str]
    grams: Mapped[int]
    on_hold: Mapped[bool]


Base.metadata.create_all(ENGINE)


def open_lots(session, sku):
    query = select(Lot).where(Lot.sku == sku, Lot.on_hold.is_(False)).order_by(Lot.id)
    return list(session.scalars(query))


def available(session, sku):
    return session.scalar(select(func.sum(Lot.grams)).where({counted})) or 0


def take(sku, grams):
    with Session(ENGINE) as session:
        session.add_all([Lot(sku="A", grams=5, on_hold=True), Lot(sku="B", grams=5, on_hold=False)])
        session.flush()
        if available(session, sku) < grams:
            return "too few"
        {first}
        return lot.grams
"""
CHANGES = (
    "-    return session.scalar(select(func.sum(Lot.grams)).where(Lot.sku == sku)) or 0",
    "+    return session.scalar(select(func.sum(Lot.grams)).where(Lot.sku == sku, Lot.on_hold.is_(False))) or 0",
)
NEXT = "lot = next(iter(open_lots(session, sku)))"


@named(
    [
        Case(
            "a sum over lots that nobody may take from",
            LOTS.format(counted="Lot.sku == sku", first=NEXT),
            "take('A', 3)",
            CHANGES,
            "too few",
        ),
        Case(
            "the first of an empty list",
            LOTS.format(counted="Lot.sku == sku", first="lot = open_lots(session, sku)[0]"),
            "take('A', 3)",
            CHANGES,
            "too few",
        ),
    ]
)
def test_the_forgotten_condition_is_added(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "queries by different conditions are about different things",
            LOTS.format(counted="Lot.grams > 0", first=NEXT),
            "take('A', 3)",
            "as-counted",
        ),
        Silent(
            "a crash that is not about nothing being left",
            LOTS.format(counted="Lot.sku == sku", first="lot = open_lots(session, sku).first"),
            "take('A', 3)",
            "as-counted",
        ),
    ]
)
def test_other_queries_stay(case, tmp_path):
    check_silent(case, tmp_path)

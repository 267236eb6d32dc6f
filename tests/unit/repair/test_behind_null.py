"""Pages of a query that begin behind a row without a value."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

pytest.importorskip("sqlalchemy")

SHOP = """
from sqlalchemy import and_, create_engine, or_, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool

ENGINE = create_engine("sqlite://", poolclass=StaticPool)


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int | None]


Base.metadata.create_all(ENGINE)
with Session(ENGINE) as filled:
    filled.add_all([Item(size=size) for size in (None, 5, None, 3, 5)])
    filled.commit()


def all_of(chosen):
    with Session(ENGINE) as session:
        return [item.id for item in session.scalars(chosen)]

"""
CALLED = """
def after(column, value, number):
    beyond = column > value
    return or_(beyond, and_(column == value, Item.id > number))


def page(value, number):
    chosen = select(Item).where(after(Item.size, value, number))
    return all_of(chosen.order_by(Item.size.asc().nulls_last(), Item.id))


def pages():
    return [page(*key) for key in ((None, 1), (5, 2))]
"""
INLINE = """
def page(value, number):
    chosen = select(Item).order_by(Item.size.asc().nulls_last(), Item.id)
    chosen = chosen.where((Item.size > value) | ((Item.size == value) & (Item.id > number)))
    return all_of(chosen)


def pages():
    return [page(*key) for key in ((None, 1), (5, 2))]
"""
PAGES = [[3], [5, 1, 3]]


@named(
    [
        Case(
            "a function makes the condition",
            SHOP + CALLED,
            "pages()",
            (
                "+    if value is None:",
                "+        return and_(column.is_(None), Item.id > number)",
                "-    return or_(beyond, and_(column == value, Item.id > number))",
                "+    return or_(beyond, column.is_(None), and_(column == value, Item.id > number))",
            ),
            PAGES,
        ),
        Case(
            "rows without a value come first",
            SHOP + CALLED.replace("nulls_last", "nulls_first"),
            "pages()",
            (
                "+    if value is None:",
                "+        return or_(column.is_not(None), and_(column.is_(None), Item.id > number))",
            ),
            [[3, 4, 2, 5], [5]],
        ),
        Case(
            "the condition stands in the query",
            SHOP + INLINE,
            "pages()",
            (
                "-    chosen = chosen.where((Item.size > value) | ((Item.size == value) & (Item.id > number)))",
                "+    chosen = chosen.where(Item.size.is_(None) & (Item.id > number) if value is None else "
                "(Item.size > value) | Item.size.is_(None) | ((Item.size == value) & (Item.id > number)))",
            ),
            PAGES,
        ),
    ]
)
def test_rows_without_a_value_have_their_pages(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "nobody says where rows without a value come",
            SHOP + CALLED.replace(".nulls_last()", ""),
            "pages()",
            "behind-null",
        ),
        Silent(
            "the key is looked for and no page begins there",
            SHOP + CALLED.replace("or_(beyond, and_(column == value, Item.id > number))", "beyond"),
            "pages()",
            "behind-null",
        ),
    ]
)
def test_other_conditions_are_left_alone(case, tmp_path):
    check_silent(case, tmp_path)

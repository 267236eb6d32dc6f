"""Statements that delete past what the models take along."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

pytest.importorskip("sqlalchemy")

SHOP = """
from sqlalchemy import ForeignKey, create_engine, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.pool import StaticPool

ENGINE = create_engine("sqlite://", poolclass=StaticPool)


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    lines: Mapped[list["Line"]] = relationship(back_populates="order", cascade="all, delete-orphan")
    notes: Mapped[list["Note"]] = relationship(cascade="all, delete-orphan")


class Line(Base):
    __tablename__ = "lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    order: Mapped[Order] = relationship(back_populates="lines")


class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))


Base.metadata.create_all(ENGINE)
with Session(ENGINE) as filled:
    filled.add(Order(name="bread", lines=[Line()]))
    filled.add(Order(name="milk", lines=[Line()]))
    filled.commit()


def told():
    with Session(ENGINE) as session:
        return [line.order.name for line in session.scalars(select(Line))]


def run(number):
    with Session(ENGINE) as session:
        drop(session, session.get(Order, number))
        session.commit()
    return told()

"""
ONE = """
def drop(session: Session, order: Order):
    session.execute(delete(Order).where(Order.id == order.id))
"""
QUERY = """
def drop(session: Session, order: Order):
    session.query(Order).filter(Order.id == order.id).delete()
"""
TABLES = """
def drop(session: Session, order: Order):
    for table, column in ((Note, Note.order_id), (Order, Order.id)):
        session.execute(delete(table).where(column == order.id))
"""
DELETED = "+    session.delete(order)"


@named(
    [
        Case(
            "a statement over the session",
            SHOP + ONE,
            "run(1)",
            ("-    session.execute(delete(Order).where(Order.id == order.id))", DELETED),
            ["milk"],
        ),
        Case(
            "a query",
            SHOP + QUERY,
            "run(1)",
            ("-    session.query(Order).filter(Order.id == order.id).delete()", DELETED),
            ["milk"],
        ),
        Case(
            "one statement for each of several tables",
            SHOP + TABLES,
            "run(1)",
            (
                "-    for table, column in ((Note, Note.order_id), (Order, Order.id)):",
                "-        session.execute(delete(table).where(column == order.id))",
                DELETED,
            ),
            ["milk"],
        ),
    ]
)
def test_the_session_deletes_what_takes_others_along(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "lines may be without an order",
            SHOP.replace("order_id: Mapped[int]", "order_id: Mapped[int | None]")
            + ONE,
            "run(1)",
            "past-cascades",
        ),
        Silent(
            "the models take nothing along",
            SHOP.replace('back_populates="order", cascade="all, delete-orphan"', 'back_populates="order"') + ONE,
            "run(1)",
            "past-cascades",
        ),
        Silent(
            "more than the row is deleted",
            SHOP + ONE.replace("Order.id == order.id", "Order.id <= order.id"),
            "run(1)",
            "past-cascades",
        ),
    ]
)  # fmt: skip
def test_what_is_deleted_on_purpose_is_left_alone(case, tmp_path):
    check_silent(case, tmp_path)

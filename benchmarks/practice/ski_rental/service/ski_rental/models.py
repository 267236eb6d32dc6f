"""Tables of the rental."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .db import Base, Moment, Money
from .money import ZERO

class Staff(Base):
    __tablename__ = "staff"
    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="counter")
    pin_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)

class Customer(Base):
    __tablename__ = "customer"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    reservations: Mapped[list["Reservation"]] = relationship(back_populates="customer")

class Model(Base):
    """A model that we bought, e.g. Atomic Redster 2025."""
    __tablename__ = "model"
    id: Mapped[int] = mapped_column(primary_key=True)
    brand: Mapped[str]
    name: Mapped[str]
    year: Mapped[int | None]

class Item(Base):
    """One thing with a label. States: in, out, service, gone."""
    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str]
    size: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="in")
    model_id: Mapped[int] = mapped_column(ForeignKey("model.id"))
    model: Mapped[Model] = relationship()

class Group(Base):
    __tablename__ = "party"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment)
    reservations: Mapped[list["Reservation"]] = relationship(back_populates="group", order_by="Reservation.id")

class Reservation(Base):
    """States: booked, out, returned, cancelled. `return_day` is the last local day of use."""
    __tablename__ = "reservation"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    voucher: Mapped[str | None] = mapped_column(unique=True)
    pickup_at: Mapped[datetime] = mapped_column(Moment)
    return_day: Mapped[date]
    state: Mapped[str] = mapped_column(default="booked")
    deposit: Mapped[Decimal] = mapped_column(Money, default=ZERO)
    reminded_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(Moment)
    customer: Mapped[Customer] = relationship(back_populates="reservations")
    group: Mapped[Group | None] = relationship(back_populates="reservations")
    lines: Mapped[list["Line"]] = relationship(back_populates="reservation", order_by="Line.id", cascade="all, delete-orphan")
    returned: Mapped["Return | None"] = relationship(back_populates="reservation")

class Line(Base):
    """One thing that somebody reserved; the item is known from the hand-out on."""
    __tablename__ = "line"
    id: Mapped[int] = mapped_column(primary_key=True)
    reservation_id: Mapped[int] = mapped_column(ForeignKey("reservation.id"))
    kind: Mapped[str]
    size: Mapped[str | None]
    age: Mapped[str] = mapped_column(default="adult")
    price: Mapped[Decimal] = mapped_column(Money)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"))
    reservation: Mapped[Reservation] = relationship(back_populates="lines")
    item: Mapped[Item | None] = relationship()

class PriceList(Base):
    """Never changed once imported. `valid_to` is inclusive, None is open."""
    __tablename__ = "price_list"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    imported_at: Mapped[datetime] = mapped_column(Moment)
    prices: Mapped[list["Price"]] = relationship(cascade="all, delete-orphan")

class Price(Base):
    __tablename__ = "price"
    __table_args__ = (UniqueConstraint("list_id", "kind", "age"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("price_list.id"))
    kind: Mapped[str]
    age: Mapped[str]
    first_day: Mapped[Decimal] = mapped_column(Money)
    further_day: Mapped[Decimal] = mapped_column(Money)
    deposit: Mapped[Decimal] = mapped_column(Money, default=ZERO)

class Return(Base):
    __tablename__ = "return"
    id: Mapped[int] = mapped_column(primary_key=True)
    reservation_id: Mapped[int] = mapped_column(ForeignKey("reservation.id"), unique=True)
    at: Mapped[datetime] = mapped_column(Moment)
    late_fee: Mapped[Decimal] = mapped_column(Money, default=ZERO)
    waived: Mapped[bool] = mapped_column(default=False)
    reservation: Mapped[Reservation] = relationship(back_populates="returned")
    damages: Mapped[list["Damage"]] = relationship(cascade="all, delete-orphan", order_by="Damage.id")

class Damage(Base):
    __tablename__ = "damage"
    id: Mapped[int] = mapped_column(primary_key=True)
    return_id: Mapped[int] = mapped_column(ForeignKey("return.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    what: Mapped[str]
    fee: Mapped[Decimal] = mapped_column(Money)
    item: Mapped[Item] = relationship()

class Closure(Base):
    """A day of the season on which the shop is closed all the same."""
    __tablename__ = "closure"
    day: Mapped[date] = mapped_column(primary_key=True)
    reason: Mapped[str]

class AuditEntry(Base):
    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    who: Mapped[str]
    action: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)

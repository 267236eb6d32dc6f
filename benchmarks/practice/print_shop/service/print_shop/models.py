"""Tables."""
from __future__ import annotations

import enum
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import JSON, DateTime, Enum, ForeignKey, Integer, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class UtcDateTime(TypeDecorator):
    """SQLite knows no zones: UTC goes in, an aware moment comes out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value, dialect):
        return None if value is None else value.replace(tzinfo=UTC)


class Money(TypeDecorator):
    """Cents in the table, Decimal everywhere else."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else int((value * 100).to_integral_value())

    def process_result_value(self, value, dialect):
        return None if value is None else Decimal(value) / 100


class Base(DeclarativeBase):
    type_annotation_map = {datetime: UtcDateTime, Decimal: Money, dict: JSON, list: JSON}


class OrderStatus(enum.Enum):
    NEW = "new"
    APPROVED = "approved"
    PRINTING = "printing"
    READY = "ready"
    COLLECTED = "collected"
    CANCELLED = "cancelled"
    # Only from the old shop program; the customer never answered about the proof.
    ON_HOLD = "on_hold"


class Staff(Base):
    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    token: Mapped[str] = mapped_column(unique=True)


class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str | None]
    vat_number: Mapped[str | None]
    price_list: Mapped[str] = mapped_column(default="standard")
    created_at: Mapped[datetime]
    address: Mapped[Address | None] = relationship(back_populates="customer", cascade="all, delete-orphan")
    orders: Mapped[list[Order]] = relationship(back_populates="customer")


class Address(Base):
    __tablename__ = "address"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), unique=True)
    street: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    country: Mapped[str] = mapped_column(String(2))
    customer: Mapped[Customer] = relationship(back_populates="address")


class PriceList(Base):
    __tablename__ = "price_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1)
    entries: Mapped[list[PriceEntry]] = relationship(back_populates="price_list", cascade="all, delete-orphan", order_by="PriceEntry.paper")


class PriceEntry(Base):
    __tablename__ = "price_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("price_list.id"))
    paper: Mapped[str]
    price_list: Mapped[PriceList] = relationship(back_populates="entries")
    tiers: Mapped[list[PriceTier]] = relationship(cascade="all, delete-orphan", order_by="PriceTier.from_sheets")


class PriceTier(Base):
    """From so many sheets on, a hundred sheets cost this."""

    __tablename__ = "price_tier"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("price_entry.id"))
    from_sheets: Mapped[int]
    price: Mapped[Decimal]


class Coupon(Base):
    __tablename__ = "coupon"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    percent: Mapped[int | None]
    amount: Mapped[Decimal | None]
    minimum: Mapped[Decimal | None]
    valid_until: Mapped[datetime | None]


class Quote(Base):
    __tablename__ = "quote"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    lines: Mapped[list]
    subtotal: Mapped[Decimal]
    discount: Mapped[Decimal]
    total: Mapped[Decimal]
    coupon_code: Mapped[str | None]
    sheets: Mapped[int]
    created_at: Mapped[datetime]
    customer: Mapped[Customer | None] = relationship()


class Order(Base):
    __tablename__ = "shop_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("quote.id"), unique=True)
    status: Mapped[OrderStatus] = mapped_column(
        Enum(OrderStatus, native_enum=False, length=20, values_callable=lambda states: [state.value for state in states])
    )
    total: Mapped[Decimal]
    sheets: Mapped[int]
    due_on: Mapped[date | None]
    priority: Mapped[int] = mapped_column(default=5)
    created_at: Mapped[datetime]
    customer: Mapped[Customer] = relationship(back_populates="orders")
    uploads: Mapped[list[Upload]] = relationship(back_populates="order", order_by="Upload.id")
    payment: Mapped[Payment | None] = relationship(back_populates="order")
    invoice: Mapped[Invoice | None] = relationship(back_populates="order")


class Upload(Base):
    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("shop_order.id"))
    name: Mapped[str]
    digest: Mapped[str]
    size: Mapped[int]
    details: Mapped[dict]
    created_at: Mapped[datetime]
    order: Mapped[Order] = relationship(back_populates="uploads")


class Payment(Base):
    __tablename__ = "payment"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("shop_order.id"), unique=True)
    reference: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str] = mapped_column(default="open")
    amount: Mapped[Decimal]
    changed_at: Mapped[datetime]
    order: Mapped[Order] = relationship(back_populates="payment")


class ProviderEvent(Base):
    """Which events of the payment provider we have seen."""

    __tablename__ = "provider_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(unique=True)
    type: Mapped[str]
    occurred_at: Mapped[datetime]


class Invoice(Base):
    __tablename__ = "invoice"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("shop_order.id"), unique=True)
    net: Mapped[Decimal]
    vat_percent: Mapped[int]
    gross: Mapped[Decimal]
    issued_on: Mapped[date]
    due_on: Mapped[date]
    reminded_on: Mapped[date | None]
    order: Mapped[Order] = relationship(back_populates="invoice")
    refunds: Mapped[list[Refund]] = relationship(back_populates="invoice", order_by="Refund.id")


class Refund(Base):
    __tablename__ = "refund"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"))
    amount: Mapped[Decimal]
    reason: Mapped[str]
    refunded_on: Mapped[date]
    invoice: Mapped[Invoice] = relationship(back_populates="refunds")


class Job(Base):
    """Work for the night."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[dict]
    status: Mapped[str] = mapped_column(default="waiting")
    result: Mapped[str | None]
    created_at: Mapped[datetime]

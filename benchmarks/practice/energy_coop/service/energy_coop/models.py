"""Tables."""
from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .database import Base, Price, UTCDateTime


class Member(Base):
    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(200))
    token: Mapped[str] = mapped_column(String(64), unique=True)
    joined_on: Mapped[date]
    meters: Mapped[list[Meter]] = relationship(back_populates="member", order_by="Meter.number")


class Tariff(Base):
    __tablename__ = "tariffs"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    base_fee_cents: Mapped[int]
    bands: Mapped[list[TariffBand]] = relationship(order_by="TariffBand.position")


class TariffBand(Base):
    """Price for the kWh up to a monthly limit; the last band has no limit."""

    __tablename__ = "tariff_bands"

    id: Mapped[int] = mapped_column(primary_key=True)
    tariff_code: Mapped[str] = mapped_column(ForeignKey("tariffs.code"))
    position: Mapped[int]
    up_to_kwh: Mapped[int | None]
    cents_per_kwh: Mapped[Decimal] = mapped_column(Price)


class Meter(Base):
    __tablename__ = "meters"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(12))  # consumption or feed_in
    area: Mapped[str] = mapped_column(String(20))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    tariff_code: Mapped[str | None] = mapped_column(ForeignKey("tariffs.code"))
    member: Mapped[Member] = relationship(back_populates="meters")


class Reading(Base):
    """Energy of one interval that begins at `taken_at`."""

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("meter_id", "taken_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meter_id: Mapped[int] = mapped_column(ForeignKey("meters.id"))
    taken_at: Mapped[datetime] = mapped_column(UTCDateTime)
    wh: Mapped[int]


class Invoice(Base):
    __tablename__ = "invoices"
    __table_args__ = (UniqueConstraint("member_id", "period", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    period: Mapped[str] = mapped_column(String(7))
    revision: Mapped[int] = mapped_column(default=0)
    total_cents: Mapped[int]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("invoices.id"))
    member: Mapped[Member] = relationship()
    corrects: Mapped[Invoice | None] = relationship(remote_side=[id])
    lines: Mapped[list[InvoiceLine]] = relationship(order_by="InvoiceLine.id", cascade="all, delete-orphan")


class InvoiceLine(Base):
    __tablename__ = "invoice_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"))
    text: Mapped[str] = mapped_column(String(120))
    wh: Mapped[int | None]
    amount_cents: Mapped[int]


class Outage(Base):
    __tablename__ = "outages"
    __table_args__ = (Index("outages_by_area", "area", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    area: Mapped[str] = mapped_column(String(20))
    planned: Mapped[bool] = mapped_column(default=False)
    description: Mapped[str] = mapped_column(String(400), default="")
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expected_end: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class GridEvent(Base):
    """What the operator sent, by its id; a redelivery is recognised by it."""

    __tablename__ = "grid_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(24))
    area: Mapped[str] = mapped_column(String(20))
    occurred_at: Mapped[datetime] = mapped_column(UTCDateTime)

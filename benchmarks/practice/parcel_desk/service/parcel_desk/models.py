"""The tables."""

from datetime import UTC, date, datetime

from sqlalchemy import Date, DateTime, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class Utc(TypeDecorator):
    """Aware instants; SQLite keeps them as naive UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    type_annotation_map = {datetime: Utc, date: Date}


class Carrier(Base):
    """A company that brings or fetches parcels."""

    __tablename__ = "carriers"

    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    name: Mapped[str]
    secret: Mapped[str]
    collect_at: Mapped[str | None]  # when their van comes, HH:MM; on call without it


class Customer(Base):
    """Somebody who gets or sends parcels and whom we know."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="en")

    parcels: Mapped[list["Parcel"]] = relationship(back_populates="customer", order_by="Parcel.id")


class Parcel(Base):
    """One parcel, from the announcement or the counter until it has left us."""

    __tablename__ = "parcels"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    tracking: Mapped[str | None] = mapped_column(unique=True)
    carrier_code: Mapped[str] = mapped_column(ForeignKey("carriers.code"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    direction: Mapped[str]  # in, out
    recipient: Mapped[str]
    country: Mapped[str]
    weight_g: Mapped[int | None]
    status: Mapped[str]
    price_cents: Mapped[int | None]
    cod_cents: Mapped[int | None]
    registered_at: Mapped[datetime]
    shelf: Mapped[str | None]
    pickup_code: Mapped[str | None]
    shelved_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]

    carrier: Mapped[Carrier] = relationship()
    customer: Mapped[Customer | None] = relationship(back_populates="parcels")
    scans: Mapped[list["Scan"]] = relationship(back_populates="parcel", order_by="Scan.at, Scan.id")
    collection: Mapped["Collection | None"] = relationship(back_populates="parcel")
    declaration: Mapped["Declaration | None"] = relationship(back_populates="parcel")


class Scan(Base):
    """A carrier saw a parcel. `status` is None for codes that change nothing for us."""

    __tablename__ = "scans"
    __table_args__ = (UniqueConstraint("parcel_id", "code", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(ForeignKey("parcels.id"))
    code: Mapped[str]
    status: Mapped[str | None]
    at: Mapped[datetime]
    place: Mapped[str | None]
    remark: Mapped[str | None]

    parcel: Mapped[Parcel] = relationship(back_populates="scans")


class Zone(Base):
    """Countries with one price list."""

    __tablename__ = "zones"

    code: Mapped[str] = mapped_column(primary_key=True)
    countries: Mapped[str]  # two letters each, a blank between
    remote_cents: Mapped[int] = mapped_column(default=0)

    bands: Mapped[list["Band"]] = relationship(
        back_populates="zone", order_by="Band.up_to_g", cascade="all, delete-orphan"
    )


class Band(Base):
    """What a parcel up to a weight costs in a zone."""

    __tablename__ = "bands"

    id: Mapped[int] = mapped_column(primary_key=True)
    zone_code: Mapped[str] = mapped_column(ForeignKey("zones.code"))
    up_to_g: Mapped[int]
    price_cents: Mapped[int]

    zone: Mapped[Zone] = relationship(back_populates="bands")


class Collection(Base):
    """Money that a recipient paid at the counter for the sender."""

    __tablename__ = "collections"

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(ForeignKey("parcels.id"), unique=True)
    settlement_id: Mapped[int | None] = mapped_column(ForeignKey("settlements.id"))
    amount_cents: Mapped[int]
    paid_with: Mapped[str]  # cash, card
    taken_at: Mapped[datetime]

    parcel: Mapped[Parcel] = relationship(back_populates="collection")
    settlement: Mapped["Settlement | None"] = relationship(back_populates="collections")


class Settlement(Base):
    """What we pass on to a carrier for one day."""

    __tablename__ = "settlements"
    __table_args__ = (UniqueConstraint("carrier_code", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    carrier_code: Mapped[str] = mapped_column(ForeignKey("carriers.code"))
    day: Mapped[date]
    total_cents: Mapped[int]
    created_at: Mapped[datetime]

    collections: Mapped[list[Collection]] = relationship(back_populates="settlement", order_by="Collection.taken_at")


class Declaration(Base):
    """What customs want to know about a parcel that leaves the union."""

    __tablename__ = "declarations"

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(ForeignKey("parcels.id"), unique=True)
    purpose: Mapped[str]
    currency: Mapped[str]
    invoice: Mapped[str | None]

    parcel: Mapped[Parcel] = relationship(back_populates="declaration")
    lines: Mapped[list["DeclarationLine"]] = relationship(
        order_by="DeclarationLine.id", cascade="all, delete-orphan"
    )


class DeclarationLine(Base):
    __tablename__ = "declaration_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    declaration_id: Mapped[int] = mapped_column(ForeignKey("declarations.id"))
    description: Mapped[str]
    hs_code: Mapped[str | None]
    origin: Mapped[str | None]
    quantity: Mapped[int]
    value_cents: Mapped[int]  # of one piece

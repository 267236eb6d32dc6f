"""The tables."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from linen_rounds.database import Base, Instant


class BagState(StrEnum):
    COLLECTED = "collected"
    COUNTED = "counted"
    RETURNED = "returned"


class Role(StrEnum):
    OFFICE = "office"
    CUSTOMER = "customer"


class ClaimState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    sites: Mapped[list["Site"]] = relationship(back_populates="customer", order_by="Site.code")
    contracts: Mapped[list["Contract"]] = relationship(back_populates="customer", order_by="Contract.starts_on")
    items: Mapped[list["Item"]] = relationship(back_populates="customer", order_by="Item.chip")


class Site(Base):
    """Where a customer's bags are fetched."""

    __tablename__ = "sites"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    customer: Mapped[Customer] = relationship(back_populates="sites")
    bags: Mapped[list["Bag"]] = relationship(back_populates="site", order_by="Bag.id")


class ItemType(Base):
    """A kind of linen, with what a piece costs where no contract says otherwise."""

    __tablename__ = "item_types"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    list_cents: Mapped[int]


class Scanner(Base):
    """A handheld; only the digest of its key is kept."""

    __tablename__ = "scanners"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    key_digest: Mapped[str] = mapped_column(String(64), unique=True)


class Bag(Base):
    """One trip of a bag."""

    __tablename__ = "bags"

    id: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str] = mapped_column(String(16), index=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    state: Mapped[str] = mapped_column(String(12), default=BagState.COLLECTED)
    weight_g: Mapped[int | None]
    collected_at: Mapped[datetime] = mapped_column(Instant)
    returned_at: Mapped[datetime | None] = mapped_column(Instant)
    site: Mapped[Site] = relationship(back_populates="bags")
    lines: Mapped[list["BagLine"]] = relationship(
        back_populates="bag", order_by="BagLine.id", cascade="all, delete-orphan"
    )


class BagLine(Base):
    """What was counted of one kind in a bag."""

    __tablename__ = "bag_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    bag_id: Mapped[int] = mapped_column(ForeignKey("bags.id"))
    item_type_id: Mapped[int] = mapped_column(ForeignKey("item_types.id"))
    counted: Mapped[int]
    declared: Mapped[int | None]
    bag: Mapped[Bag] = relationship(back_populates="lines")
    item_type: Mapped[ItemType] = relationship()


class User(Base):
    """Somebody who signs in: of the office, or of a customer."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(12))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    customer: Mapped[Customer | None] = relationship()


class SignIn(Base):
    """An open session; the cookie holds its signed token."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    ends_at: Mapped[datetime] = mapped_column(Instant)
    user: Mapped[User] = relationship()


class Contract(Base):
    __tablename__ = "contracts"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    minimum_cents: Mapped[int] = mapped_column(default=0)
    customer: Mapped[Customer] = relationship(back_populates="contracts")
    prices: Mapped[list["ContractPrice"]] = relationship(cascade="all, delete-orphan", order_by="ContractPrice.id")


class ContractPrice(Base):
    __tablename__ = "contract_prices"
    __table_args__ = (UniqueConstraint("contract_id", "item_type_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"))
    item_type_id: Mapped[int] = mapped_column(ForeignKey("item_types.id"))
    cents: Mapped[int]
    item_type: Mapped[ItemType] = relationship()


class Round(Base):
    """A way of a van; `weekdays` are ISO numbers, `14` is Monday and Thursday."""

    __tablename__ = "rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    weekdays: Mapped[str] = mapped_column(String(7))
    stops: Mapped[list["Stop"]] = relationship(back_populates="round", order_by="Stop.position")


class Stop(Base):
    __tablename__ = "stops"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    position: Mapped[int]
    note: Mapped[str | None] = mapped_column(String(120))
    round: Mapped[Round] = relationship(back_populates="stops")
    site: Mapped[Site] = relationship()


class Item(Base):
    """A piece of workwear with a chip of its own."""

    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    chip: Mapped[str] = mapped_column(String(24), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    item_type_id: Mapped[int] = mapped_column(ForeignKey("item_types.id"))
    wearer: Mapped[str | None] = mapped_column(String(80))
    washes: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    customer: Mapped[Customer] = relationship(back_populates="items")
    item_type: Mapped[ItemType] = relationship()


class Claim(Base):
    """Pieces that a customer misses."""

    __tablename__ = "claims"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    item_type_id: Mapped[int] = mapped_column(ForeignKey("item_types.id"))
    pieces: Mapped[int]
    state: Mapped[str] = mapped_column(String(12), default=ClaimState.OPEN)
    note: Mapped[str | None] = mapped_column(String(200))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    customer: Mapped[Customer] = relationship()
    item_type: Mapped[ItemType] = relationship()


class Statement(Base):
    """What a customer pays for a week."""

    __tablename__ = "statements"
    __table_args__ = (UniqueConstraint("customer_id", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    week: Mapped[str] = mapped_column(String(8))
    total_cents: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    customer: Mapped[Customer] = relationship()
    lines: Mapped[list["StatementLine"]] = relationship(cascade="all, delete-orphan", order_by="StatementLine.id")


class StatementLine(Base):
    __tablename__ = "statement_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"))
    item_type_id: Mapped[int] = mapped_column(ForeignKey("item_types.id"))
    pieces: Mapped[int]
    cents: Mapped[int]
    item_type: Mapped[ItemType] = relationship()

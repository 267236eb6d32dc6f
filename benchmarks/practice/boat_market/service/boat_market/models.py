"""The tables."""
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .db import Base, Hundredths, UtcDateTime


class Account(Base):
    """Somebody who buys or sells; a dealer has a code."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str]
    token: Mapped[str] = mapped_column(unique=True)
    currency: Mapped[str | None]
    dealer: Mapped[str | None] = mapped_column(unique=True)

    adverts: Mapped[list["Advert"]] = relationship(back_populates="seller", order_by="Advert.id")
    favourites: Mapped[list["Favourite"]] = relationship(back_populates="account", order_by="Favourite.added_at.desc()")
    searches: Mapped[list["SavedSearch"]] = relationship(back_populates="account", order_by="SavedSearch.id")


class Advert(Base):
    __tablename__ = "advert"
    __table_args__ = (UniqueConstraint("seller_id", "ref"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    ref: Mapped[str | None]  # the dealer's own number
    hin: Mapped[str | None] = mapped_column(unique=True)  # the number on the hull; a boat is advertised once
    title: Mapped[str]
    boat_class: Mapped[str]
    status: Mapped[str] = mapped_column(default="draft")
    maker: Mapped[str | None]
    year: Mapped[int]
    length: Mapped[Decimal] = mapped_column(Hundredths)
    draft: Mapped[Decimal | None] = mapped_column(Hundredths)
    berths: Mapped[int | None]
    hours: Mapped[int | None]
    fuel: Mapped[str | None]
    price: Mapped[Decimal] = mapped_column(Hundredths)
    currency: Mapped[str]
    price_eur: Mapped[Decimal] = mapped_column(Hundredths)  # by the latest rates; searched and sorted by
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    listed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    seller: Mapped[Account] = relationship(back_populates="adverts", lazy="joined")
    prices: Mapped[list["PriceChange"]] = relationship(cascade="all, delete-orphan", order_by="PriceChange.id")
    photos: Mapped[list["Photo"]] = relationship(cascade="all, delete-orphan", order_by="Photo.id")
    enquiries: Mapped[list["Enquiry"]] = relationship(back_populates="advert", order_by="Enquiry.id")
    favourites: Mapped[list["Favourite"]] = relationship(back_populates="advert", cascade="all, delete-orphan")
    alerts: Mapped[list["Alert"]] = relationship(back_populates="advert", cascade="all, delete-orphan")


class PriceChange(Base):
    """A price from a moment on; the first is the one that the advert began with."""

    __tablename__ = "price_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    advert_id: Mapped[int] = mapped_column(ForeignKey("advert.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    price: Mapped[Decimal] = mapped_column(Hundredths)
    currency: Mapped[str]


class Photo(Base):
    """What we know of a photo; the files are with the image host."""

    __tablename__ = "photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    advert_id: Mapped[int] = mapped_column(ForeignKey("advert.id"))
    file: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    exif: Mapped[dict[str, Any]] = mapped_column(JSON)


class Favourite(Base):
    __tablename__ = "favourite"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    advert_id: Mapped[int] = mapped_column(ForeignKey("advert.id"), primary_key=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship(back_populates="favourites")
    advert: Mapped[Advert] = relationship(back_populates="favourites")


class SavedSearch(Base):
    __tablename__ = "saved_search"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    criteria: Mapped[dict[str, Any]] = mapped_column(JSON)
    seen_until: Mapped[datetime] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship(back_populates="searches")
    alerts: Mapped[list["Alert"]] = relationship(back_populates="search", cascade="all, delete-orphan", order_by="Alert.id")


class Alert(Base):
    __tablename__ = "alert"
    __table_args__ = (UniqueConstraint("search_id", "advert_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    search_id: Mapped[int] = mapped_column(ForeignKey("saved_search.id"))
    advert_id: Mapped[int] = mapped_column(ForeignKey("advert.id"))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)

    search: Mapped[SavedSearch] = relationship(back_populates="alerts")
    advert: Mapped[Advert] = relationship(back_populates="alerts")


class Enquiry(Base):
    """What a buyer and a seller write each other about an advert."""

    __tablename__ = "enquiry"
    __table_args__ = (UniqueConstraint("advert_id", "buyer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    advert_id: Mapped[int] = mapped_column(ForeignKey("advert.id"))
    buyer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)  # of the buyer, for the seller's answer

    advert: Mapped[Advert] = relationship(back_populates="enquiries")
    buyer: Mapped[Account] = relationship()
    messages: Mapped[list["Message"]] = relationship(cascade="all, delete-orphan", order_by="Message.id")


class Message(Base):
    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiry.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str]

    author: Mapped[Account] = relationship()

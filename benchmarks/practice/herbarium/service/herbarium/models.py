"""The tables."""
from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Taxon(Base):
    """A scientific name; a synonym points to the name that is used instead."""

    __tablename__ = "taxon"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    authorship: Mapped[str | None]
    family: Mapped[str | None]
    rank: Mapped[str] = mapped_column(default="species")
    accepted_id: Mapped[int | None] = mapped_column(ForeignKey("taxon.id"))


class Specimen(Base):
    """A sheet."""

    __tablename__ = "specimen"

    id: Mapped[int] = mapped_column(primary_key=True)
    occurrence_id: Mapped[str] = mapped_column(unique=True)
    barcode: Mapped[str] = mapped_column(unique=True)
    taxon_id: Mapped[int] = mapped_column(ForeignKey("taxon.id"))
    collector: Mapped[str | None]
    number: Mapped[str | None]
    collected_from: Mapped[date | None]
    collected_to: Mapped[date | None]
    country: Mapped[str | None]
    locality: Mapped[str | None]
    habitat: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    uncertainty_m: Mapped[float | None]
    elevation_m: Mapped[float | None]
    type_status: Mapped[str | None]
    added_at: Mapped[str]
    changed_at: Mapped[str]

    taxon: Mapped[Taxon] = relationship()
    determinations: Mapped[list["Determination"]] = relationship(order_by="Determination.id", back_populates="specimen")
    images: Mapped[list["Image"]] = relationship(order_by="Image.id", back_populates="specimen")


class Determination(Base):
    """Who gave the sheet which name; the newest one counts."""

    __tablename__ = "determination"

    id: Mapped[int] = mapped_column(primary_key=True)
    specimen_id: Mapped[int] = mapped_column(ForeignKey("specimen.id"))
    taxon_id: Mapped[int] = mapped_column(ForeignKey("taxon.id"))
    determined_by: Mapped[str | None]
    determined_on: Mapped[date | None]

    taxon: Mapped[Taxon] = relationship()
    specimen: Mapped[Specimen] = relationship(back_populates="determinations")


class Image(Base):
    """A photograph of a sheet with what the camera wrote into the file."""

    __tablename__ = "image"
    __table_args__ = (UniqueConstraint("specimen_id", "file_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    specimen_id: Mapped[int] = mapped_column(ForeignKey("specimen.id"))
    file_name: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    licence: Mapped[str | None]
    exif: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    specimen: Mapped[Specimen] = relationship(back_populates="images")


class SavedSearch(Base):
    """A search that somebody keeps."""

    __tablename__ = "saved_search"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    owner: Mapped[str]
    filters: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[str]

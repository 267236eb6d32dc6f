"""Photographs of the sheets, and what their cameras say about them."""
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from herbarium.models import Image, Specimen


def taken_at(exif: dict[str, Any], zone: ZoneInfo) -> datetime | None:
    """When a photograph was taken. New cameras say their offset from UTC; the old ones stand in the studio."""
    text = exif.get("DateTimeOriginal")
    if not text:
        return None
    offset = exif.get("OffsetTimeOriginal")
    try:
        if offset:
            return datetime.strptime(f"{text} {offset}", "%Y:%m:%d %H:%M:%S %z")
        return datetime.strptime(text, "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None


def exposure(exif: dict[str, Any]) -> str | None:
    """The time of exposure as photographers write it: 1/125 s, 2 s."""
    value = exif.get("ExposureTime")
    if not value:
        return None
    try:
        seconds = Fraction(str(value)).limit_denominator(8000)
    except (ValueError, ZeroDivisionError):
        return None
    return f"{seconds.numerator} s" if seconds.denominator == 1 else f"{seconds} s"


def present(image: Image, zone: ZoneInfo) -> dict[str, Any]:
    """An image as JSON, with its time in UTC."""
    exif = image.exif or {}
    when = taken_at(exif, zone)
    return {
        "barcode": image.specimen.barcode,
        "file_name": image.file_name,
        "width": image.width,
        "height": image.height,
        "megapixels": round(image.width * image.height / 1e6, 1),
        "licence": image.licence,
        "camera": exif.get("Model"),
        "exposure": exposure(exif),
        "taken_at": when.astimezone(UTC).isoformat() if when else None,
    }


def of_specimen(session: Session, barcode: str) -> list[Image]:
    statement = select(Image).join(Image.specimen).options(joinedload(Image.specimen)).where(Specimen.barcode == barcode.upper())
    return list(session.scalars(statement.order_by(Image.id)))


def gallery(images: list[Image], zone: ZoneInfo) -> list[dict[str, Any]]:
    """Images with the newest first; those without a time come last, by file name."""
    dated, undated = [], []
    for image in images:
        when = taken_at(image.exif or {}, zone)
        if when:
            dated.append((when, image))
        else:
            undated.append(image)
    dated.sort(key=lambda pair: pair[0], reverse=True)
    undated.sort(key=lambda image: image.file_name)
    return [present(image, zone) for image in [*(image for _, image in dated), *undated]]

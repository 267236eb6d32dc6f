"""What the cameras wrote into the photos. A value that cannot be read is left out: null."""
from datetime import datetime
from fractions import Fraction
from typing import Any

from . import db, wire
from .errors import NotAllowed, Unreadable
from .models import Advert, Photo

MOST = 30


def add(advert: Advert, fields: wire.Fields) -> Photo:
    if len(advert.photos) >= MOST:
        raise NotAllowed(f"{MOST} photos are enough")
    exif = fields.given("exif", lambda name, value: value) or {}
    if not isinstance(exif, dict):
        raise Unreadable("exif is no object")
    photo = Photo(
        file=fields.given("file", wire.line, needed=True),
        width=fields.given("width", wire.whole_number, needed=True),
        height=fields.given("height", wire.whole_number, needed=True),
        exif=exif,
    )
    if photo.width < 1 or photo.height < 1:
        raise NotAllowed("a photo has a width and a height")
    advert.photos.append(photo)
    db.session().commit()
    return photo


def _rational(value: Any) -> Fraction | None:
    """``28/10``; many cameras write 0/0 for what they do not know."""
    try:
        return Fraction(value)
    except (ValueError, TypeError, ZeroDivisionError):
        return None


def _taken(exif: dict[str, Any]) -> str | None:
    try:
        return datetime.strptime(exif["DateTimeOriginal"], "%Y:%m:%d %H:%M:%S").isoformat()
    except (KeyError, ValueError, TypeError):
        return None


def as_json(photo: Photo) -> dict:
    aperture = _rational(photo.exif.get("FNumber"))
    return {
        "file": photo.file,
        "shape": "wide" if photo.width > photo.height else "tall",
        "taken": _taken(photo.exif),
        "aperture": f"f/{float(aperture):.1f}" if aperture else None,
    }

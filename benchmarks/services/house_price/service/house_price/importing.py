"""Listings from CSV files of partners, who have their own ways to write numbers and days."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from house_price import clock, estimation, store
from house_price import currency as money
from house_price.errors import InvalidInput
from house_price.schemas import HouseCreate

REQUIRED = ("district", "address", "area", "rooms", "price")
DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")
MAX_LINES = 500


def read_text(body: bytes) -> str:
    """The file as text: UTF-8 with or without a byte order mark, else Windows-1252."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def rows(text: str) -> list[dict[str, str]]:
    """The lines by column name (lower case). Raises InvalidInput where columns are missing."""
    lines = text.strip().splitlines()
    if not lines:
        raise InvalidInput("the file is empty")
    delimiter = ";" if lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text.strip()), delimiter=delimiter)
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or []]
    missing = [name for name in REQUIRED if name not in reader.fieldnames]
    if missing:
        raise InvalidInput(f"columns are missing: {', '.join(missing)}")
    try:
        found = list(reader)
    except csv.Error as error:
        raise InvalidInput(f"the file cannot be read: {error}") from error
    if len(found) > MAX_LINES:
        raise InvalidInput(f"at most {MAX_LINES} lines, the file has {len(found)}")
    return found


def number(text: str) -> float:
    """A number such as `72,5`, `72.5` or `72 m2`. Raises ValueError."""
    match = re.match(r"\s*(\d+(?:[.,]\d+)?)", text or "")
    if match is None:
        raise ValueError(f"not a number: {text!r}")
    return float(match.group(1).replace(",", "."))


def day(text: str) -> str:
    """A day in one of the partners' formats, as ISO. Raises ValueError."""
    for pattern in DAY_FORMATS:
        try:
            return datetime.strptime(text.strip(), pattern).date().isoformat()
        except ValueError:
            continue
    raise ValueError(f"not a day: {text!r}")


def house(row: dict[str, str], now: str) -> dict[str, Any]:
    """One line as a row of the table `houses`. Raises ValueError or LookupError with the reason."""
    place = estimation.place_of(row["district"] or "")
    price, currency = money.parse_amount(row["price"] or "")
    listed = (row.get("listed") or "").strip()
    built = (row.get("built") or "").strip()
    checked = HouseCreate(
        district=place.code,
        address=(row["address"] or "").strip(),
        area_m2=number(row["area"]),
        rooms=int(number(row["rooms"])),
        built_year=int(built) if built else None,
        energy_class=(row.get("energy") or "").strip(),
        asking_price=price,
        currency=currency or place.currency,
        listed_at=clock.to_utc(day(listed), place.timezone).isoformat() if listed else now,
    )
    return checked.model_dump()


def reason(error: Exception) -> str:
    """Why a line was skipped, in one line."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{first['loc'][0]}: {first['msg']}"
    return str(error)


def import_listings(db: sqlite3.Connection, body: bytes, now: str) -> dict[str, Any]:
    """Store every line that can be read; the others are reported with their line number and reason."""
    created, skipped = [], []
    for line, row in enumerate(rows(read_text(body)), start=2):
        try:
            created.append(store.insert_house(db, house(row, now)))
        except (ValueError, LookupError) as error:
            skipped.append({"line": line, "reason": reason(error)})
    return {"created": len(created), "ids": created, "skipped": skipped}

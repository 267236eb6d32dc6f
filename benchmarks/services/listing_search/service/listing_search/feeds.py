"""The import of partners' listings: `python -m listing_search.feeds --partner casaplus FILE`.

A feed is a CSV file with a header. Lines that cannot be used are reported and left out; the rest
is taken over in one transaction.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import logging
import re
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from listing_search import catalogue, categories, monitoring, prices
from listing_search.categories import Tree
from listing_search.clock import to_db, utc_now
from listing_search.config import Settings
from listing_search.db import open_database, transaction
from listing_search.leases import Overlap, lease

log = logging.getLogger("listing_search.feeds")
NEEDED = ("ref", "title", "category", "price", "currency")
CONDITIONS = {"neu": "new", "wie neu": "like_new", "gebraucht": "used", "defekt": "defective"}
FREE = {"free", "gratis", "zu verschenken"}


class Rejected(Exception):
    """A line that we do not take over, and why."""


class Unreadable(Exception):
    """The file is not a feed."""


@dataclass
class Outcome:
    """What became of the lines."""

    added: int = 0
    changed: int = 0
    same: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)


def decoded(raw: bytes) -> str:
    """The text of a feed: UTF-8 with or without mark, or what Windows writes."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line numbers and rows; raises Unreadable when columns are missing."""
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=separator)
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise Unreadable(f"the columns {', '.join(missing)} are missing")
    reader.fieldnames = names
    for row in reader:
        yield reader.line_num, {name: (row.get(name) or "").strip() for name in names}


def cents(text: str) -> int | None:
    """`1.234,50`, `1,234.50`, `1234.5 €` and `25,-` in hundredths; None for a price on request."""
    known = text.casefold().strip()
    if known in {"", "vb", "on request", "auf anfrage"}:
        return None
    if known in FREE:
        return 0
    digits = re.sub(r"[^\d.,-]", "", known).removesuffix(",-").removesuffix(".-")
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma > point:
        digits = digits.replace(".", "").replace(",", ".")
    else:
        digits = digits.replace(",", "")
    try:
        amount = Decimal(digits)
    except InvalidOperation as error:
        raise Rejected(f"{text!r} is not a price") from error
    if not 0 <= amount <= 1_000_000:
        raise Rejected(f"{text!r} is not a price that we show")
    return int((amount * 100).to_integral_value())


def instant(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """When the partner says that it was posted; now if he does not say it."""
    if not text:
        return now
    for form in ("%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M", "%d.%m.%Y"):
        try:
            found = datetime.strptime(text, form)
        except ValueError:
            continue
        return min(found if found.tzinfo else found.replace(tzinfo=zone), now)
    raise Rejected(f"{text!r} is not a time")


def coordinate(text: str, most: float) -> float | None:
    """A latitude or longitude; None where it is missing or impossible."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if -most <= value <= most else None


def listing_row(
    row: dict[str, str], partner: str, tree: Tree, known: set[str], zone: ZoneInfo, now: datetime
) -> dict[str, Any]:
    """The columns of a listing from a line of a feed. Raises Rejected."""
    if not row["ref"] or not row["title"]:
        raise Rejected("no reference or no title")
    if row["category"] not in tree:
        raise Rejected(f"there is no category {row['category']!r}")
    currency = row["currency"].upper() or "EUR"
    if currency not in known:
        raise Rejected(f"there is no rate for {currency}")
    condition = row.get("condition", "").casefold()
    return {
        "id": f"{partner}-{row['ref']}",
        "title": row["title"],
        "description": row.get("description", ""),
        "category": row["category"],
        "price_cents": cents(row["price"]),
        "currency": currency,
        "condition": CONDITIONS.get(condition, condition or "used"),
        "city": row.get("city") or None,
        "lat": coordinate(row.get("lat", ""), 90),
        "lon": coordinate(row.get("lon", ""), 180),
        "seller_id": partner,
        "posted_at": to_db(instant(row.get("posted_at", ""), zone, now)),
        "photos": json.dumps([url for url in row.get("photos", "").split("|") if url]),
    }


def checked(listing: dict[str, Any]) -> dict[str, Any]:
    """The listing, if its condition is one of ours. Raises Rejected."""
    if listing["condition"] not in catalogue.CONDITIONS:
        raise Rejected(f"there is no condition {listing['condition']!r}")
    return listing


def upsert(conn: sqlite3.Connection, listing: dict[str, Any], now: datetime) -> str:
    """Adds or changes a listing: `added`, `changed` or `same`. A known one keeps its time."""
    known = conn.execute("SELECT * FROM listings WHERE id = ?", (listing["id"],)).fetchone()
    values = {**listing, "updated_at": to_db(now)}
    if known is None:
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        conn.execute(f"INSERT INTO listings ({names}) VALUES ({marks})", values)
        return "added"
    del values["posted_at"]
    compared = [name for name in values if name not in {"id", "updated_at"}]
    if all(known[name] == values[name] for name in compared):
        return "same"
    if known["price_cents"] != values["price_cents"]:
        prices.record(conn, known["id"], known["price_cents"], values["price_cents"], now)
    changes = ", ".join(f"{name} = :{name}" for name in values if name != "id")
    conn.execute(f"UPDATE listings SET {changes} WHERE id = :id", values)
    return "changed"


def take(
    conn: sqlite3.Connection, settings: Settings, partner: str, text: str, now: datetime
) -> Outcome:
    """Takes a feed over. Raises Unreadable."""
    tree = categories.load(conn)
    known = {row["currency"] for row in conn.execute("SELECT currency FROM rates")}
    outcome = Outcome()
    with transaction(conn):
        for number, row in lines(text):
            try:
                listing = listing_row(row, partner, tree, known, settings.timezone, now)
                done = upsert(conn, checked(listing), now)
            except Rejected as error:
                log.error("line %d of %s: %s", number, partner, error)
                outcome.rejected.append({"line": number, "reason": str(error)})
            else:
                setattr(outcome, done, getattr(outcome, done) + 1)
    return outcome


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="listing_search.feeds")
    parser.add_argument("--partner", required=True, help="the id of the partner, a seller")
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args(words)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    monitoring.start("feeds")
    settings = Settings.from_env()
    conn = open_database(settings.database, settings.busy_timeout)
    try:
        with lease(conn, f"feeds {arguments.partner}", utc_now()):
            catalogue.seller(conn, arguments.partner)
            text = decoded(arguments.file.read_bytes())
            outcome = take(conn, settings, arguments.partner, text, utc_now())
    except (Overlap, Unreadable, OSError) as error:
        log.exception("the feed of %s is not taken over", arguments.partner)
        print(f"{arguments.partner}: {error}", file=sys.stderr)
        return 2
    finally:
        conn.close()
    print(json.dumps(vars(outcome), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

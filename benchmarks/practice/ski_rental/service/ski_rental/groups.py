"""Groups that tour operators upload as CSV.

Columns: name, phone, kind, size, age, voucher; operators from here write them in German. Separator is a comma or a semicolon, encoding
UTF-8 (with or without mark) or what old Excel writes. Vouchers are numbers of the operator, each is good for one reservation.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from . import clock, prices, sizes
from .errors import RentalError, Unusable
from .models import Customer, Group
from .reservations import Wish, book
from .settings import settings

COLUMNS = {"telefon": "phone", "art": "kind", "größe": "size", "alter": "age", "gutschein": "voucher"}
NEEDED = {"name", "kind", "size"}
MOST = 300

@dataclass
class Outcome:
    """What became of an upload."""

    group: Group
    booked: list[str] = field(default_factory=list)
    refused: list[dict] = field(default_factory=list)

def decode(raw: bytes) -> str:
    """Text of an uploaded file."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")

def column(title: str) -> str:
    """Our name of a column."""
    plain = title.strip().lower()
    return COLUMNS.get(plain, plain)

def rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by column; empty lines are skipped, cells beyond the header are of no use to anybody."""
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    missing = NEEDED - {column(title) for title in reader.fieldnames or []}
    if missing:
        raise Unusable(f"columns are missing: {', '.join(sorted(missing))}")
    for row in reader:
        cells = {column(title): (cell or "").strip() for title, cell in row.items() if title is not None}
        if any(cells.values()):
            yield reader.line_num, cells

def upload(session: Session, name: str, raw: bytes, pickup_at: datetime, return_day: date) -> Outcome:
    """Book every line of a file that can be booked."""
    found = list(rows(decode(raw)))
    if not found:
        raise Unusable("the file has no lines")
    if len(found) > MOST:
        raise Unusable(f"more than {MOST} lines")
    outcome = Outcome(Group(name=name, created_at=clock.now()))
    session.add(outcome.group)
    session.flush()
    factor = prices.discount(len(found), settings.group_discount_from)
    for number, cells in found:
        try:
            with session.begin_nested():
                customer = Customer(name=cells["name"] or "?", phone=cells.get("phone") or None)
                wish = Wish(cells["kind"].lower(), sizes.normalise(cells["kind"].lower(), cells["size"]), age_of(cells.get("age")))
                session.add(customer)
                voucher = cells.get("voucher") or None
                code = book(
                    session, customer, [wish], pickup_at, return_day, group=outcome.group, voucher=voucher, factor=factor
                ).code
        except RentalError as error:
            outcome.refused.append({"line": number, "reason": str(error)})
        except IntegrityError:
            outcome.refused.append({"line": number, "reason": "voucher was used already"})
        else:
            outcome.booked.append(code)
    return outcome

def age_of(text: str | None) -> str:
    """Age class of a cell; adults where it is empty."""
    plain = (text or "").lower() or "adult"
    if plain not in prices.AGES:
        raise Unusable(f"no age class: {text!r}")
    return plain

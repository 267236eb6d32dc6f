"""CSV imports: python -m mill_orders.imports products FILE | lots FILE"""

import argparse
import csv
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import InvalidOperation
from pathlib import Path
from typing import TextIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from mill_orders import catalogue, config, db, pricing
from mill_orders.models import Lot, Product


class Rejected(Exception):
    """This line cannot be used."""


@dataclass
class Outcome:
    created: int = 0
    updated: int = 0
    rejected: list[str] = field(default_factory=list)


def normalise(raw: dict[str | None, str | list[str] | None]) -> dict[str, str]:
    """Headers without case and blanks, cells without blanks; missing cells are empty."""
    surplus = raw.pop(None, None) or []
    if any(cell.strip() for cell in surplus):
        raise Rejected("more cells than headers")
    row = {}
    for header, cell in raw.items():
        row[header.strip().lower()] = (cell or "").strip()
    return row


def read_rows(handle: TextIO) -> Iterator[tuple[int, dict[str | None, str | list[str] | None]]]:
    reader = csv.DictReader(handle, delimiter=";")
    for raw in reader:
        yield reader.line_num, raw


def _need(row: dict[str, str], column: str) -> str:
    value = row.get(column, "")
    if not value:
        raise Rejected(f"no {column}")
    return value


def _grams(written: str) -> int:
    """25 kg, 500 g, or plain grams."""
    number, _, unit = written.lower().partition(" ")
    factors = {"kg": 1000, "g": 1, "": 1}
    if unit.strip() not in factors:
        raise Rejected(f"unknown unit in {written}")
    try:
        return int(number) * factors[unit.strip()]
    except ValueError:
        raise Rejected(f"not a weight: {written}") from None


def _day(written: str) -> date:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    raise Rejected(f"not a day: {written}")


def _cents(written: str) -> int:
    try:
        return pricing.parse_cents(written)
    except InvalidOperation:
        raise Rejected(f"not a price: {written}") from None


def import_product(session: Session, row: dict[str, str]) -> bool:
    """Whether the product is new."""
    sku = _need(row, "sku").upper()
    values = {
        "name": _need(row, "name"),
        "category": _need(row, "category").lower(),
        "cents_per_kg": _cents(_need(row, "price")),
        "pack_grams": _grams(_need(row, "pack")),
        "description": row.get("description", ""),
        "replaced_by": row.get("replaced by", "").upper() or None,
    }
    values["active"] = values["replaced_by"] is None
    product = session.scalar(select(Product).where(Product.sku == sku))
    if product is None:
        session.add(Product(sku=sku, **values))
        return True
    for name, value in values.items():
        setattr(product, name, value)
    return False


def import_lot(session: Session, row: dict[str, str]) -> bool:
    code = _need(row, "lot").upper()
    product = session.scalar(select(Product).where(Product.sku == _need(row, "sku").upper()))
    if product is None:
        raise Rejected(f"no product {row['sku']}")
    milled_on, best_before = _day(_need(row, "milled")), _day(_need(row, "best before"))
    grams = _grams(_need(row, "weight"))
    lot = session.scalar(select(Lot).where(Lot.code == code))
    if lot is not None:
        raise Rejected(f"lot {code} is there")
    session.add(
        Lot(code=code, product_id=product.id, milled_on=milled_on, best_before=best_before, grams_left=grams)
    )
    return True


IMPORTERS: dict[str, Callable[[Session, dict[str, str]], bool]] = {"products": import_product, "lots": import_lot}


def run(session: Session, kind: str, handle: TextIO) -> Outcome:
    outcome = Outcome()
    importer = IMPORTERS[kind]
    for number, raw in read_rows(handle):
        try:
            new = importer(session, normalise(raw))
        except Rejected as error:
            outcome.rejected.append(f"line {number}: {error}")
            continue
        session.flush()
        if new:
            outcome.created += 1
        else:
            outcome.updated += 1
    if kind == "products":
        catalogue.reindex(session)
    return outcome


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="mill_orders.imports")
    parser.add_argument("kind", choices=sorted(IMPORTERS))
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args(argv)
    config.init_sentry()
    sessions = db.connect(config.load_settings().database)
    with arguments.file.open(encoding="utf-8-sig", newline="") as handle, db.session_scope(sessions) as session:
        outcome = run(session, arguments.kind, handle)
    print(f"{outcome.created} new, {outcome.updated} changed, {len(outcome.rejected)} rejected")
    for line in outcome.rejected:
        print(line, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

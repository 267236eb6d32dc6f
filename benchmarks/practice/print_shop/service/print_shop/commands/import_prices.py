"""python -m print_shop.commands.import_prices FILE --list NAME: the paper merchant's price list.

The file has the columns paper;from_sheets;price and comes as UTF-8 (with or without a mark) or from an old Windows program. A paper that
is not in the file keeps its prices.
"""
from __future__ import annotations

import argparse
import csv
import io
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from print_shop import db, money, observability
from print_shop.config import Settings
from print_shop.db import Session
from print_shop.models import PriceEntry, PriceList, PriceTier

COLUMNS = ["paper", "from_sheets", "price"]


@dataclass
class Rows:
    prices: dict[str, dict[int, Decimal]] = field(default_factory=dict)
    bad: list[str] = field(default_factory=list)


def decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read(content: bytes) -> Rows:
    """The prices by paper and amount, and why other rows could not be used."""
    rows = Rows()
    reader = csv.DictReader(io.StringIO(decode(content)), delimiter=";")
    if reader.fieldnames is None or any(column not in reader.fieldnames for column in COLUMNS):
        sys.exit(f"the file needs the columns {';'.join(COLUMNS)}")
    for row in reader:
        try:
            paper, sheets, price = ((row[column] or "").strip() for column in COLUMNS)
            if not paper:
                raise ValueError("no paper")
            rows.prices.setdefault(paper, {})[int(sheets)] = money.parse(price)
        except ValueError as error:
            rows.bad.append(f"line {reader.line_num}: {error}")
    rows.prices = {paper: tiers for paper, tiers in rows.prices.items() if tiers}
    return rows


def save(name: str, rows: Rows) -> PriceList:
    price_list = Session.scalars(select(PriceList).where(PriceList.name == name)).one_or_none()
    if price_list is None:
        price_list = PriceList(name=name, version=0)
        Session.add(price_list)
    known = {entry.paper: entry for entry in price_list.entries}
    for paper, tiers in rows.prices.items():
        entry = known.get(paper)
        if entry is None:
            entry = PriceEntry(paper=paper)
            price_list.entries.append(entry)
        entry.tiers = [PriceTier(from_sheets=sheets, price=price) for sheets, price in sorted(tiers.items())]
    price_list.version += 1
    Session.flush()
    return price_list


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Imports a price list")
    parser.add_argument("file", type=Path)
    parser.add_argument("--list", default="standard")
    given = parser.parse_args(argv)
    observability.start()
    db.connect(Settings.from_environment().database)
    rows = read(given.file.read_bytes())
    with db.transaction():
        save(given.list, rows)
    Session.remove()
    for reason in rows.bad:
        print(reason)
    print(f"{len(rows.prices)} papers, {len(rows.bad)} rows not used")


if __name__ == "__main__":
    main()

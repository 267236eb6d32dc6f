"""Import of a price list.

    python -m nightly.import_prices FILE --name "Winter" --from 2026-01-10 [--to 2026-04-12]

The file is CSV with the columns kind, age, first_day, further_day and deposit; an empty cell or a dash for what we do not ask. Lines
without a first day are not for rent. Lines that we cannot use are told and left out.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from ski_rental import clock, db, monitoring, money, prices, sizes
from ski_rental.models import Price, PriceList

NOTHING = {"", "-", "–"}

def read(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of a list."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        sample = handle.readline()
        handle.seek(0)
        reader = csv.DictReader(handle, delimiter=";" if ";" in sample else ",")
        for row in reader:
            yield reader.line_num, {title.strip(): (cell or "").strip() for title, cell in row.items() if title is not None}

def price(cells: dict[str, str]) -> Price | None:
    """A price of a line; None when it is not for rent, ValueError when it makes no sense."""
    kind, age = cells.get("kind", ""), cells.get("age") or "adult"
    if kind not in sizes.KINDS or age not in prices.AGES:
        raise ValueError(f"unknown: {kind} {age}")
    first, further, deposit = (cells.get(name, "") for name in ("first_day", "further_day", "deposit"))
    if first in NOTHING:
        return None
    day = money.parse(first)
    return Price(
        kind=kind,
        age=age,
        first_day=day,
        further_day=day if further in NOTHING else money.parse(further),
        deposit=money.ZERO if deposit in NOTHING else money.parse(deposit),
    )

def load(session: Session, path: Path, name: str, valid_from: date, valid_to: date | None) -> tuple[PriceList, list[str]]:
    """A new list out of a file, and what was wrong with it. Age classes need a price of adults beside them."""
    found: dict[tuple[str, str], Price] = {}
    problems = []
    for number, cells in read(path):
        try:
            made = price(cells)
        except ValueError as error:
            problems.append(f"line {number}: {error}")
            continue
        if made is not None and (made.kind, made.age) in found:
            problems.append(f"line {number}: {made.kind} {made.age} is there twice")
        elif made is not None:
            found[made.kind, made.age] = made
    for kind, age in list(found):
        if (kind, "adult") not in found:
            problems.append(f"{kind}: no price for adults")
            del found[kind, age]
    new = PriceList(name=name, valid_from=valid_from, valid_to=valid_to, imported_at=clock.now(), prices=list(found.values()))
    session.add(new)
    session.flush()
    return new, problems

def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--name", required=True)
    parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, required=True)
    parser.add_argument("--to", dest="valid_to", type=date.fromisoformat)
    options = parser.parse_args(argv)
    with db.transaction() as session:
        new, problems = load(session, options.file, options.name, options.valid_from, options.valid_to)
        for problem in problems:
            print(problem)
        print(f"list {new.id}: {len(new.prices)} prices, {len(problems)} problems")
    return 0

if __name__ == "__main__":
    monitoring.start()
    sys.exit(main())

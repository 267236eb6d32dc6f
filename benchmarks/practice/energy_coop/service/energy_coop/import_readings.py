"""Import of readings from a file: `python -m energy_coop.import_readings FILE`.

The file has the columns meter, time and kwh, divided by semicolons; times are local, kWh may have a decimal comma.
"""
from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from . import clock, monitoring, readings
from .database import SessionLocal
from .errors import DomainError, Unprocessable


def _clean(row: dict[str | None, str | list[str] | None]) -> dict[str, str]:
    """Names in lower case and values without blanks; cells beyond the header are dropped, missing ones are empty."""
    cleaned = {}
    for name, value in row.items():
        if name is not None:
            cleaned[name.strip().lower()] = (value or "").strip()
    return cleaned


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        for row in reader:
            yield reader.line_num, _clean(row)


def parse(row: dict[str, str]) -> tuple[str, datetime, int]:
    try:
        taken_at = clock.as_aware(datetime.fromisoformat(row["time"]))
        wh = Decimal(row["kwh"].replace(",", ".")) * 1000
    except KeyError as error:
        raise Unprocessable(f"no column {error.args[0]}") from None
    except (ValueError, InvalidOperation):
        raise Unprocessable("not a time and a number") from None
    if not wh.is_finite() or wh < 0:
        raise Unprocessable("not a valid amount of energy")
    return row.get("meter", ""), taken_at, int(wh)


def import_file(path: Path) -> tuple[int, int, list[str]]:
    """Answers how many readings were stored, were there already, and what is wrong with the others."""
    stored = duplicates = 0
    rejected = []
    with SessionLocal.begin() as session:
        for line, row in rows(path):
            try:
                meter, taken_at, wh = parse(row)
                new, known = readings.store(session, meter, [(taken_at, wh)])
            except DomainError as error:
                rejected.append(f"line {line}: {error.detail}")
                continue
            stored += new
            duplicates += known
    return stored, duplicates, rejected


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Import readings from a file")
    parser.add_argument("file", type=Path)
    options = parser.parse_args(argv)
    monitoring.start()
    stored, duplicates, rejected = import_file(options.file)
    for reason in rejected:
        print(reason, file=sys.stderr)
    print(f"stored {stored}, duplicates {duplicates}, rejected {len(rejected)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

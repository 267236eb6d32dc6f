"""Loads the rates of the central bank: `python -m expense_report.import_rates FILE`.

The file has one line a day and one column a currency, as the bank publishes it:

    Date,USD,JPY
    2026-09-14,1.1162,168.9
    2026-09-11,1.1158,N/A
"""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from expense_report import monitoring, rates
from expense_report.config import Settings
from expense_report.db import open_database, transaction
from expense_report.rates import Rate


class RateFileError(Exception):
    """The file is not one of the bank's."""


def parse_cell(text: str, where: str) -> Decimal | None:
    """A rate, or None on days on which the bank gives none. Raises RateFileError."""
    if text.strip() in ("", "N/A"):
        return None
    try:
        rate = Decimal(text.strip())
    except InvalidOperation:
        raise RateFileError(f"{where}: {text!r} is not a rate.") from None
    if not rate.is_finite() or rate <= 0:
        raise RateFileError(f"{where}: the rate must be above 0.")
    return rate


def parse_file(text: str) -> list[Rate]:
    """The rates of a file. Raises RateFileError."""
    reader = csv.DictReader(text.splitlines())
    if not reader.fieldnames or reader.fieldnames[0] != "Date":
        raise RateFileError("line 1: the first column must be Date.")
    codes = [name for name in reader.fieldnames[1:] if name.strip()]
    found = []
    for place, row in enumerate(reader, start=2):
        try:
            day = date.fromisoformat(row["Date"].strip())
        except ValueError:
            raise RateFileError(f"line {place}: {row['Date']!r} is not a day.") from None
        for code in codes:
            value = parse_cell(row[code] or "", f"line {place}, {code}")
            if value is not None:
                found.append(Rate(code.strip(), day, value))
    return found


def main() -> int:
    """Loads a file, all of it or nothing."""
    parser = argparse.ArgumentParser(prog="expense_report.import_rates")
    parser.add_argument("file", type=Path)
    path = parser.parse_args().file
    monitoring.start("import_rates")
    conn = open_database(Settings.from_env().database)
    try:
        found = parse_file(path.read_text(encoding="utf-8-sig"))
    except RateFileError as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 2
    with transaction(conn):
        for rate in found:
            rates.put(conn, rate)
    print(f"loaded {len(found)} rates of {len({rate.currency for rate in found})} currencies")
    return 0


if __name__ == "__main__":
    from expense_report.supervised import run

    sys.exit(run(main))

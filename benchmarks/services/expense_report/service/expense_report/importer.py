"""Items from a CSV file, as banks and spreadsheets write it."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from typing import Any

from expense_report.categories import CATEGORIES
from expense_report.errors import Invalid
from expense_report.money import parse_amount
from expense_report.rates import Rates

DELIMITERS = (";", ",", "\t")
DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")
# what people call our columns
ALIASES = {
    "date": "spent_on",
    "day": "spent_on",
    "shop": "merchant",
    "vendor": "merchant",
    "note": "description",
    "sum": "amount",
    "ccy": "currency",
}
REQUIRED = ("spent_on", "category", "amount")
MOST_ROWS = 500


def decode(content: bytes) -> str:
    """The text of a file: UTF-8 with or without a mark, or else what Excel writes in Europe."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def delimiter_of(header: str) -> str:
    """The delimiter that the header line has most of."""
    return max(DELIMITERS, key=header.count)


def column_name(title: str) -> str:
    """Our name of a column: `Spent on`, `DATE` and `date` are all `spent_on`."""
    name = re.sub(r"\W+", "_", title.strip().lower()).strip("_")
    return ALIASES.get(name, name)


def plain_number(text: str) -> str:
    """A number as Decimal reads it: `1.234,50`, `1,234.50` and `1 234,50` are all 1234.50."""
    text = re.sub(r"[\s\u00a0']", "", text)
    point = max(text.rfind("."), text.rfind(","))
    if point < 0:
        return text
    whole = re.sub(r"[.,]", "", text[:point])
    rest = text[point + 1 :]
    grouped = len(rest) == 3 and text.count(text[point]) >= 1 and whole not in ("", "0")
    return f"{whole}{rest}" if grouped else f"{whole}.{rest}"


def parse_day(text: str) -> date:
    """A day in one of the formats that we know. Raises Invalid."""
    for day_format in DAY_FORMATS:
        try:
            return datetime.strptime(text.strip(), day_format).date()
        except ValueError:
            continue
    raise Invalid(f"{text!r} is not a day.", field="spent_on")


def parse_row(row: dict[str, str], default_currency: str, rates: Rates) -> dict[str, Any]:
    """The columns of an item from one line. Raises Invalid."""
    spent_on = parse_day(row["spent_on"])
    category = row["category"].strip().lower().replace(" ", "_")
    if category not in CATEGORIES:
        raise Invalid(f"{row['category']!r} is not a category.", field="category")
    currency = (row.get("currency") or default_currency).strip().upper()
    amount = parse_amount(plain_number(row["amount"]), currency)
    return {
        "spent_on": spent_on,
        "category": category,
        "merchant": (row.get("merchant") or "").strip() or None,
        "description": (row.get("description") or "").strip() or None,
        "amount": amount,
        "currency": currency,
        "amount_home": rates.to_home(amount, currency, spent_on),
    }


def read_rows(content: bytes) -> list[dict[str, str]]:
    """The lines of a file under our column names; blank lines are left out. Raises Invalid."""
    lines = decode(content).splitlines()
    if not lines:
        raise Invalid("The file is empty.", code="empty_file", field="file")
    reader = csv.reader(lines, delimiter=delimiter_of(lines[0]))
    columns = [column_name(title) for title in next(reader)]
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        message = f"The file has no column {', '.join(missing)}."
        raise Invalid(message, code="missing_column", columns=missing)
    rows = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            padded = cells + [""] * (len(columns) - len(cells))
            rows.append(dict(zip(columns, padded, strict=False)))
    if len(rows) > MOST_ROWS:
        raise Invalid(f"The file has more than {MOST_ROWS} lines.", code="too_long")
    return rows


def parse_items(content: bytes, default_currency: str, rates: Rates) -> list[dict[str, Any]]:
    """The items of a file. Raises one Invalid that names every wrong line."""
    items, faults = [], []
    for place, row in enumerate(read_rows(content), start=1):
        try:
            items.append(parse_row(row, default_currency, rates))
        except Invalid as error:
            faults.append({"row": place, "message": error.message, **error.details})
    if faults:
        message = f"{len(faults)} of {len(items) + len(faults)} lines cannot be used."
        raise Invalid(message, code="wrong_lines", rows=faults)
    return items


def not_utf8(content: bytes) -> UnicodeDecodeError | None:
    """Why a file is not UTF-8, or None."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error
    return None

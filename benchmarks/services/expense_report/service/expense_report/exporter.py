"""Reports as CSV: for spreadsheets of people and for the accounting system."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from expense_report.categories import CATEGORIES
from expense_report.employees import Employee
from expense_report.reports import Item, Report

HEADER = (
    "report",
    "employee",
    "cost_centre",
    "date",
    "category",
    "merchant",
    "description",
    "amount",
    "currency",
    "amount_home",
)
DIALECTS = {"plain": ",", "excel": ";"}
# a cell that starts like this is a formula to a spreadsheet
FORMULA = ("=", "+", "-", "@")


def safe(text: str | None) -> str:
    """A text cell that no spreadsheet executes."""
    text = text or ""
    return f"'{text}" if text.startswith(FORMULA) else text


def line(report: Report, owner: Employee, item: Item) -> dict[str, str]:
    """One item as a line of the file."""
    return {
        "report": report.number,
        "employee": owner.name,
        "cost_centre": owner.cost_centre or "",
        "date": item.spent_on.isoformat(),
        "category": CATEGORIES[item.category].label,
        "merchant": safe(item.merchant),
        "description": safe(item.description),
        "amount": str(item.amount),
        "currency": item.currency,
        "amount_home": str(item.amount_home),
    }


def write(lines: Iterable[dict[str, str]], dialect: str = "plain") -> bytes:
    """The file; Excel wants a mark in front and semicolons."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, delimiter=DIALECTS[dialect], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode("utf-8-sig" if dialect == "excel" else "utf-8")

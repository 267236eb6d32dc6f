"""What was approved in a month, by category, cost centre and currency."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from expense_report import employees, reports
from expense_report.categories import CATEGORIES
from expense_report.clock import month_bounds
from expense_report.money import round_to, total
from expense_report.reports import Item, Report

NO_COST_CENTRE = "none"


@dataclass(frozen=True)
class Entry:
    """An approved report with its items and the cost centre that pays for it."""

    report: Report
    items: list[Item]
    cost_centre: str


def entries(
    conn: sqlite3.Connection, first: date, zone: ZoneInfo, owners: list[str] | None = None
) -> list[Entry]:
    """The reports that were approved in the month by the clock of the zone."""
    start, end = month_bounds(first, zone)
    people = {person.id: person for person in employees.listing(conn)}
    found = []
    for report in reports.listing(conn, owners=owners):
        if report.status not in ("approved", "paid") or report.decided_at is None:
            continue
        if start <= report.decided_at < end:
            centre = people[report.employee_id].cost_centre or NO_COST_CENTRE
            found.append(Entry(report, reports.items_of(conn, report), centre))
    return found


def share(part: Decimal, whole: Decimal) -> Decimal:
    """Percent with one digit; of nothing it is 0.0."""
    if not whole:
        return Decimal("0.0")
    return (100 * part / whole).quantize(Decimal("0.1"))


def grouped(pairs: Iterable[tuple[str, Decimal]], home: str) -> list[tuple[str, Decimal]]:
    """The sum for each name, largest first."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for name, amount in pairs:
        sums[name] += amount
    rows = [(name, round_to(amount, home)) for name, amount in sums.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def mean_days(found: list[Entry]) -> Decimal | None:
    """How long a report waited for its decision on average; None where there is no report."""
    waits = [
        entry.report.decided_at - entry.report.submitted_at
        for entry in found
        if entry.report.decided_at and entry.report.submitted_at
    ]
    if not waits:
        return None
    seconds = sum(wait.total_seconds() for wait in waits) / len(waits)
    return Decimal(str(seconds / 86400)).quantize(Decimal("0.1"))


def summary(found: list[Entry], first: date, home: str) -> dict[str, Any]:
    """The month in figures."""
    items = [item for entry in found for item in entry.items]
    whole = total([entry.report.total_home for entry in found], home)
    average = round_to(whole / len(found), home) if found else None
    by_category = grouped(((item.category, item.amount_home) for item in items), home)
    by_centre = grouped(((entry.cost_centre, entry.report.total_home) for entry in found), home)
    spent: dict[str, Decimal] = defaultdict(Decimal)
    for item in items:
        spent[item.currency] += item.amount
    return {
        "month": f"{first:%Y-%m}",
        "reports": len(found),
        "total": {"amount": whole, "currency": home},
        "average_report": average,
        "days_to_decide": mean_days(found),
        "by_category": [
            {
                "category": name,
                "label": CATEGORIES[name].label,
                "total": amount,
                "share": share(amount, whole),
            }
            for name, amount in by_category
        ],
        "by_cost_centre": [{"cost_centre": name, "total": amount} for name, amount in by_centre],
        "by_currency": {code: round_to(spent[code], code) for code in sorted(spent)},
    }

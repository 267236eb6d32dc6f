"""Figures for the board."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection

from toolshed import clock
from toolshed.catalogue.models import Copy, Tool
from toolshed.circulation.models import Loan
from toolshed.people.models import Member
from toolshed.upkeep.models import Note

POPULAR = """
    SELECT tool.sku, tool.name, COUNT(*) AS loans, COUNT(DISTINCT loan.member_id) AS members
    FROM circulation_loan AS loan
    JOIN catalogue_copy AS copy ON copy.id = loan.copy_id
    JOIN catalogue_tool AS tool ON tool.id = copy.tool_id
    WHERE {conditions}
    GROUP BY tool.id
    ORDER BY loans DESC, tool.sku
    LIMIT %s
"""


def popular(year: int, limit: int) -> list[dict]:
    """The tools that were lent most often in a year."""
    first, beyond = datetime(year, 1, 1), datetime(year + 1, 1, 1)
    conditions, values = ["loan.taken_at >= %s", "loan.taken_at < %s"], [str(first), str(beyond)]
    with connection.cursor() as cursor:
        cursor.execute(POPULAR.format(conditions=" AND ".join(conditions)), [*values, limit])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def days_out(loans: Iterable[Loan], first: date, last: date) -> int:
    """On how many days between first and last copies were out, the day of return not counted."""
    total = 0
    for loan in loans:
        start = max(clock.local_day(loan.taken_at), first)
        end = clock.local_day(loan.returned_at) if loan.returned_at else last + timedelta(days=1)
        total += max((min(end, last + timedelta(days=1)) - start).days, 0)
    return total


def utilisation(tool: Tool, first: date, last: date) -> str | None:
    """The share of the days on which the tool's copies were out, in percent; None while we had no copy."""
    copies = list(tool.copies.prefetch_related("loans"))
    owned = sum(max((last - max(one.acquired_on, first)).days + 1, 0) for one in copies)
    if not owned:
        return None
    out = sum(days_out(one.loans.all(), first, last) for one in copies)
    return f"{100 * out / owned:.1f}"


def member_year(member: Member, year: int) -> dict:
    """What a member did in a year."""
    loans = [one for one in member.loans.select_related("copy__tool") if clock.local_day(one.taken_at).year == year]
    lengths = [(one.returned_at - one.taken_at).days for one in loans if one.returned_at]
    return {
        "loans": len(loans),
        "tools": sorted({one.copy.tool.sku for one in loans}),
        "longest_days": max(lengths, default=None),
        "mean_days": round(sum(lengths) / len(lengths), 1) if lengths else None,
    }


def stock() -> dict[str, int]:
    """How many copies there are in each state; states without copies are listed, too."""
    counts = {str(state): 0 for state in Copy.State}
    for state in Copy.objects.values_list("state", flat=True):
        counts[state] += 1
    return counts


def happenings(since: datetime) -> list[dict]:
    """What happened since then, the latest first."""
    loans = Loan.objects.select_related("copy__tool")
    events = [(one.taken_at, "lent", one.copy.label) for one in loans]
    events += [(one.returned_at, "returned", one.copy.label) for one in loans if one.returned_at]
    events += [(one.at, one.action, one.subject) for one in Note.objects.all()]
    recent = []
    for at, what, about in sorted(events, reverse=True):
        if at < since:
            break
        recent.append({"at": at, "what": what, "about": about})
    return recent

"""Calendars of holidays, which sites share."""
from datetime import date
from typing import Any

from . import store, wire
from .problems import Invalid, Unknown


def read(content: str, is_csv: bool) -> dict[str, str]:
    """Titles by day (ISO)."""
    given = wire.rows(content, ("day", "title")) if is_csv else wire.records(content, "holidays", ("day", "title"))
    found = {}
    for each in given:
        try:
            day = date.fromisoformat(str(each["day"]).strip())
        except ValueError:
            raise Invalid(f"{each['day']!r} is no day") from None
        found[day.isoformat()] = str(each["title"]).strip()
    if not found:
        raise Invalid("A calendar needs a holiday")
    return found


def replace(name: str, holidays: dict[str, str]) -> None:
    with store.connection() as db:
        db.execute("DELETE FROM holidays WHERE calendar = ?", [name])
        db.executemany("INSERT INTO holidays VALUES (?, ?, ?)", [(name, *each) for each in holidays.items()])


def shown(name: str) -> dict[str, Any]:
    found = store.rows("SELECT day, title FROM holidays WHERE calendar = ? ORDER BY day", name)
    if not found:
        raise Unknown(f"There is no calendar {name}")
    return {"name": name, "holidays": [dict(row) for row in found]}


def days(name: str | None) -> set[date]:
    found = store.rows("SELECT day FROM holidays WHERE calendar = ?", name)
    return {date.fromisoformat(row["day"]) for row in found}

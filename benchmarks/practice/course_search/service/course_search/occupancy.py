"""How full the courses are. Only confirmed bookings take a seat."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from course_search.catalogue import Catalogue
from course_search.plain import plain, rounded

GROUPS = ("category", "venue", "weekday", "provider")


def persons(bookings: pd.DataFrame, status: str) -> pd.Series:
    """Course to persons with bookings of that status."""
    return bookings[bookings["status"] == status].groupby("course")["persons"].sum()


def of_course(catalogue: Catalogue, code: str) -> dict[str, Any]:
    """Seats and bookings of one course; the rate is None where seats are unknown or there are none."""
    row = catalogue.course(code)
    seats = plain(row["seats"])
    taken = int(persons(catalogue.bookings, "confirmed").get(row["code"], 0))
    waiting = int(persons(catalogue.bookings, "waiting").get(row["code"], 0))
    return {
        "code": row["code"],
        "seats": seats,
        "taken": taken,
        "waiting": waiting,
        "free": None if seats is None else max(seats - taken, 0),
        "rate": round(taken / seats, 3) if seats else None,
    }


def table(catalogue: Catalogue) -> pd.DataFrame:
    """All courses with seats, taken and waiting, indexed by code."""
    frame = catalogue.courses[["title", "seats", *GROUPS]].copy()
    for status, name in (("confirmed", "taken"), ("waiting", "waiting")):
        frame[name] = persons(catalogue.bookings, status).reindex(frame.index).fillna(0).astype("int64")
    return frame


def by_group(catalogue: Catalogue, group: str) -> list[dict[str, Any]]:
    """Courses, seats, taken and rate of each value of a column; courses with unknown seats do not count for the rate."""
    answer = []
    for value, rows in table(catalogue).groupby(group):
        counted = rows[rows["seats"].notna()]
        seats = int(counted["seats"].sum())
        taken = int(counted["taken"].sum())
        rate = round(taken / seats, 3) if seats else None
        answer.append({"value": value, "courses": len(rows), "seats": seats, "taken": taken, "rate": rate})
    return answer


def weekly(catalogue: Catalogue, zone: ZoneInfo, code: str | None = None) -> list[dict[str, Any]]:
    """Persons that booked in each week, from the first to the last week with a booking; weeks begin on Monday."""
    bookings = catalogue.bookings
    bookings = bookings[bookings["status"] != "cancelled"]
    if code is not None:
        bookings = bookings[bookings["course"] == catalogue.course(code)["code"]]
    if bookings.empty:
        return []
    local = bookings["booked_at"].dt.tz_convert(zone).dt.tz_localize(None)
    monday = local.dt.normalize() - pd.to_timedelta(local.dt.day_of_week, unit="D")
    sums = bookings["persons"].groupby(monday).sum().asfreq("7D", fill_value=0)
    return [
        {"week": plain(week), "persons": int(count), "total": int(total)}
        for week, count, total in zip(sums.index, sums, sums.cumsum(), strict=True)
    ]


def summary(catalogue: Catalogue) -> dict[str, Any]:
    """Figures of the whole programme."""
    frame = table(catalogue)
    counted = frame[frame["seats"].fillna(0) > 0]
    rates = counted["taken"] / counted["seats"].astype("int64")
    full = counted[counted["taken"] >= counted["seats"]]
    return {
        "courses": len(frame),
        "full": sorted(full.index),
        "empty": sorted(frame[frame["taken"] == 0].index),
        "mean_rate": rounded(rates.mean(), 3) if len(rates) else None,
        "median_rate": rounded(rates.median(), 3) if len(rates) else None,
        "waiting": int(frame["waiting"].sum()),
    }

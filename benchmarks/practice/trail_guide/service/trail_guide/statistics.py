"""Visitor statistics from the trails' counters."""
from zoneinfo import ZoneInfo

import pandas as pd

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def frame_of(counts: list[tuple[str, int]], zone: ZoneInfo) -> pd.DataFrame:
    frame = pd.DataFrame(counts, columns=["counted_at", "people"])
    frame["counted_at"] = pd.to_datetime(frame["counted_at"], utc=True).dt.tz_convert(zone)
    return frame


def visitors(counts: list[tuple[str, int]], zone: ZoneInfo) -> dict:
    """People by month, and the busiest weekday and hour (the earlier one if two are alike)."""
    if not counts:
        return {"people": 0, "months": {}, "busiest_weekday": None, "busiest_hour": None}
    frame = frame_of(counts, zone)
    when = frame["counted_at"].dt
    months = frame.groupby(when.strftime("%Y-%m"))["people"].sum()
    return {
        "people": int(frame["people"].sum()),
        "months": {month: int(people) for month, people in months.items()},
        "busiest_weekday": WEEKDAYS[int(frame.groupby(when.day_of_week)["people"].sum().idxmax())],
        "busiest_hour": int(frame.groupby(when.hour)["people"].sum().idxmax()),
    }


def by_day(counts: list[tuple[str, int]], zone: ZoneInfo) -> dict[str, int]:
    if not counts:
        return {}
    frame = frame_of(counts, zone)
    days = frame.groupby(frame["counted_at"].dt.strftime("%Y-%m-%d"))["people"].sum()
    return {day: int(people) for day, people in days.items()}

"""Weekly reports."""
import datetime
import re
from zoneinfo import ZoneInfo

import pandas as pd

from . import stats
from .errors import Invalid
from .frames import Frames

WEEK = re.compile(r"(20\d\d)-W(\d\d)", re.ASCII)


def monday(year: int, week: int) -> datetime.date:
    """The first day of an ISO week."""
    return datetime.date.fromisocalendar(year, week, 1)


def parse_week(text: str) -> tuple[int, int]:
    """Year and number of a week like 2026-W10."""
    match = WEEK.fullmatch(text)
    if not match:
        raise Invalid("week", "a week is written like 2026-W10")
    year, week = int(match[1]), int(match[2])
    try:
        monday(year, week)
    except ValueError:
        raise Invalid("week", f"{year} has no week {week}") from None
    return year, week


def week_before(year: int, week: int) -> tuple[int, int]:
    before = (monday(year, week) - datetime.timedelta(days=7)).isocalendar()
    return before.year, before.week


def in_week(frames: Frames, code: str, year: int, week: int, zone: ZoneInfo) -> pd.DataFrame:
    """What was measured at a point from Monday to Sunday, local time."""
    first = monday(year, week)
    start = pd.Timestamp(first).tz_localize(zone)
    end = pd.Timestamp(first + datetime.timedelta(days=7)).tz_localize(zone)
    frame = stats.measured(frames, code)
    return frame[(frame["taken_at"] >= start) & (frame["taken_at"] < end)]


def weekly(frames: Frames, text: str, zone: ZoneInfo) -> dict:
    """The report of a week: a row for each point that was sampled, and the change against the week before."""
    year, week = parse_week(text)
    before = week_before(year, week)
    rows, total, total_before = [], 0, 0
    for code in frames.points.index:
        frame = in_week(frames, code, year, week, zone)
        samples = int(frame["sample_id"].nunique())
        total += samples
        total_before += int(in_week(frames, code, *before, zone)["sample_id"].nunique())
        if samples:
            exceeded = stats.exceedances(frames, code, frame)
            rows.append({"point": code, "name": frames.points.at[code, "name"], "samples": samples, "results": len(frame), "exceeded": exceeded})
    return {
        "week": f"{year}-W{week:02}", "from": monday(year, week), "samples": total, "points": rows,
        "before": {"week": f"{before[0]}-W{before[1]:02}", "samples": total_before, "change": total - total_before},
    }


def as_text(report: dict) -> str:
    """The report for the notice board."""
    before = report["before"]
    lines = [f"Week {report['week']} (from {report['from']}): {report['samples']} samples, {before['change']:+d} against {before['week']}"]
    for row in report["points"]:
        lines.append(f"{row['point']:8}{row['name']:32}{row['samples']:3}{row['results']:4}")
        for item in row["exceeded"]:
            lines.append(f"        ! {item['parameter']} {item['value']:g} in {item['sample']}")
    return "\n".join(lines) + "\n"

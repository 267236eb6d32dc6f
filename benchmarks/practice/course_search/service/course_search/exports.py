"""Search results as CSV, the first evening of a course as iCalendar."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from course_search.catalogue import BRIEF, Catalogue
from course_search.plain import plain
from course_search.problems import NotInProgramme


def as_csv(catalogue: Catalogue, codes: Iterable[str]) -> bytes:
    """UTF-8 with a mark, which office programs need; missing cells are empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, BRIEF)
    writer.writeheader()
    writer.writerows(catalogue.brief(code) for code in codes)
    return out.getvalue().encode("utf-8-sig")


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escape(text: str) -> str:
    for special in ("\\", ";", ","):
        text = text.replace(special, f"\\{special}")
    return text.replace("\n", "\\n")


def _evening(row: pd.Series, number: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    first = row["starts_on"].date() + timedelta(weeks=number)
    begin = datetime.combine(first, time.fromisoformat(row["time_from"]), zone)
    if plain(row["time_to"]) is None:
        return begin, begin + timedelta(minutes=90)
    end = datetime.combine(first, time.fromisoformat(row["time_to"]), zone)
    return begin, end if end > begin else end + timedelta(days=1)


def as_calendar(catalogue: Catalogue, code: str, zone: ZoneInfo) -> str:
    """One event for each evening; courses without a day or an hour have no calendar."""
    row = catalogue.course(code)
    if plain(row["starts_on"]) is None or plain(row["time_from"]) is None:
        raise NotInProgramme(f"{row['code']} has no dates yet.")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//evening schools//course search//DE"]
    for number in range(plain(row["evenings"]) or 1):
        begin, end = _evening(row, number, zone)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{row['code']}-{number + 1}@courses",
            f"DTSTART:{_stamp(begin)}",
            f"DTEND:{_stamp(end)}",
        ]
        lines.append(f"SUMMARY:{_escape(row['title'])}")
        if plain(row["venue"]):
            lines.append(f"LOCATION:{_escape(row['venue'])}")
        lines.append("END:VEVENT")
    return "\r\n".join([*lines, "END:VCALENDAR", ""])

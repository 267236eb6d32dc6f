"""The programme in memory: our own courses, those of partners, and all bookings.

A catalogue is never changed. Whoever needs other data loads a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from course_search.plain import plain
from course_search.problems import NotInProgramme

COLUMNS = {
    "code": "str",
    "title": "str",
    "description": "str",
    "category": "str",
    "level": "str",
    "venue": "str",
    "teacher": "str",
    "language": "str",
    "weekday": "str",
    "starts_on": "str",
    "time_from": "str",
    "time_to": "str",
    "evenings": "Int64",
    "seats": "Int64",
    "price": "float64",
    "tags": "str",
    "provider": "str",
}
BRIEF = ("code", "title", "category", "level", "venue", "weekday", "starts_on", "price", "provider")


def read_courses(path: Path) -> pd.DataFrame:
    """One file of courses; days become timestamps, everything that is empty is missing."""
    frame = pd.read_csv(path, dtype=COLUMNS, encoding="utf-8")
    frame["starts_on"] = pd.to_datetime(frame["starts_on"], format="%Y-%m-%d")
    return frame


def read_bookings(path: Path) -> pd.DataFrame:
    """The bookings as the cash desk exports them; instants are in UTC."""
    frame = pd.read_csv(path, dtype={"course": "str", "persons": "int64", "status": "str"})
    frame["booked_at"] = pd.to_datetime(frame["booked_at"], utc=True)
    return frame


@dataclass(frozen=True, eq=False)
class Catalogue:
    """`courses` is indexed by code, `bookings` is ordered by time."""

    courses: pd.DataFrame
    bookings: pd.DataFrame

    @classmethod
    def load(cls, folder: Path) -> Catalogue:
        parts = [read_courses(folder / "courses.csv")]
        parts += [read_courses(path) for path in sorted((folder / "partners").glob("*.csv"))]
        courses = (
            pd.concat(parts, ignore_index=True)
            .drop_duplicates("code", keep="first")
            .set_index("code", drop=False)
        )
        return cls(
            courses, read_bookings(folder / "bookings.csv").sort_values("booked_at", ignore_index=True)
        )

    def course(self, code: str) -> pd.Series:
        """The row of a course; codes are written in capitals, people type them as they like."""
        key = code.strip().upper()
        if key not in self.courses.index:
            raise NotInProgramme(f"There is no course {code}.")
        return self.courses.loc[key]

    @cached_property
    def tags(self) -> dict[str, tuple[str, ...]]:
        """Code to tags; a cell holds them with bars between."""
        cells = self.courses["tags"].fillna("")
        return {code: tuple(t.strip() for t in cell.split("|") if t.strip()) for code, cell in cells.items()}

    def brief(self, code: str) -> dict[str, Any]:
        """What a list shows of a course."""
        row = self.courses.loc[code]
        return {name: plain(row[name]) for name in BRIEF}

    def full(self, code: str) -> dict[str, Any]:
        """What the page of a course shows."""
        row = self.course(code)
        return {**{name: plain(row[name]) for name in COLUMNS}, "tags": list(self.tags[row["code"]])}

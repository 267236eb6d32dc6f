"""Merging new delays into the database: the later report of a stop wins."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

import pandas as pd

COLUMNS = ["day", "train", "station", "minutes", "cancelled", "cause", "reported_at"]
_MERGE = """
INSERT INTO delays (day, train, station, minutes, cancelled, cause, reported_at)
VALUES (:day, :train, :station, :minutes, :cancelled, :cause, :reported_at)
ON CONFLICT (day, train, station) DO UPDATE SET
    minutes = excluded.minutes, cancelled = excluded.cancelled, cause = excluded.cause, reported_at = excluded.reported_at
WHERE excluded.reported_at >= delays.reported_at
"""


@dataclass
class Outcome:
    """What became of the rows of a file."""

    merged: int = 0
    outdated: int = 0
    refused: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.merged} merged, {self.outdated} outdated, {len(self.refused)} refused"


def known_stops(rows: pd.DataFrame, calls: pd.DataFrame) -> pd.Series:
    """Which rows are about a stop that the timetable has."""
    stops = calls[["train", "station"]].drop_duplicates().assign(known=True)
    found = rows[["train", "station"]].merge(stops, on=["train", "station"], how="left")
    return found["known"].eq(True).set_axis(rows.index)


def store(db: sqlite3.Connection, rows: list[dict], outcome: Outcome) -> None:
    """Write rows with the columns of `COLUMNS`; the revision grows when anything has changed."""
    for row in rows:
        changed = db.execute(_MERGE, row).rowcount
        outcome.merged += changed
        outcome.outdated += 1 - changed
    if outcome.merged:
        db.execute("INSERT INTO revision (number) SELECT coalesce(max(number), 0) + 1 FROM revision")

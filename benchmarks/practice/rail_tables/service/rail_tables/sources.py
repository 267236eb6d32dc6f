"""Reads files and the database into plain frames, one function for each source."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from rail_tables.faults import BadFile
from rail_tables.timebase import parse_clock

SCHEMA = """
CREATE TABLE IF NOT EXISTS operators (code TEXT PRIMARY KEY, name TEXT NOT NULL, zone TEXT NOT NULL, grace INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS delays (
    day TEXT NOT NULL, train TEXT NOT NULL, station TEXT NOT NULL, minutes INTEGER, cancelled INTEGER NOT NULL DEFAULT 0,
    cause TEXT, reported_at TEXT NOT NULL, PRIMARY KEY (day, train, station)
);
CREATE TABLE IF NOT EXISTS revision (number INTEGER NOT NULL);
"""


@contextmanager
def database(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection for one piece of work, which is committed at its end or not at all."""
    connection = sqlite3.connect(path, timeout=10)
    connection.row_factory = sqlite3.Row
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def stations(folder: Path) -> pd.DataFrame:
    try:
        known = json.loads((folder / "stations.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadFile(f"stations.json: {error}") from error
    return pd.DataFrame(known, columns=["code", "name", "country", "zone", "platforms"]).set_index("code", drop=False)


def timetable(folder: Path) -> pd.DataFrame:
    """One row for each stop of each train; ``arrives`` and ``departs`` in minutes, NaN where there is none."""
    texts = dict.fromkeys(["train", "line", "operator", "station", "arrives", "departs", "weekdays"], "str")
    calls = pd.read_csv(folder / "timetable.csv", dtype=texts)
    for column in ("arrives", "departs"):
        calls[column] = calls[column].map(parse_clock, na_action="ignore").astype("float64")
    return calls.sort_values(["train", "seq"], ignore_index=True)


def operators(db: sqlite3.Connection) -> pd.DataFrame:
    return pd.read_sql_query("SELECT code, name, zone, grace FROM operators", db).set_index("code", drop=False)


def delays(db: sqlite3.Connection) -> pd.DataFrame:
    columns = {"minutes": "float64", "cancelled": "bool", "cause": "str"}
    query = "SELECT day, train, station, minutes, cancelled, cause FROM delays ORDER BY day, train, station"
    frame = pd.read_sql_query(query, db).astype({"day": "str", "train": "str", "station": "str", **columns})
    frame["day"] = pd.to_datetime(frame["day"])
    return frame


def revision(db: sqlite3.Connection) -> int:
    return db.execute("SELECT max(number) FROM revision").fetchone()[0] or 0

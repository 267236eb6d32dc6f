"""The weekly report on the quality of search: `python -m listing_search.report [--week 2026-W37]`.

Reads the events of a week and writes two files: queries.csv, one line a query, and summary.json.
"""

from __future__ import annotations

import argparse
import json
import logging
import sqlite3
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from listing_search import monitoring
from listing_search.clock import last_week, to_db, utc_now, week_bounds
from listing_search.config import Settings
from listing_search.db import open_database
from listing_search.errors import Invalid
from listing_search.text import normalise

log = logging.getLogger("listing_search.report")
COLUMNS = ["query", "searches", "without_results", "clicks", "click_rate", "mean_position"]
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def events_of(conn: sqlite3.Connection, start: datetime, end: datetime) -> pd.DataFrame:
    """The events of a span, `at` aware and `query` normalised (empty where there is none)."""
    frame = pd.read_sql_query(
        "SELECT kind, at, user_id, listing_id, query, position, results FROM events"
        " WHERE at >= ? AND at < ? ORDER BY at, id",
        conn,
        params=(to_db(start), to_db(end)),
    )
    return frame.assign(
        at=pd.to_datetime(frame["at"], utc=True, format="ISO8601"),
        query=frame["query"].fillna("").map(normalise),
        position=frame["position"].astype("float64"),
        results=frame["results"].astype("float64"),
    )


def by_query(events: pd.DataFrame) -> pd.DataFrame:
    """One row a query with the columns of `COLUMNS`, the most frequent first."""
    searches = events[events["kind"] == "search"].groupby("query")
    clicks = events[events["kind"] == "click"].groupby("query")
    table = pd.DataFrame(
        {
            "searches": searches.size(),
            "without_results": searches["results"].agg(lambda values: int((values == 0).sum())),
        }
    )
    table["clicks"] = clicks.size().reindex(table.index, fill_value=0)
    table["click_rate"] = (table["clicks"] / table["searches"]).round(3)
    table["mean_position"] = clicks["position"].mean().reindex(table.index).round(2)
    table = table.rename_axis("query").reset_index()
    return table.sort_values(["searches", "query"], ascending=[False, True])[COLUMNS]


def share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def by_day(events: pd.DataFrame, zone: ZoneInfo) -> dict[str, int]:
    """Searches of each day of the week, in the company's zone."""
    searches = events[events["kind"] == "search"]
    days = searches["at"].dt.tz_convert(str(zone)).dt.day_of_week.value_counts()
    return {name: int(days.get(number, 0)) for number, name in enumerate(DAYS)}


def summary(events: pd.DataFrame, table: pd.DataFrame, zone: ZoneInfo) -> dict[str, Any]:
    """The figures of the week; a mean of nothing is null."""
    kinds = events["kind"].value_counts()
    searches, clicks = int(kinds.get("search", 0)), int(kinds.get("click", 0))
    position = events.loc[events["kind"] == "click", "position"].mean()
    busiest = events.loc[events["kind"] == "search", "at"].dt.tz_convert(str(zone)).dt.hour.mode()
    return {
        "searches": searches,
        "searchers": int(events["user_id"].nunique()),
        "clicks": clicks,
        "contacts": int(kinds.get("contact", 0)),
        "click_rate": share(clicks, searches),
        "without_results": share(int(table["without_results"].sum()), searches),
        "mean_position": None if pd.isna(position) else round(float(position), 2),
        "busiest_hour": int(busiest.iloc[0]) if len(busiest) else None,
        "by_day": by_day(events, zone),
        "top_query": str(table["query"].iloc[0]) if len(table) else None,
    }


def write(folder: Path, table: pd.DataFrame, figures: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    table.to_csv(folder / "queries.csv", index=False, encoding="utf-8", lineterminator="\n")
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")


def make(conn: sqlite3.Connection, settings: Settings, week: str) -> dict[str, Any]:
    """Writes the report of a week and gives its figures. Raises Invalid."""
    start, end = week_bounds(week, settings.timezone)
    events = events_of(conn, start, end)
    if events.empty:
        log.error("there are no events of %s", week)
    table = by_query(events)
    figures = {"week": week, **summary(events, table, settings.timezone)}
    write(settings.reports / week, table, figures)
    return figures


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="listing_search.report")
    parser.add_argument("--week", help="an ISO week such as 2026-W37; default: the last one")
    arguments = parser.parse_args(words)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    monitoring.start("report")
    settings = Settings.from_env()
    conn = open_database(settings.database, settings.busy_timeout)
    week = arguments.week or last_week(utc_now(), settings.timezone)
    try:
        figures = make(conn, settings, week)
    except Invalid as error:
        print(error.message, file=sys.stderr)
        return 2
    finally:
        conn.close()
    print(json.dumps(figures, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

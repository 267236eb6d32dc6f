"""python -m rail_tables.ingest FILE...: merge delay files into the database.

A delay file is CSV with the columns day, train, station, minutes, cancelled, cause and reported_at (a moment with offset).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

from rail_tables import sources, timebase
from rail_tables.config import Config, watch
from rail_tables.faults import BadFile, Refusal
from rail_tables.merging import COLUMNS, Outcome, known_stops, store
from rail_tables.questions import yes_no


def read(path: Path) -> pd.DataFrame:
    """The file as texts, with the line of each row as index; what is empty is missing."""
    try:
        frame = pd.read_csv(path, dtype="str", encoding="utf-8-sig", skip_blank_lines=False)
    except (OSError, ValueError) as error:
        raise BadFile(f"{path}: {error}") from error
    frame.columns = frame.columns.str.strip()
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise BadFile(f"{path}: no column {', '.join(missing)}")
    return frame[COLUMNS].set_axis(frame.index + 2)


def row_of(cells: dict) -> dict:
    """The row as the database keeps it. Raises Refusal or ValueError."""
    cells = {name: None if pd.isna(value) else str(value).strip() for name, value in cells.items()}
    cancelled = yes_no(cells["cancelled"] or "no", "cancelled")
    if cells["minutes"] is None and not cancelled:
        raise ValueError("neither minutes nor cancelled")
    reported = pd.Timestamp(cells["reported_at"])
    if reported is pd.NaT or reported.tzinfo is None:
        raise ValueError("reported_at has no offset")
    return {
        "day": timebase.parse_day(cells["day"], "day").isoformat(),
        "train": cells["train"],
        "station": cells["station"],
        "minutes": None if cancelled else int(cells["minutes"]),
        "cancelled": int(cancelled),
        "cause": cells["cause"],
        "reported_at": timebase.stamp(reported.to_pydatetime()),
    }


def take_in(path: Path, config: Config) -> Outcome:
    """Merge one file. Rows that cannot be used are named, all others are stored."""
    frame, outcome = read(path), Outcome()
    rows = []
    known = known_stops(frame, sources.timetable(config.files))
    for line, cells in zip(frame.index, frame.to_dict("records"), strict=True):
        if frame.loc[line].isna().all():
            continue
        if not known[line]:
            outcome.refused.append(f"{path.name} line {line}: the timetable has no such stop")
            continue
        try:
            rows.append(row_of(cells))
        except (Refusal, ValueError) as error:
            outcome.refused.append(f"{path.name} line {line}: {error}")
    with sources.database(config.db) as db:
        store(db, rows, outcome)
    return outcome


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="rail_tables.ingest", description="Merge delay files.")
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args(argv)
    watch()
    config = Config.read()
    for path in options.files:
        try:
            outcome = take_in(path, config)
        except BadFile as error:
            print(error, file=sys.stderr)
            return 2
        print(f"{path.name}: {outcome}", *outcome.refused, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""python -m herbarium.stats [--by family|country|decade] [--json]: a table for the annual report."""
import argparse
import json
import sys
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from herbarium import clock
from herbarium.db import make_sessions
from herbarium.models import Specimen, Taxon
from herbarium.settings import Settings, start_sentry

COLUMNS = ("sheets", "types", "collectors", "elevation_m", "oldest")


def read(session: Session) -> pd.DataFrame:
    """All sheets with what the table is made of."""
    statement = select(
        Taxon.family,
        Specimen.country,
        Specimen.collector,
        Specimen.type_status,
        Specimen.elevation_m,
        Specimen.collected_from,
    ).join(Taxon, Taxon.id == Specimen.taxon_id)
    frame = pd.DataFrame(session.execute(statement).mappings().all(), columns=list(statement.selected_columns.keys()))
    frame["elevation_m"] = frame["elevation_m"].astype(float)
    frame["decade"] = [None if pd.isna(day) else f"{day.year // 10 * 10}s" for day in frame["collected_from"]]
    return frame


def row(group: pd.DataFrame) -> dict[str, Any]:
    """The numbers of a group. What no sheet of it tells is None."""
    elevation = group["elevation_m"].median()
    days = group["collected_from"].dropna()
    return {
        "sheets": len(group),
        "types": int(group["type_status"].notna().sum()),
        "collectors": int(group["collector"].nunique()),
        "elevation_m": None if pd.isna(elevation) else int(round(elevation)),
        "oldest": min(days).year if len(days) else None,
    }


def table(frame: pd.DataFrame, by: str) -> list[dict[str, Any]]:
    """A row for each group, the largest first; sheets that belong to none are in the group None, which comes last."""
    rows = []
    for value, group in frame.groupby(by, dropna=False, sort=False):
        rows.append({by: None if pd.isna(value) else value, **row(group)})
    return sorted(rows, key=lambda r: (r[by] is None, -r["sheets"], r[by] or ""))


def printed(rows: list[dict[str, Any]], by: str) -> str:
    lines = ["\t".join((by, *COLUMNS))]
    for entry in rows:
        lines.append("\t".join("-" if entry[name] is None else str(entry[name]) for name in (by, *COLUMNS)))
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="herbarium.stats", description="A table for the annual report.")
    parser.add_argument("--by", choices=("family", "country", "decade"), default="family")
    parser.add_argument("--country", help="only sheets of this country")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    start_sentry()
    with make_sessions(Settings.from_env().database)() as session:
        frame = read(session)
    if options.country:
        frame = frame[frame["country"] == options.country]
    rows = table(frame, options.by)
    if options.json:
        print(json.dumps({"made_at": clock.now().isoformat(), "rows": rows}, ensure_ascii=False, allow_nan=False))
    else:
        print(printed(rows, options.by))
    return 0


if __name__ == "__main__":
    sys.exit(main())

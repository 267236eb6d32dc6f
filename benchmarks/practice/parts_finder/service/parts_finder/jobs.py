"""Background jobs: python -m parts_finder.jobs notices|purge|summary"""

import argparse
import logging
import sqlite3
import sys
from collections.abc import Callable

import pandas as pd

from parts_finder import catalogue, config, db, notices, stats

KEEP_READ = pd.Timedelta(days=30)


def send_notices(connection: sqlite3.Connection, shelf: catalogue.Catalogue, now: pd.Timestamp) -> str:
    return f"{notices.notify(connection, shelf, now)} notices"


def purge(connection: sqlite3.Connection, shelf: catalogue.Catalogue, now: pd.Timestamp) -> str:
    return f"{notices.purge(connection, now - KEEP_READ)} notices forgotten"


def summary(connection: sqlite3.Connection, shelf: catalogue.Catalogue, now: pd.Timestamp) -> str:
    """For the morning mail: a line for each category."""
    lines = []
    for group in stats.prices(shelf.parts, "category"):
        median = "-" if pd.isna(group["median"]) else f"{group['median']:.2f}"
        lines.append(f"{group['category']}: {group['offers']} offers, median {median}")
    return "\n".join(lines)


JOBS: dict[str, Callable[[sqlite3.Connection, catalogue.Catalogue, pd.Timestamp], str]] = {
    "notices": send_notices,
    "purge": purge,
    "summary": summary,
}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="parts_finder.jobs")
    parser.add_argument("job", choices=list(JOBS))
    arguments = parser.parse_args(argv)
    config.init_sentry()
    settings = config.load_settings()
    loaded = catalogue.load(settings)
    with db.connection_to(settings.database) as connection:
        print(JOBS[arguments.job](connection, loaded, config.now()))
    return 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    sys.exit(main())

"""The background worker: `python -m listing_search.worker [--once]`.

Each round takes expired listings down, builds the index again when listings have changed, and
sends the alerts of saved searches.
"""

from __future__ import annotations

import argparse
import logging
import signal
import sqlite3
import sys
import threading
from datetime import datetime, timedelta
from types import FrameType

from listing_search import alerts, catalogue, categories, index, monitoring
from listing_search.clock import utc_now
from listing_search.config import Settings
from listing_search.db import open_database
from listing_search.index import Index
from listing_search.leases import Overlap, lease

log = logging.getLogger("listing_search.worker")
PAUSE = 5.0
SLACK = timedelta(seconds=2)  # changes are stored in whole seconds


def is_stale(built_at: datetime | None, changed_at: datetime | None) -> bool:
    """Whether a listing has changed since the index was built."""
    if built_at is None:
        return True
    return changed_at is not None and changed_at > built_at - SLACK


def refresh(conn: sqlite3.Connection, settings: Settings, holder: Index, *, must: bool) -> bool:
    """Builds the index again if it must or is stale; whether it did."""
    if not must and not is_stale(holder.built_at(), catalogue.last_change(conn)):
        return False
    frame = index.build(conn)
    index.write(frame, settings.snapshot)
    log.info("index of %d listings is built", len(frame))
    return True


def round_(conn: sqlite3.Connection, settings: Settings, holder: Index, now: datetime) -> int:
    """One round; how many messages were sent."""
    expired = catalogue.expire(conn, now)
    if expired:
        log.info("%d listings have expired", expired)
    refresh(conn, settings, holder, must=expired > 0)
    return alerts.run(conn, holder.current(), categories.load(conn), settings, now)


def work(conn: sqlite3.Connection, settings: Settings, holder: Index, now: datetime) -> int:
    """One round under the worker's lease; a locked database or another worker is waited for."""
    try:
        with lease(conn, "worker", now):
            return round_(conn, settings, holder, now)
    except Overlap as error:
        log.error("this round is left out: %s", error)
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        log.exception("this round is left out: the database is locked")
    return 0


def main(words: list[str] | None = None) -> int:
    """Works until it is told to stop, or one round with --once."""
    parser = argparse.ArgumentParser(prog="listing_search.worker")
    parser.add_argument("--once", action="store_true", help="make one round")
    once = parser.parse_args(words).once
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    monitoring.start("worker")
    settings = Settings.from_env()
    conn = open_database(settings.database, settings.busy_timeout)
    holder = Index(settings.snapshot)
    if once:
        work(conn, settings, holder, utc_now())
        conn.close()
        return 0
    stop = threading.Event()

    def told_to_stop(number: int, _: FrameType | None) -> None:
        log.error("worker stops: signal %d", number)
        stop.set()

    signal.signal(signal.SIGTERM, told_to_stop)
    while not stop.is_set():
        work(conn, settings, holder, utc_now())
        stop.wait(PAUSE)
    conn.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

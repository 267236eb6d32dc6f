"""The background worker: `python -m expense_report.worker [--once]`."""

from __future__ import annotations

import argparse
import logging
import sqlite3
import time
from datetime import datetime

from expense_report import jobs, monitoring
from expense_report.clock import utc_now
from expense_report.config import Settings
from expense_report.db import open_database
from expense_report.jobs import Job
from expense_report.messages import COMPOSERS
from expense_report.notify import NotifyError, send

log = logging.getLogger("expense_report.worker")


def perform(conn: sqlite3.Connection, settings: Settings, job: Job, now: datetime) -> None:
    """Composes and sends the messages of a job."""
    day = now.astimezone(settings.timezone).date()
    compose = COMPOSERS[job.kind]
    for message in compose(conn, job.payload, settings.home_currency, day):
        send(settings.notify_url, message)
        log.info("job %s: sent %r to %s", job.id, message.subject, message.to)


def run_next(conn: sqlite3.Connection, settings: Settings, now: datetime) -> bool:
    """Does the job that has waited longest; False when none is due.

    A mail service that is down postpones the job. Any other error buries it and goes up: the
    supervisor restarts the worker, and the next job is not held up.
    """
    job = jobs.next_due(conn, now)
    if job is None:
        return False
    try:
        perform(conn, settings, job, now)
    except NotifyError as error:
        if jobs.postpone(conn, job, str(error), now):
            log.warning("job %s is postponed: %s", job.id, error, exc_info=error.__cause__ or error)
        else:
            log.error("job %s is given up: %s", job.id, error, exc_info=error.__cause__ or error)
    except Exception as error:
        jobs.bury(conn, job, repr(error))
        raise
    else:
        jobs.finish(conn, job)
    return True


def main() -> None:
    """Works for ever, or with --once until nothing is due."""
    parser = argparse.ArgumentParser(prog="expense_report.worker")
    parser.add_argument("--once", action="store_true", help="stop when nothing is due")
    once = parser.parse_args().once
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    monitoring.start("worker")
    settings = Settings.from_env()
    conn = open_database(settings.database)
    while True:
        if not run_next(conn, settings, utc_now()):
            if once:
                break
            time.sleep(2)


if __name__ == "__main__":
    from expense_report.supervised import run

    run(main)

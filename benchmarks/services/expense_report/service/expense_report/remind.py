"""Reminds approvers of what waits: `python -m expense_report.remind --days 5`, every morning."""

from __future__ import annotations

import argparse
import sqlite3
from datetime import datetime, timedelta

from expense_report import jobs, monitoring, policy, reports
from expense_report.clock import utc_now
from expense_report.config import Settings
from expense_report.db import open_database, transaction


def overdue(conn: sqlite3.Connection, days: int, now: datetime) -> dict[str, list[str]]:
    """The reports that have waited longer than some days, by the id of their nearest approver."""
    limit = now - timedelta(days=days)
    waiting: dict[str, list[str]] = {}
    for report in reports.listing(conn, status="submitted"):
        if report.submitted_at is None or report.submitted_at > limit:
            continue
        able = policy.approvers(conn, report)
        if able:
            waiting.setdefault(able[0].id, []).append(report.number)
    return waiting


def remind(conn: sqlite3.Connection, days: int, now: datetime) -> int:
    """Leaves one job for each approver; gives how many."""
    waiting = overdue(conn, days, now)
    with transaction(conn):
        for approver_id, numbers in sorted(waiting.items()):
            jobs.enqueue(conn, "reminder", {"approver": approver_id, "reports": numbers}, now)
    return len(waiting)


def main() -> None:
    """Leaves the reminders of the day for the worker."""
    parser = argparse.ArgumentParser(prog="expense_report.remind")
    parser.add_argument("--days", type=int, default=5)
    days = parser.parse_args().days
    monitoring.start("remind")
    conn = open_database(Settings.from_env().database)
    print(f"{remind(conn, days, utc_now())} approvers are reminded")


if __name__ == "__main__":
    main()

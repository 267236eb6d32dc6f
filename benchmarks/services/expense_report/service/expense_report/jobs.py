"""The queue: work that a request leaves for the worker, in the same transaction."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from expense_report.clock import to_db

MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=1)


@dataclass(frozen=True)
class Job:
    """One piece of work; `attempts` counts those that were made before."""

    id: int
    kind: str
    payload: dict[str, Any]
    attempts: int


def enqueue(conn: sqlite3.Connection, kind: str, payload: dict[str, Any], now: datetime) -> None:
    """Leaves a job for the worker."""
    conn.execute(
        "INSERT INTO jobs (kind, payload, run_at) VALUES (?, ?, ?)",
        (kind, json.dumps(payload), to_db(now)),
    )


def next_due(conn: sqlite3.Connection, now: datetime) -> Job | None:
    """The job that has waited longest, or None."""
    row = conn.execute(
        "SELECT * FROM jobs WHERE status = 'ready' AND run_at <= ? ORDER BY run_at, id LIMIT 1",
        (to_db(now),),
    ).fetchone()
    if row is None:
        return None
    return Job(row["id"], row["kind"], json.loads(row["payload"]), row["attempts"])


def finish(conn: sqlite3.Connection, job: Job) -> None:
    """The job is done."""
    conn.execute("UPDATE jobs SET status = 'done', last_error = NULL WHERE id = ?", (job.id,))


def postpone(conn: sqlite3.Connection, job: Job, error: str, now: datetime) -> bool:
    """Tries again later, each time after twice the wait; False when there were enough attempts."""
    attempts = job.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        bury(conn, job, error)
        return False
    later = now + FIRST_WAIT * 2 ** (attempts - 1)
    conn.execute(
        "UPDATE jobs SET attempts = ?, run_at = ?, last_error = ? WHERE id = ?",
        (attempts, to_db(later), error, job.id),
    )
    return True


def bury(conn: sqlite3.Connection, job: Job, error: str) -> None:
    """Gives a job up; somebody has to look at it."""
    conn.execute(
        "UPDATE jobs SET status = 'failed', attempts = attempts + 1, last_error = ? WHERE id = ?",
        (error, job.id),
    )


def counts(conn: sqlite3.Connection) -> dict[str, int]:
    """How many jobs are ready, done and failed."""
    found = {"ready": 0, "done": 0, "failed": 0}
    for row in conn.execute("SELECT status, count(*) AS number FROM jobs GROUP BY status"):
        found[row["status"]] = row["number"]
    return found

"""Deletes closed conversations when their plan no longer keeps them.

python -m chatbot.retention [--day YYYY-MM-DD] [--dry-run]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from chatbot import clock, plans, telemetry
from chatbot.db import Database
from chatbot.settings import Settings

logger = logging.getLogger(__name__)
HOLD = "legal-hold"


def keeps_until(row: dict[str, Any], default_days: int) -> date:
    """The last day on which the conversation is kept, where its user lives."""
    days = plans.plan_of(row).retention_days or default_days
    closed = clock.parse(row["closed_at"] or row["updated_at"])
    return clock.local_day(closed, row["time_zone"]) + timedelta(days=days)


async def expired(db: Database, today: date, default_days: int) -> list[dict[str, Any]]:
    """Closed conversations that are no longer kept. What is held for lawyers stays."""
    rows = await db.all(
        "SELECT c.*, u.plan, u.time_zone FROM conversations c JOIN users u ON u.id = c.user_id "
        "WHERE c.status = 'closed' ORDER BY c.id"
    )
    free = [row for row in rows if HOLD not in json.loads(row["tags"])]
    return [row for row in free if keeps_until(row, default_days) < today]


async def run(db: Database, today: date, default_days: int, dry_run: bool) -> dict[str, Any]:
    """Delete them, or only say which."""
    rows = await expired(db, today, default_days)
    if not dry_run:
        await db.batch([("DELETE FROM conversations WHERE id = ?", (row["id"],)) for row in rows])
    by_plan: dict[str, int] = {}
    for row in rows:
        by_plan[row["plan"]] = by_plan.get(row["plan"], 0) + 1
    oldest = min((row["closed_at"] or row["updated_at"] for row in rows), default=None)
    return {"day": today.isoformat(), "deleted": [row["id"] for row in rows], "plans": by_plan, "oldest": oldest}


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Two runs at one time would fight for the database. Raises FileExistsError."""
    lock = data / "retention.lock"
    with lock.open("x"):
        try:
            yield
        finally:
            lock.unlink()


def main(words: list[str] | None = None) -> int:
    telemetry.start()
    parser = argparse.ArgumentParser(description="Delete conversations that are no longer kept.")
    parser.add_argument("--day", type=date.fromisoformat, default=clock.utc_now().date())
    parser.add_argument("--dry-run", action="store_true")
    arguments = parser.parse_args(words)
    settings = Settings.from_env()
    db = Database(settings.database)
    try:
        with alone(settings.data):
            print(json.dumps(asyncio.run(run(db, arguments.day, settings.retention_days, arguments.dry_run))))
    except FileExistsError:
        logger.exception("The last run is still at work, this one is not needed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""What each user has used on each of their days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chatbot import clock, plans
from chatbot.db import Database
from chatbot.errors import QuotaExceeded


async def used_today(db: Database, user: dict[str, Any], now: datetime) -> int:
    """How many messages the user has sent today, where the user lives."""
    day = clock.local_day(now, user["time_zone"]).isoformat()
    row = await db.one("SELECT messages FROM usage WHERE user_id = ? AND day = ?", user["id"], day)
    return row["messages"] if row else 0


async def require(db: Database, user: dict[str, Any], now: datetime) -> None:
    """Raises QuotaExceeded when nothing is left today."""
    left = plans.remaining(plans.plan_of(user), await used_today(db, user, now))
    if left == 0:
        wait = clock.seconds_to_midnight(now, user["time_zone"])
        raise QuotaExceeded("no messages are left for today", retry_after=str(wait))


async def add(db: Database, user: dict[str, Any], now: datetime, prompt: int, completion: int) -> None:
    """Count one message and its tokens."""
    await db.run(
        "INSERT INTO usage VALUES (?, ?, 1, ?, ?) ON CONFLICT (user_id, day) DO UPDATE SET messages = messages + 1, "
        "prompt_tokens = prompt_tokens + excluded.prompt_tokens, "
        "completion_tokens = completion_tokens + excluded.completion_tokens",
        *(user["id"], clock.local_day(now, user["time_zone"]).isoformat(), prompt, completion),
    )


def percent(plan: plans.Plan, used: int) -> float | None:
    """The part of the daily quota that is used; None without a limit."""
    if not plan.daily_messages:
        return None
    return round(min(100 * used / plan.daily_messages, 100), 1)

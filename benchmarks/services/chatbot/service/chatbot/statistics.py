"""Figures for the team: usage by day, feedback, latency, tools."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from chatbot.db import Database

GOOD = 4


def mean(values: Sequence[float], digits: int = 2) -> float | None:
    """The mean, None of nothing."""
    return round(sum(values) / len(values), digits) if values else None


def percentile(values: Sequence[int], share: float) -> int | None:
    """The smallest value that `share` of all values do not exceed; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


async def daily(db: Database, since: date, until: date) -> list[dict[str, Any]]:
    """Usage of all users by day, days without any are left out."""
    rows = await db.all(
        "SELECT day, COUNT(*) AS users, SUM(messages) AS messages, SUM(prompt_tokens) AS prompt_tokens, "
        "SUM(completion_tokens) AS completion_tokens FROM usage WHERE day BETWEEN ? AND ? GROUP BY day ORDER BY day",
        *(since.isoformat(), until.isoformat()),
    )
    for row in rows:
        total = row["prompt_tokens"] + row["completion_tokens"]
        row["tokens_per_message"] = round(total / row["messages"], 1) if row["messages"] else None
    return rows


async def feedback(db: Database) -> dict[str, Any]:
    """All ratings, and by language."""
    rows = await db.all(
        "SELECT f.rating, f.comment, c.language FROM feedback f JOIN messages m ON m.id = f.message_id "
        "JOIN conversations c ON c.id = m.conversation_id ORDER BY f.message_id"
    )
    by_language: dict[str, list[int]] = {}
    for row in rows:
        by_language.setdefault(row["language"], []).append(row["rating"])
    return {
        **ratings([row["rating"] for row in rows]),
        "with_comment": sum(1 for row in rows if row["comment"]),
        "languages": {language: ratings(found) for language, found in sorted(by_language.items())},
    }


def ratings(found: list[int]) -> dict[str, Any]:
    """Count, mean and share of good ratings."""
    good = sum(1 for rating in found if rating >= GOOD)
    return {"count": len(found), "mean": mean(found), "good": round(good / len(found), 3) if found else None}


async def latency(db: Database, language: str | None) -> dict[str, Any]:
    """How long users wait for an answer, in milliseconds."""
    rows = await db.all(
        "SELECT m.latency_ms FROM messages m JOIN conversations c ON c.id = m.conversation_id "
        "WHERE m.latency_ms IS NOT NULL AND c.language = COALESCE(?, c.language)",
        language,
    )
    values = [row["latency_ms"] for row in rows]
    return {"count": len(values), "mean": mean(values, 1), "p50": percentile(values, 0.5), "p95": percentile(values, 0.95)}


async def tools(db: Database) -> dict[str, dict[str, Any]]:
    """How often each tool was called, and how often in vain."""
    calls: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for row in await db.all("SELECT tools FROM messages WHERE tools IS NOT NULL"):
        for tool in json.loads(row["tools"]):
            calls[tool["name"]] += 1
            failed[tool["name"]] += not tool["ok"]
    return {name: {"calls": times, "failed": failed[name]} for name, times in sorted(calls.items())}

"""Plans and what they allow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """`daily_messages` None means as many as one likes."""

    name: str
    daily_messages: int | None
    context_share: float
    retention_days: int | None = None


PLANS = {
    "free": Plan("free", 20, 0.5, 90),
    "plus": Plan("plus", 200, 1.0),
    "team": Plan("team", None, 1.0, 720),
}


def plan_of(user: dict) -> Plan:
    """The user's plan; plans that are no longer sold count as free."""
    return PLANS.get(user["plan"], PLANS["free"])


def remaining(plan: Plan, used: int) -> int | None:
    """How many messages are left today; None without a limit."""
    if plan.daily_messages is None:
        return None
    return max(plan.daily_messages - used, 0)

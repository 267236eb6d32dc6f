"""A verdict: is an incident worth a human's time, how urgent, and why."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from arbase.domain.noun import Noun


class Queue(StrEnum):
    """Where an incident goes: raised now, kept for later, or not raised (reversible)."""

    FOCUS = "focus"
    BACKLOG = "backlog"
    DISCARDED = "discarded"


class Reason(Noun):
    """One rule or feature that moved the verdict; positive `weight` (log-odds) speaks for actionable."""

    rule: str
    weight: float
    text: str


class Verdict(Noun):
    """`probability` that the incident is actionable and `priority` are in [0, 1]; reasons by falling weight.

    `impact` is what each ingredient adds to the impact, which times the probability is the priority; `weights` are
    those that it was reckoned with, so that the order can be told anew when an incident has grown.
    """

    incident_id: str
    probability: float
    priority: float
    queue: Queue
    reasons: tuple[Reason, ...]
    classifier: str
    impact: dict[str, float] = Field(default_factory=dict)
    weights: dict[str, float] = Field(default_factory=dict)

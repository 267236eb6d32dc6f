"""How urgent an incident is, from its impact, in parts that can be shown.

The weights come with the classifier, which learns them from ranked incidents (`ranking.py`); the ones here are where
that starts, and what the transparent rules use. A business path is one that the service's own context names for the
place that failed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from arbase.domain.incident import Incident
from arbase.domain.noun import Noun
from arbase.domain.triage import TriageReport

WEIGHTS = {"users": 0.35, "events": 0.15, "rate": 0.15, "release": 0.1, "status": 0.1, "path": 0.15}
TITLES = {
    "users": "users",
    "events": "events",
    "rate": "events an hour",
    "release": "new in this release",
    "status": "answered with 5xx",
    "path": "business path",
}
LEAST = 0.25
"""The impact of one event of nobody in particular."""
_ORDERS = 4.0
"""Powers of ten from nothing to the greatest impact of users, events and rate."""


class Impact(Noun):
    """`value` in [0, 1]; `parts` are what each ingredient adds to `LEAST`."""

    value: float
    parts: dict[str, float]


def ingredients(incident: Incident, report: TriageReport) -> dict[str, float]:
    """What makes an incident urgent, each in [0, 1]."""
    hours = max((incident.last_seen - incident.first_seen).total_seconds() / 3600, 1.0)
    return {
        "users": _order(incident.users),
        "events": _order(incident.count),
        "rate": _order(incident.count / hours),
        "release": float(incident.first_release is not None and incident.first_release == incident.last_release),
        "status": float(report.status is not None and report.status >= 500),
        "path": max((match.score for match in report.runbooks if _is_context(match.path)), default=0.0),
    }


def impact(incident: Incident, report: TriageReport, weights: Mapping[str, float] = WEIGHTS) -> Impact:
    """From 0.25 for one event of nobody in particular up to 1."""
    return weighed(ingredients(incident, report), weights)


def weighed(found: Mapping[str, float], weights: Mapping[str, float] = WEIGHTS) -> Impact:
    """The impact of ingredients."""
    total = sum(weights.values()) or 1.0
    room = 1.0 - LEAST
    parts = {name: round(room * weight * found.get(name, 0.0) / total, 4) for name, weight in weights.items()}
    return Impact(value=min(1.0, LEAST + sum(parts.values())), parts=parts)


def explained(parts: Mapping[str, float]) -> str:
    """What makes it urgent, the greatest part first; empty where nothing does."""
    ordered = sorted(parts.items(), key=lambda part: -part[1])
    return ", ".join(f"{TITLES.get(name, name)} +{value:.2f}" for name, value in ordered if value >= 0.005)


def _is_context(path: str) -> bool:
    """Whether a section stands in the team's context file or in the service's record, and not in a runbook."""
    return path.endswith("context.md") or not path.startswith(".arbase/")


def _order(count: float) -> float:
    return min(1.0, math.log10(1 + max(0.0, count)) / _ORDERS)

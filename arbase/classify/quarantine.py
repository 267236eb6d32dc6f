"""Quarantine: what was discarded stays, comes back by rule, and is sampled so that a human can audit it.

From the audit follows the recall in production: what was raised and found to be a bug, against the bugs that the
sample says are still among the discarded.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable

from pydantic import Field

from arbase.domain.incident import Incident, Judgement
from arbase.domain.noun import Noun

_SPACE = 2**64


class QuarantineSettings(Noun):
    """When a discarded incident comes back, and how many are audited."""

    rate_factor: float = Field(default=3.0, gt=1, description="It returns when it comes so many times as often.")
    fewest: int = Field(default=10, ge=1, description="... and at least so often since it was judged.")
    users_factor: float = Field(default=3.0, gt=1, description="It returns when it hits so many times as many users.")
    quiet_days: float = Field(default=7.0, gt=0, description="It is a regression when it was quiet for so long.")
    straight: bool = Field(
        default=False,
        description="What returns is raised at once; otherwise it is judged anew and put one queue higher than that.",
    )
    audit_share: float = Field(default=0.05, ge=0, le=1, description="Share of the discarded that a human sees.")


class Audited(Noun):
    """A human's answer on incidents: among the raised and among the audited part of the discarded."""

    raised_actionable: int
    audited: int
    audited_actionable: int
    discarded: int


class ProductionRecall(Noun):
    """Recall in production with its 95% interval; `enough` is False where nothing was audited."""

    value: float
    low: float
    high: float
    audited: int
    enough: bool


Rule = Callable[[Incident, Judgement, QuarantineSettings], str]


def returns(incident: Incident, then: Judgement, settings: QuarantineSettings) -> str:
    """Why the incident leaves the quarantine, or an empty text if it stays."""
    return next((why for rule in RULES if (why := rule(incident, then, settings))), "")


def rate_rises(incident: Incident, then: Judgement, settings: QuarantineSettings) -> str:
    """It comes more often than when it was judged."""
    since = incident.count - then.count
    hours = max((incident.last_seen.timestamp() - then.last_seen) / 3600, 1.0)
    before = then.count / max(then.hours, 1.0)
    now = since / hours
    if since < settings.fewest or now < settings.rate_factor * before:
        return ""
    return f"it comes {now:.1f} times an hour, {before:.1f} when it was put aside"


def new_release(incident: Incident, then: Judgement, settings: QuarantineSettings) -> str:
    """Another release has it too: what was a deploy's or a client's is now the new code's."""
    if incident.last_release in (None, then.last_release) or incident.count <= then.count:
        return ""
    return f"release {str(incident.last_release)[:80]} has it too"


def regression(incident: Incident, then: Judgement, settings: QuarantineSettings) -> str:
    """It was gone and is back."""
    quiet = (incident.last_seen.timestamp() - then.last_seen) / 86_400
    hours = [hour for hour, _ in incident.hourly]
    between = sum(then.last_seen / 3600 + 1 < hour < incident.last_seen.timestamp() / 3600 - 24 for hour in hours)
    if quiet < settings.quiet_days or between or incident.count <= then.count:
        return ""
    return f"it is back after {quiet:.0f} quiet days"


def more_users(incident: Incident, then: Judgement, settings: QuarantineSettings) -> str:
    """More people are hit than when it was judged."""
    if incident.users < settings.fewest or incident.users < settings.users_factor * max(then.users, 1):
        return ""
    return f"it hits {incident.users} users, {then.users} when it was put aside"


RULES: tuple[Rule, ...] = (new_release, regression, more_users, rate_rises)


def is_audited(incident_id: str, settings: QuarantineSettings, salt: str = "") -> bool:
    """Whether a human sees the discarded incident: by its id alone, so that nobody chooses and nothing is kept."""
    number = int.from_bytes(hashlib.sha256(f"{salt}\0{incident_id}".encode()).digest()[:8], "big")
    return number < settings.audit_share * _SPACE


def audit_sample(discarded: Iterable[Incident], settings: QuarantineSettings, salt: str = "") -> list[Incident]:
    """The discarded incidents that wait for a human's look."""
    return [incident for incident in discarded if is_audited(incident.id, settings, salt)]


def production_recall(found: Audited) -> ProductionRecall:
    """Recall = raised bugs / (raised bugs + bugs among the discarded), the latter from the audited share.

    The interval takes Wilson's interval of the share of bugs among the audited to both ends; the raised are counted,
    not sampled, so they bring no uncertainty of their own.
    """
    if found.audited == 0:
        return ProductionRecall(value=0.0, low=0.0, high=1.0, audited=0, enough=found.discarded == 0)
    share = found.audited_actionable / found.audited
    low, high = _wilson(found.audited_actionable, found.audited)
    values = [_recall(found, part) for part in (share, high, low)]
    return ProductionRecall(value=values[0], low=values[1], high=values[2], audited=found.audited, enough=True)


def _recall(found: Audited, share: float) -> float:
    missed = share * found.discarded
    total = found.raised_actionable + missed
    return found.raised_actionable / total if total else 1.0


def _wilson(hits: int, total: int, z: float = 1.959963984540054) -> tuple[float, float]:
    share = hits / total
    centre = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)

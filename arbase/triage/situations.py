"""Whether two incidents are one situation: pure rules over what triage found, each with its reason.

A shared word or a shared hour is not enough: what is put together here calls a human only once, so a second cause in
the same hour must stay visible.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from arbase.domain.event import Event, RaisedException
from arbase.domain.incident import Incident
from arbase.domain.normalise import normalise_message
from arbase.domain.situation import Clue
from arbase.domain.triage import TriageReport

TOGETHER = timedelta(minutes=15)
SUSPECTED = 0.5
SAYS_SOMETHING = 12
HOURS = 14 * 24

Rule = Callable[[Clue, Clue], str]


def clue_of(incident: Incident, report: TriageReport) -> Clue:
    """What `incident` shows of its cause."""
    event = next((event for event in reversed(incident.samples) if event.exceptions), None)
    suspect = report.suspects[0] if report.suspects else None
    return Clue(
        incident_id=incident.id,
        service=incident.service,
        exception=report.exception.rpartition(".")[2],
        dependency=report.dependency or "",
        suspect=suspect.sha if suspect else "",
        suspect_score=suspect.score if suspect else 0.0,
        root=_root(event) if event else None,
        links=len(event.exceptions) if event else 0,
        first_seen=incident.first_seen,
        hours=hours_of(incident),
    )


def hours_of(incident: Incident) -> tuple[int, ...]:
    """The hours with events; of an incident without its hours, those of its first and last event."""
    if incident.hourly:
        return tuple(hour for hour, _ in incident.hourly)[-HOURS:]
    ends = (incident.first_seen, incident.last_seen)
    return tuple(sorted({int(one.timestamp() // 3600) for one in ends}))


def shared_cause(one: Clue, other: Clue) -> str:
    """Why both are one situation, a sentence for a person; empty if nothing shows it."""
    return next((why for rule in RULES if (why := rule(one, other))), "")


def could_share(one: Clue, other: Clue) -> bool:
    """Whether it is worth looking up the hours of `other`: everything but the time fits."""
    at_once = other.model_copy(update={"hours": one.hours, "first_seen": one.first_seen})
    return one.incident_id != other.incident_id and bool(shared_cause(one, at_once))


def same_dependency(one: Clue, other: Clue) -> str:
    """One outside system fails for both at the same time.

    Where the system's address is known that is enough; where only its kind is ("database"), both must also have begun
    together with the same exception, since two services seldom use the same database.
    """
    if not one.dependency or one.dependency.lower() != other.dependency.lower() or not _same_hours(one, other):
        return ""
    if "(" in one.dependency:
        return f"{one.dependency} fails for both at the same time"
    began = abs(one.first_seen - other.first_seen)
    if one.service == other.service or one.exception != other.exception or began > TOGETHER:
        return ""
    return f"{one.dependency}: {one.exception} began in both services within {_minutes(began)}"


def same_commit(one: Clue, other: Clue) -> str:
    """One commit is suspected most in both, and neither is an outage."""
    if not one.suspect or one.suspect != other.suspect or one.dependency or other.dependency:
        return ""
    if min(one.suspect_score, other.suspect_score) < SUSPECTED:
        return ""
    return f"commit {one.suspect[:10]} is suspected of both"


def same_root(one: Clue, other: Clue) -> str:
    """The chains of both exceptions end in the same cause at the same time; one of them at least is a chain."""
    if one.root is None or one.root != other.root or max(one.links, other.links) < 2 or not _same_hours(one, other):
        return ""
    kind, message, place = one.root
    if len(message) < SAYS_SOMETHING and not place:
        return ""
    return f"both were caused by {kind}" + (f" in {place}" if place else f": {message[:80]}")


RULES: tuple[Rule, ...] = (same_dependency, same_commit, same_root)


def _same_hours(one: Clue, other: Clue) -> bool:
    """Whether both had events in the same hour or in neighbouring ones."""
    near = {hour + step for hour in one.hours for step in (-1, 0, 1)}
    return not near.isdisjoint(other.hours)


def _root(event: Event) -> tuple[str, str, str]:
    cause: RaisedException = event.exceptions[0]
    frame = cause.frames[-1] if cause.frames else None
    place = f"{frame.module or frame.path or ''}.{frame.function or ''}".strip(".") if frame else ""
    return cause.type.rpartition(".")[2], normalise_message(cause.message, 200), place


def _minutes(span: timedelta) -> str:
    return f"{max(1, round(span.total_seconds() / 60))} minutes"

"""A team's past from a file: what Sentry and Bugsink export, JSON Lines of events, or rows of `arbase bench alerts`.

| record | told by | its event |
|---|---|---|
| Sentry, web API with the body | `entries` | put back into the form of the SDKs |
| Sentry's "JSON" of an event, an SDK's payload | `exception`, `logentry`, `message` ... | itself |
| Sentry, an issue with its events | `events`, `latestEvent` | each of them; `status` tells what people decided |
| Bugsink, `/api/canonical/0/events/ID/` | `data` beside `event_id` | `data` |
| a row of `arbase bench alerts` | `event` or `samples` | that |

A page of an API (`results`, `events`, `data` as a list) is opened. What cannot be used is counted with its reason.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from arbase.domain.errors import IntakeRejected, UserError
from arbase.domain.event import Event
from arbase.evaluation.alerts.rows import ALIASES, files_of, label_of, records_of, time_of
from arbase.intake.redact import Redactor
from arbase.intake.sentry import is_error, parse_event
from arbase.intake.sentry_export import is_api_event, sdk_form
from arbase.intake.settings import IntakeSettings
from arbase.store.codec import pack, unpack

NO_BODY = "the event has no stack trace and no message; export it with its body (Sentry: `?full=true`)"
NO_EVENTS = "an issue without its events; export its events (Sentry: `/issues/ID/events/?full=true`)"
NO_TIME = "the event has no time, so it has no place in the past"
NOT_AN_ERROR = "not an error (a transaction, a check-in or the like)"
_PAGES = ("results", "events", "data")
_BODY = (
    *("exception", "exceptions", "logentry", "message", "stacktrace", "threads"),
    *("sentry.interfaces.Exception", "sentry.interfaces.Message"),
)
_TIMES = ("timestamp", "time", "occurred_at", "dateCreated", "dateReceived", "received", "ingested_at", "digested_at")
_ISSUE = ("groupID", "group_id", "shortId", "issue", "issue_id", "issueId")
_DECIDED = {
    **dict.fromkeys(("resolved", "resolvedinnextrelease"), True),
    **dict.fromkeys(("ignored", "archived", "muted"), False),
}
"""States of an issue in which a person decided; others say nothing."""


@dataclass(frozen=True)
class PastEvent:
    """An event that was redacted and packed; `issues` are the names that its issue has elsewhere."""

    at: datetime
    packed: bytes
    project: str
    issues: tuple[str, ...]
    label: bool | None
    label_by: str

    def event(self, service: str) -> Event:
        """The event as one of `service`, received when it happened."""
        return unpack(Event, self.packed).model_copy(update={"service": service})


@dataclass
class Past:
    """All events in the order of their time, and what could not be used: how often each reason."""

    events: list[PastEvent] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class _Found:
    """A record's event before it is parsed, with what stands around it."""

    payload: Mapping[str, Any]
    around: tuple[Mapping[str, Any], ...]
    label: bool | None = None
    label_by: str = ""


def read_past(place: Path, intake: IntakeSettings) -> Past:
    """The events of a file or folder. Raises UserError where it cannot be read or holds no usable event."""
    past = Past()
    redactor = Redactor(intake)
    for file in files_of(place):
        for number, record in records_of(file):
            origin = f"{file}, row {number}"
            for position, found in enumerate(_opened(record, (), origin)):
                _take(past, found, redactor, f"{origin}, event {position + 1}")
    if not past.events:
        why = f" ({past.skipped.most_common(1)[0][0]})" if past.skipped else ""
        raise UserError(f"{place}: holds no event that can be replayed{why}")
    past.events.sort(key=lambda one: one.at)
    return past


def _opened(record: Mapping[str, Any], around: tuple[Mapping[str, Any], ...], origin: str) -> Iterator[_Found | str]:
    """The events in a record, or why there is none."""
    inner = (*around, record)
    label, by = _label(record, origin)
    if "eventID" in record and not is_api_event(record):
        yield NO_BODY
        return
    if is_api_event(record) or any(record.get(key) for key in _BODY):
        yield _Found(record, inner, label, by)
        return
    for key in ("samples", *_PAGES):
        if isinstance(record.get(key), list):
            for one in record[key]:
                yield from _labelled(one, inner, label, by, origin)
            return
    for key in ("latestEvent", *ALIASES["event"]):
        one = _tree(record.get(key))
        if one is not None:
            yield from _labelled(one, inner, label, by, origin)
            return
    yield NO_EVENTS if "shortId" in record or "userCount" in record else NO_BODY


def _labelled(
    one: object, around: tuple[Mapping[str, Any], ...], label: bool | None, by: str, origin: str
) -> Iterator[_Found | str]:
    """The events of what lies inside of a record; a label outside holds for all of them."""
    tree = _tree(one)
    if tree is None:
        yield "not a JSON object"
        return
    for found in _opened(tree, around, origin):
        if isinstance(found, _Found) and found.label is None and label is not None:
            yield _Found(found.payload, found.around, label, by)
        else:
            yield found


def _tree(value: object) -> dict[str, Any] | None:
    if isinstance(value, str):
        try:
            value = orjson.loads(value)
        except ValueError:
            return None
    return value if isinstance(value, dict) else None


def _label(record: Mapping[str, Any], origin: str) -> tuple[bool | None, str]:
    """What a person said: a label of the row, or the state of the issue."""
    if record.get("label") is not None or record.get("actionable") is not None:
        value = record.get("label") if record.get("label") is not None else record.get("actionable")
        return label_of(value, origin), "the row's label"
    status = str(record.get("status") or "").lower()
    if "shortId" in record and status in _DECIDED:
        return _DECIDED[status], f"the issue is {status}"
    return None, ""


def _take(past: Past, found: _Found | str, redactor: Redactor, origin: str) -> None:
    if isinstance(found, str):
        past.skipped[found] += 1
        return
    made = _event(found, redactor, origin)
    if isinstance(made, str):
        past.skipped[made] += 1
        return
    past.events.append(
        PastEvent(
            at=made.occurred_at,
            packed=pack(made),
            project=_first(found, ("project", "service", "projectSlug", "project_slug", "projectID")),
            issues=tuple(_issues(found)),
            label=found.label,
            label_by=found.label_by,
        )
    )


def _event(found: _Found, redactor: Redactor, origin: str) -> Event | str:
    """The redacted event, or why it cannot be used."""
    at = _time(found, origin)
    if at is None:
        return NO_TIME
    payload = found.payload
    if "occurred_at" in payload and "service" in payload and "exceptions" in payload:
        try:
            return redactor.redact(Event.model_validate(dict(payload)))
        except ValidationError:
            return "an event of arbase that this version cannot read"
    if is_api_event(payload):
        payload = sdk_form(payload)
    if not is_error(payload):
        return NOT_AN_ERROR
    identity = hashlib.sha256(origin.encode()).hexdigest()[:32]
    try:
        event = parse_event(payload, service="", now=at, fallback_id=identity)
    except IntakeRejected as error:
        return str(error)
    if not event.exceptions and not event.message:
        return NO_BODY
    return redactor.redact(event.model_copy(update={"occurred_at": at, "received_at": at}))


def _time(found: _Found, origin: str) -> datetime | None:
    for record in (found.payload, *reversed(found.around)):
        for key in _TIMES:
            if record.get(key) not in (None, ""):
                try:
                    at = time_of(record[key], origin)
                except UserError:
                    continue
                if at is not None and at.timestamp() > 0:
                    return min(at, datetime.now(UTC))
    return None


def _issues(found: _Found) -> Iterator[str]:
    """Names under which commits and people know the issue, each once."""
    seen = set()
    for record in (*found.around, found.payload):
        keys = (*_ISSUE, *(("id",) if "shortId" in record else ()))
        for key in keys:
            value = record.get(key)
            name = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
            if name and name not in seen:
                seen.add(name)
                yield name


def _first(found: _Found, keys: tuple[str, ...]) -> str:
    """The project, from the innermost record that names one."""
    for record in (found.payload, *reversed(found.around)):
        for key in keys:
            value = record.get(key)
            if isinstance(value, dict):
                value = value.get("slug") or value.get("name")
            if isinstance(value, str | int) and str(value):
                return str(value)
    return ""

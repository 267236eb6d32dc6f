"""Digestion: accepted events become incidents. Apart from acceptance, so that a flood is taken in at disk speed."""

from __future__ import annotations

from arbase.domain.event import Event, RaisedException
from arbase.intake.fingerprint.versions import earlier, fingerprint
from arbase.intake.stacktrace import place_of
from arbase.intake.untrusted import cut
from arbase.store.interface import IncidentDraft, Store

TITLE_LENGTH = 160


def draft(event: Event) -> IncidentDraft:
    """What `event` says of the incident that it belongs to."""
    return IncidentDraft(
        fingerprint=fingerprint(event), earlier=earlier(event), title=title(event), culprit=culprit(event)
    )


def title(event: Event) -> str:
    """One line: `KeyError: 'rooms'`, or the message."""
    shown = _shown(event)
    if shown is None:
        return _first_line(event.message) or "an event without a message"
    message = _first_line(shown.message)
    return cut(f"{shown.type}: {message}" if message else shown.type, TITLE_LENGTH)


def culprit(event: Event) -> str:
    """Where it happened: `path in function` of the service's own code, else the transaction or the logger."""
    for raised in reversed(event.exceptions):
        if raised.in_app_frames:
            return place_of(raised.in_app_frames[-1])
    return event.transaction or event.logger or ""


def digest_once(store: Store, limit: int) -> int:
    """Move up to `limit` events from the inbox into their incidents, the oldest first; returns how many."""
    events = store.inbox(limit)
    for event in events:
        store.digest(event, draft(event))
    return len(events)


def _shown(event: Event) -> RaisedException | None:
    """The exception that was raised last; of a group, one of those in it."""
    for raised in reversed(event.exceptions):
        if raised.mechanism is None or not raised.mechanism.is_exception_group:
            return raised
    return event.raised


def _first_line(message: str) -> str:
    lines = message.strip().splitlines()
    return cut(lines[0].strip(), TITLE_LENGTH) if lines else ""

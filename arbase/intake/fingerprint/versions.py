"""Which version of the fingerprint is in use. Earlier ones stay: incidents that are stored were grouped by them."""

from __future__ import annotations

from arbase.domain.event import Event
from arbase.domain.incident import Fingerprint
from arbase.intake.fingerprint import v1, v2


def fingerprint(event: Event) -> Fingerprint:
    """The fingerprint of `event` by the version in use."""
    return v2.fingerprint(event)


def earlier(event: Event) -> tuple[Fingerprint, ...]:
    """The fingerprints by which an incident that is stored already may hold this event, the newest version first."""
    return (v1.fingerprint(event),)

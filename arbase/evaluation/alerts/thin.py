"""A labelled incident as others may report it: with less in it.

Not every SDK sends locals, breadcrumbs or headers, and not every file of events knows counts and times. A head that
learnt from rich events alone would take what is missing for a sign.
"""

from __future__ import annotations

import random

from arbase.domain.event import Event, RaisedException
from arbase.domain.incident import Incident

SHARE = 0.5
"""Each part is left out with this probability."""


def thinned(incident: Incident, source: random.Random) -> Incident:
    """The incident without what `source` decides to leave out; its exceptions and messages stay."""
    drop = {
        name: source.random() < SHARE
        for name in ("variables", "request", "headers", "steps", "origin", "mechanism", "counts", "times", "samples")
    }
    samples = incident.samples[-1:] if drop["samples"] else incident.samples
    changes: dict[str, object] = {"samples": tuple(_event(event, drop) for event in samples)}
    if drop["counts"]:
        changes |= {"count": len(samples), "users": 0}
    if drop["times"]:
        changes |= {"last_seen": incident.first_seen, "hourly": ()}
    if drop["origin"]:
        changes |= {"first_release": None, "last_release": None, "environments": ()}
    return incident.model_copy(update=changes)


def _event(event: Event, drop: dict[str, bool]) -> Event:
    changes: dict[str, object] = {}
    if drop["request"]:
        changes["request"] = None
    elif drop["headers"] and event.request is not None:
        changes["request"] = event.request.model_copy(update={"headers": {}, "cookies": {}, "body": None})
    if drop["steps"]:
        changes |= {"breadcrumbs": (), "extra": {}, "contexts": {}}
    if drop["origin"]:
        changes |= {"release": None, "environment": None, "server_name": None, "user": None, "tags": {}}
    changes["exceptions"] = tuple(_raised(raised, drop) for raised in event.exceptions)
    return event.model_copy(update=changes)


def _raised(raised: RaisedException, drop: dict[str, bool]) -> RaisedException:
    """Of a mechanism only the name is left out: whether somebody caught the error is never a detail."""
    mechanism = raised.mechanism
    if drop["mechanism"] and mechanism is not None:
        mechanism = mechanism.model_copy(update={"type": None})
    frames = raised.frames
    if drop["variables"]:
        frames = tuple(frame.model_copy(update={"variables": {}, "before": (), "after": ()}) for frame in frames)
    return raised.model_copy(update={"mechanism": mechanism, "frames": frames})

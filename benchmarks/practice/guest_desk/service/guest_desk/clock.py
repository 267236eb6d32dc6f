"""The time. Everything that needs it asks here."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_stopped: list[datetime] = []


def now() -> datetime:
    if _stopped:
        return _stopped[-1]
    fixed = os.environ.get("GUEST_DESK_CLOCK")
    return read(fixed) if fixed else datetime.now(UTC).replace(microsecond=0)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    _stopped.append(moment)
    try:
        yield
    finally:
        _stopped.pop()


def written(moment: datetime) -> str:
    """As it stands in the database and in JSON."""
    return moment.astimezone(UTC).isoformat()


def read(text: str) -> datetime:
    """A moment from its text; without an offset it is UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_over(until: str) -> bool:
    return read(until) <= now()

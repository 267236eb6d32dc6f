"""A fingerprint that the service set itself, in fingerprint version 2. Immutable: a change is a new file."""

from __future__ import annotations

import re
from collections.abc import Callable

from arbase.domain.event import Event
from arbase.domain.incident import FingerprintPart

DEFAULT = re.compile(r"\{\{\s*default\s*\}\}")
_VARIABLE = re.compile(r"\{\{\s*([\w.]{1,64})\s*\}\}")

Parts = tuple[FingerprintPart, ...]


def parts_of_sdk(event: Event, default: Callable[[], Parts]) -> Parts:
    """The event's own fingerprint; `default` gives what `{{ default }}` stands for."""
    parts: list[FingerprintPart] = []
    for part in event.sdk_fingerprint:
        if DEFAULT.fullmatch(part):
            parts += default()
        else:
            value = _VARIABLE.sub(lambda found: _variable(event, found[1], found[0]), part)
            parts.append(FingerprintPart(kind="sdk", value=value, source="fingerprint of the event"))
    return tuple(parts)


def _variable(event: Event, name: str, unknown: str) -> str:
    """What `{{ name }}` stands for."""
    raised = event.raised
    frame = next(iter(reversed((raised.in_app_frames or raised.frames) if raised else ())), None)
    if name.startswith("tags."):
        return event.tags.get(name.removeprefix("tags."), "")
    values = {
        "transaction": event.transaction,
        "level": event.level,
        "logger": event.logger,
        "message": event.message,
        "error.type": raised.type if raised else None,
        "error.value": raised.message if raised else None,
        "stack.module": frame.module if frame else None,
        "stack.function": frame.function if frame else None,
        "stack.abs_path": frame.absolute_path if frame else None,
    }
    values |= {"type": values["error.type"], "value": values["error.value"]}
    values |= {"module": values["stack.module"], "function": values["stack.function"]}
    return unknown if name not in values else values[name] or ""

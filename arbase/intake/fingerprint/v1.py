"""Fingerprint version 1: which events are one incident, and why. Immutable: a change is a new file.

The first rule that applies:

1. `sdk`: the service set a fingerprint itself. `{{ default }}` in it stands for what follows.
2. `exception`: the types of the exception chain, each with the innermost frame of the service's own code. Only the
   innermost, as Bugsnag has it: the way to the faulty line differs from caller to caller, the fault does not.
   - Equal links count once: the number of retries or of failed tasks in a group says nothing. A group is known by what
     it holds, whatever the order.
   - A recursion that ran out of stack is known by the functions that call each other, since it may end in any of them.
   - A failed HTTP call is also known by its status, since 404 is a mistake and 503 an outage.
3. `exception in foreign code`: no frame is the service's own. Then the innermost foreign function, the message without
   values and the transaction stand in.
4. `exception without frames`: types and message without values.
5. `message`: the logger and the message before its values were put in, else without them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from arbase.domain.event import Event, RaisedException
from arbase.domain.incident import Fingerprint, FingerprintPart
from arbase.intake.fingerprint.v1_frame import FrameKey, frame_key
from arbase.intake.fingerprint.v1_message import normalise

VERSION = "v1"
MAX_LINKS = 8
_RECURSIONS = ("RecursionError", "StackOverflowError")
_TWICE_AND_MORE = 3
_MAX_CYCLE = 8
_DEFAULT = re.compile(r"\{\{\s*default\s*\}\}")
_VARIABLE = re.compile(r"\{\{\s*([\w.]{1,64})\s*\}\}")
_HTTP_TYPE = re.compile(r"http|status|response|api|client|server|fetch", re.IGNORECASE)
_STATUS_NAMED = re.compile(
    r"\b(?:https?|status(?:[ _-]?code)?|client error|server error|response)\W{1,4}"
    r"(?:(?:error|code|status|was|is)\W{1,4})?"
    r"([45]\d\d)(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_STATUS_BARE = re.compile(
    r"(?:^\W{0,3}|\b(?:error|code|returned|responded(?: with)?|got|failed|with)\W{1,4})([45]\d\d)(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_ROUTE_VALUE = re.compile(
    r"(?<=/)(?:\d+|[0-9a-f]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=/|$)", re.IGNORECASE
)

Parts = tuple[FingerprintPart, ...]


def fingerprint(event: Event) -> Fingerprint:
    """The fingerprint of `event`; the same for every event of an incident, whatever its service."""
    if event.sdk_fingerprint and not (len(event.sdk_fingerprint) == 1 and _DEFAULT.fullmatch(event.sdk_fingerprint[0])):
        return _made("sdk", _sdk_parts(event))
    rule, parts = _default(event)
    return _made(rule, parts)


def _made(rule: str, parts: Parts) -> Fingerprint:
    content = json.dumps([VERSION, *([part.kind, part.value] for part in parts)], ensure_ascii=True)
    return Fingerprint(
        version=VERSION, rule=rule, digest=hashlib.sha256(content.encode()).hexdigest()[:32], parts=parts
    )


def _default(event: Event) -> tuple[str, Parts]:
    if not event.exceptions:
        return "message", _message_parts(event)
    links = _links(event.exceptions)
    if any(part.kind == "frame" for link in links for part in link):
        return "exception", _unlisted(links)
    if any(raised.frames for raised in event.exceptions):
        return "exception in foreign code", (*_unlisted(links), *_foreign_parts(event))
    return "exception without frames", (*_unlisted(links), *_worded(event))


def _unlisted(links: Iterable[Parts]) -> Parts:
    return tuple(part for link in links for part in link)


def _links(chain: Sequence[RaisedException]) -> list[Parts]:
    """The distinct links of the chain, root cause first; a group's wrapper is left out and its content sorted."""
    wrapped = [raised for raised in chain if not _is_group(raised)]
    known = wrapped if any(raised.in_app_frames for raised in wrapped) else chain
    links = list(dict.fromkeys(map(_link, known)))
    if len(wrapped) < len(chain):
        links = sorted(links, key=lambda link: [(part.kind, part.value) for part in link])
    if len(links) > MAX_LINKS:
        links = links[: MAX_LINKS // 2] + links[-MAX_LINKS // 2 :]
    return links


def _is_group(raised: RaisedException) -> bool:
    return raised.mechanism is not None and raised.mechanism.is_exception_group


def _link(raised: RaisedException) -> Parts:
    parts = [FingerprintPart(kind="type", value=_type(raised), source="exception.type")]
    frames = raised.in_app_frames
    if _type(raised) in _RECURSIONS or raised.message.startswith("Maximum call stack"):
        parts += [
            FingerprintPart(kind="frame", value=str(key), source="a function of the recursion")
            for key in _cycle(raised)
        ]
    if frames and len(parts) == 1:
        key = frame_key(frames[-1], frames[:-1])
        parts.append(
            FingerprintPart(kind="frame", value=str(key), source="the innermost frame of the service's own code")
        )
        if not key.line and not key.function:
            parts.append(FingerprintPart(kind="message", value=normalise(raised.message), source="exception.value"))
    status = _status(raised)
    if status:
        parts.append(FingerprintPart(kind="status", value=status, source="the HTTP status in the message"))
    return tuple(parts)


def _type(raised: RaisedException) -> str:
    """The class without its module: the module moves when a library is rearranged."""
    return raised.type.rpartition(".")[2].strip() or raised.type


def _cycle(raised: RaisedException) -> list[FrameKey]:
    """The functions that call each other again and again; the line of the call in each says nothing."""
    frames = raised.in_app_frames
    keys = [frame_key(frame, frames[:index])._replace(line="") for index, frame in enumerate(frames)]
    return sorted(key for key, times in Counter(keys).items() if times >= _TWICE_AND_MORE)[:_MAX_CYCLE]


def _status(raised: RaisedException) -> str:
    """The status that a failed HTTP call carries in its message; all of 5xx is one outage."""
    message = raised.message[:200]
    found = _STATUS_NAMED.search(message) or (_STATUS_BARE.search(message) if _HTTP_TYPE.search(raised.type) else None)
    if not found:
        return ""
    return found[1] if found[1].startswith("4") else "5xx"


def _foreign_parts(event: Event) -> Parts:
    raised = next(raised for raised in reversed(event.exceptions) if raised.frames)
    key = frame_key(raised.frames[-1], raised.frames[:-1])._replace(line="")
    return (
        FingerprintPart(kind="foreign frame", value=str(key), source="the innermost frame, of foreign code"),
        *_worded(event),
        *_transaction_parts(event),
    )


def _worded(event: Event) -> Parts:
    return (FingerprintPart(kind="message", value=normalise(event.exceptions[-1].message), source="exception.value"),)


def _transaction_parts(event: Event) -> Parts:
    if not event.transaction:
        return ()
    route = _ROUTE_VALUE.sub("*", event.transaction.partition("?")[0])
    return (FingerprintPart(kind="transaction", value=route, source="transaction"),)


def _message_parts(event: Event) -> Parts:
    template = event.message_template or event.message
    source = "the message before its values" if event.message_template not in ("", event.message) else "message"
    parts = [FingerprintPart(kind="logger", value=event.logger, source="logger")] if event.logger else []
    if template:
        parts.append(FingerprintPart(kind="message", value=normalise(template), source=source))
        return tuple(parts)
    empty = FingerprintPart(kind="message", value="", source="the event has neither exception nor message")
    return (*parts, empty, *_transaction_parts(event))


def _sdk_parts(event: Event) -> Parts:
    parts: list[FingerprintPart] = []
    for part in event.sdk_fingerprint:
        if _DEFAULT.fullmatch(part):
            parts += _default(event)[1]
        else:
            value = _VARIABLE.sub(lambda found: _variable(event, found[1], found[0]), part)
            parts.append(FingerprintPart(kind="sdk", value=value, source="fingerprint of the event"))
    return tuple(parts)


def _variable(event: Event, name: str, unknown: str) -> str:
    """What `{{ name }}` stands for in a fingerprint of the service."""
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

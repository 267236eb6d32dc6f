"""Fingerprint version 2: which events are one incident, and why. Immutable: a change is a new file.

The first rule that applies:

1. `sdk`: the service set a fingerprint itself. `{{ default }}` in it stands for what follows.
2. `exception`: the types of the exception chain, each with the innermost frame of the service's own code.
   - An error that a line makes against itself (a missing key, a None) is known by that line, whoever called it, and so
     is one that the code raises by its own decision. One that reports a situation (a text that cannot be parsed, a
     database that is locked) is known also by the function that ran into it: many causes share one function that
     reads, parses or connects. Version 1 left the caller out.
   - What another system or the operating system says is part of it: one statement can meet a lock and a full disk.
   - An error that is turned into another in the same function, with words that hold no value, is only the other one.
   - Equal links count once. A group is known by what it holds, whatever the order.
   - A recursion that ran out of stack is known by the functions that call each other.
   - An answer of another system is also known by its status, since 404 is a mistake and 503 an outage.
3. `exception in foreign code`: no frame is the service's own. Then the innermost foreign function and what is wrong
   with the input, the message without values, or where that says nothing the transaction, stand in.
4. `exception without frames`: types and message without values.
5. `message`: the logger and the message before its values were put in, with those values that are sentences or names
   of exceptions, since they are reasons; where it has no words, the message with its values replaced by their kind.
   Also the status that another system answered.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence

from arbase.domain.event import Event, RaisedException
from arbase.domain.incident import Fingerprint, FingerprintPart
from arbase.intake.fingerprint.v1_frame import frame_key
from arbase.intake.fingerprint.v1_message import normalise
from arbase.intake.fingerprint.v2_link import link_of, plain_type, turned
from arbase.intake.fingerprint.v2_said import has_words, places_of_input, reasons_of, status_of, worded
from arbase.intake.fingerprint.v2_sdk import DEFAULT, parts_of_sdk

VERSION = "v2"
MAX_LINKS = 8
_ROUTE_VALUE = re.compile(
    r"(?<=/)(?:\d+|[0-9a-f]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=/|$)", re.IGNORECASE
)

Parts = tuple[FingerprintPart, ...]


def fingerprint(event: Event) -> Fingerprint:
    """The fingerprint of `event`; the same for every event of an incident, whatever its service."""
    if event.sdk_fingerprint and not (len(event.sdk_fingerprint) == 1 and DEFAULT.fullmatch(event.sdk_fingerprint[0])):
        return _made("sdk", parts_of_sdk(event, lambda: _default(event)[1]))
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
    known = wrapped if any(raised.in_app_frames for raised in wrapped) else list(chain)
    if len(wrapped) == len(chain):
        known = [one for place, one in enumerate(known) if not turned(one, known[place + 1 :])]
    links = list(dict.fromkeys(map(link_of, known)))
    if len(wrapped) < len(chain):
        links = sorted(links, key=lambda link: [(part.kind, part.value) for part in link])
    if len(links) > MAX_LINKS:
        links = links[: MAX_LINKS // 2] + links[-MAX_LINKS // 2 :]
    return links


def _is_group(raised: RaisedException) -> bool:
    return raised.mechanism is not None and raised.mechanism.is_exception_group


def _foreign_parts(event: Event) -> Parts:
    raised = next(raised for raised in reversed(event.exceptions) if raised.frames)
    key = frame_key(raised.frames[-1], raised.frames[:-1])._replace(line="")
    where = FingerprintPart(kind="foreign frame", value=str(key), source="the innermost frame, of foreign code")
    inputs = places_of_input(plain_type(event.exceptions[-1]), event.exceptions[-1].message)
    if inputs:
        return (where, FingerprintPart(kind="input", value=inputs, source="what is wrong, in exception.value"))
    words = _worded(event)
    return (where, *words) if has_words(words[0].value, 3) else (where, *words, *_transaction_parts(event))


def _worded(event: Event) -> Parts:
    return (FingerprintPart(kind="message", value=normalise(event.exceptions[-1].message), source="exception.value"),)


def _transaction_parts(event: Event) -> Parts:
    if not event.transaction:
        return ()
    route = _ROUTE_VALUE.sub("*", event.transaction.partition("?")[0])
    return (FingerprintPart(kind="transaction", value=route, source="transaction"),)


def _message_parts(event: Event) -> Parts:
    template = event.message_template or event.message
    parts = [FingerprintPart(kind="logger", value=event.logger, source="logger")] if event.logger else []
    if not template:
        empty = FingerprintPart(kind="message", value="", source="the event has neither exception nor message")
        return (*parts, empty, *_transaction_parts(event))
    if event.message_template in ("", event.message):
        parts.append(FingerprintPart(kind="message", value=worded(template), source="message"))
    elif has_words(template, 1):
        source = "the message before its values"
        parts.append(FingerprintPart(kind="message", value=normalise(template), source=source))
        parts += [
            FingerprintPart(kind="reason", value=reason, source="a sentence among the values of the message")
            for reason in reasons_of(template, event.message)
        ]
    else:
        source = "message, since before its values it has no words"
        parts.append(FingerprintPart(kind="message", value=worded(event.message), source=source))
    status = status_of("", event.message)
    if status:
        parts.append(FingerprintPart(kind="status", value=status, source="the HTTP status in the message"))
    return tuple(parts)

"""From an envelope as sent to an event as kept: the machine's own traces taken out, then arbase's own intake.

Two builds must give equal files on any machine, so paths, addresses in memory, ports and random ids are replaced by
ones that follow from the place in the stream. Nothing else of the payload is changed.
"""

from __future__ import annotations

import hashlib
import re
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson

from arbase.domain.event import Event, RaisedException
from arbase.evaluation.seeded.stage import Played
from arbase.intake.redact import Redactor
from arbase.intake.sentry import is_error, parse_event
from arbase.intake.settings import IntakeSettings

_ADDRESS = re.compile(rb"0x[0-9a-f]{6,16}")
_THREAD = re.compile(rb"\b1[34]\d{13}\b")
_TEMPORARY = re.compile(rb"/tmp/tmp\w{8}")
_STAGE = re.compile(re.escape(tempfile.gettempdir()).encode() + rb"/arbase-stage-\w+")
_FILE_TIME = re.compile(rb"\b1[78][0-9a-f]{14}\b")  # a file's time in nanoseconds, in hexadecimal: a version in caches
_PROCESS = re.compile(rb"(-(?:web|job)-\d):\d+\b")  # the usual name of a lock's holder: host and process
_OWN = re.compile(r"/arbase/evaluation/seeded/inside/\w+\.py$")
_DURATION = re.compile(rb"\b(duration|elapsed)=\d+\.\d+")
_PLACES = (
    (sysconfig.get_path("purelib"), "/usr/lib/python3/site-packages"),
    (sysconfig.get_path("stdlib"), "/usr/lib/python3"),
    (sys.executable, "/usr/bin/python3"),
    (sys.prefix, "/usr"),
    (sys.base_prefix, "/usr"),
)


def events_of(played: Played, service: str, at: float, identity: str) -> Iterator[Event]:
    """The redacted events of one occurrence, as arbase's intake makes them of what was sent."""
    now = datetime.fromtimestamp(at, UTC)
    redactor = Redactor(IntakeSettings())
    number = 0
    for envelope in played.envelopes:
        for header, payload in envelope.items():
            if header.get("type") != "event":
                continue
            reported = orjson.loads(_machine_free(payload, played, service))
            if not is_error(reported):
                continue
            number += 1
            digest = hashlib.sha256(f"{identity}/{number}".encode()).hexdigest()
            _identified(reported, digest)
            # First slim, then redacted: what a third-party frame happened to hold is not counted.
            yield redactor.redact(_slim(parse_event(reported, service=service, now=now)))


def _machine_free(payload: bytes, played: Played, service: str) -> bytes:
    data = payload.replace(played.root.encode(), f"/srv/{service}".encode()) if played.root else payload
    for address, place in played.addresses.items():
        data = data.replace(address.encode(), f"dependency-{place + 1}.internal:80".encode())
        port = address.rpartition(":")[2]
        data = re.sub(rb"\b%b\b" % port.encode(), b"80", data)
    for found, shown in _PLACES:
        if found and found != "/usr":
            data = data.replace(found.encode(), shown.encode())
    data = _STAGE.sub(b"/srv/.stage", data)
    data = _TEMPORARY.sub(b"/tmp/tmp00000000", data)
    data = _THREAD.sub(b"140000000000000", data)
    data = _DURATION.sub(rb"\1=0.1", data)
    data = _FILE_TIME.sub(b"18ea000000000000", data)
    data = _PROCESS.sub(rb"\1:4242", data)
    # One address for all: which objects share one, because an earlier one is gone, is chance.
    return _ADDRESS.sub(b"0x7f0000010000", data)


def _identified(reported: dict[str, Any], digest: str) -> None:
    reported["event_id"] = digest[:32]
    trace = (reported.get("contexts") or {}).get("trace")
    if isinstance(trace, dict):
        trace.update({name: digest[32 : 32 + length] for name, length in (("trace_id", 32), ("span_id", 16))})
        trace.pop("parent_span_id", None)


def _slim(event: Event) -> Event:
    """Without the variables and source lines of third-party frames: they are most of the bytes, and are not ours.

    Frames of the harness (a signal that comes during a simulated wait) are left out.
    """
    return event.model_copy(update={"exceptions": tuple(_slim_exception(raised) for raised in event.exceptions)})


def _slim_exception(raised: RaisedException) -> RaisedException:
    bare: dict[str, Any] = {"variables": {}, "before": (), "after": ()}
    kept = [frame for frame in raised.frames if not _OWN.search(frame.absolute_path or "")]
    frames = tuple(frame if frame.in_app else frame.model_copy(update=bare) for frame in kept)
    return raised.model_copy(update={"frames": frames})

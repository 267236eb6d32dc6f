"""Reception: bytes and headers become redacted events on disk, or are refused whole."""

from __future__ import annotations

import hmac
import re
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from arbase.domain.errors import IntakeRejected
from arbase.domain.event import Event
from arbase.intake.decode import decode, decode_legacy
from arbase.intake.envelope import envelope_header, parse_envelope
from arbase.intake.jsontext import load_object
from arbase.intake.redact import Redactor
from arbase.intake.sentry import event_id, is_error, parse_event
from arbase.intake.settings import IntakeSettings
from arbase.store.interface import ServiceRecord, Store

_PROJECT = re.compile(r"[0-9]{1,9}")
_KEY = re.compile(r"(?:^|[\s,])sentry_key\s*=\s*\"?([^\s,\"]{1,200})")
_NO_KEY = "no key: send X-Sentry-Auth, the sentry_key parameter or the DSN in the envelope"
_REFUSED = "this key does not belong to this project"
_LOOK_EVERY_SECONDS = 1.0


class Submission(NamedTuple):
    """A request as it came, without its transport."""

    project: str
    body: bytes
    auth: str = ""
    key: str = ""
    encoding: str = ""


class Receipt(NamedTuple):
    """What was accepted: the id that the client is told, how many events, how many of them were new."""

    id: str | None
    events: int
    new: int


class Intake:
    """Takes in what services send. Thread-safe; what `envelope` and `event` return from is on disk."""

    def __init__(self, store: Store, settings: IntakeSettings) -> None:
        self._store = store
        self._settings = settings
        self._redactor = Redactor(settings)
        self._looked_at = -_LOOK_EVERY_SECONDS
        self._waiting = 0
        self._lock = threading.Lock()

    def envelope(self, submission: Submission) -> Receipt:
        """Accept an envelope's events; other items are skipped. Raises IntakeRejected, StoreError."""
        record = self._authorised(submission, submission_key(submission)) if submission_key(submission) else None
        body = decode(submission.body, submission.encoding, self._settings.max_decoded_bytes)
        header = envelope_header(body)
        if record is None:
            record = self._authorised(submission, _key_of_dsn(header.get("dsn"), submission.project))
        envelope = parse_envelope(body, self._settings.max_items)
        identity = event_id(header.get("event_id"))
        payloads = [item.payload for item in envelope.items if item.type == "event"]
        fallback = identity if len(payloads) == 1 else None
        return self._kept(record, payloads, identity, fallback)

    def event(self, submission: Submission) -> Receipt:
        """Accept the single event of a `/store/` request. Raises IntakeRejected, StoreError."""
        record = self._authorised(submission, submission_key(submission))
        limit = self._settings.max_decoded_bytes
        body = decode_legacy(decode(submission.body, submission.encoding, limit), limit)
        return self._kept(record, [body], None, None)

    def _authorised(self, submission: Submission, key: str) -> ServiceRecord:
        """The service of the project. One answer for a wrong key and an unknown project, so that nobody can probe."""
        if not key:
            raise IntakeRejected(401, _NO_KEY)
        known = _PROJECT.fullmatch(submission.project)
        record = self._store.service_of_project(int(submission.project)) if known else None
        expected = record.key if record else "no such project"
        if not hmac.compare_digest(expected.encode(), key.encode("utf-8", "replace")) or record is None:
            raise IntakeRejected(403, _REFUSED)
        self._hold_back()
        return record

    def _hold_back(self) -> None:
        """Ask clients to wait while more is waiting than may: the disk is not theirs to fill."""
        with self._lock:
            now = time.monotonic()
            if now - self._looked_at >= _LOOK_EVERY_SECONDS:
                self._looked_at, self._waiting = now, self._store.inbox_size()
            if self._waiting >= self._settings.max_waiting:
                raise IntakeRejected(429, f"{self._waiting} events are waiting; send again in a minute")

    def _kept(
        self, record: ServiceRecord, payloads: Sequence[bytes], identity: str | None, fallback: str | None
    ) -> Receipt:
        now = datetime.now(UTC)
        events: list[Event] = []
        for number, payload in enumerate(payloads, 1):
            what = "the event" if len(payloads) == 1 else f"event {number}"
            if len(payload) > self._settings.max_event_bytes:
                raise IntakeRejected(413, f"{what} is larger than {self._settings.max_event_bytes} bytes; send less")
            reported = load_object(payload, what)
            if is_error(reported):
                events.append(self._event(reported, record.service.name, now, fallback))
            else:
                identity = identity or event_id(reported.get("event_id"))
        new = self._store.accept(events) if events else 0
        return Receipt(events[0].id if events else identity, len(events), new)

    def _event(self, reported: dict[str, Any], service: str, now: datetime, fallback: str | None) -> Event:
        return self._redactor.redact(parse_event(reported, service=service, now=now, fallback_id=fallback))


def submission_key(submission: Submission) -> str:
    """The public key of the header or the query; empty if there is none."""
    found = _KEY.search(submission.auth.removeprefix("Sentry ").strip())
    return found[1] if found else submission.key


def _key_of_dsn(dsn: object, project: str) -> str:
    """The public key of a DSN. Raises IntakeRejected (403) if it is another project's."""
    if not isinstance(dsn, str) or not dsn:
        return ""
    try:
        parts = urlsplit(dsn)
        key = parts.username or ""
    except ValueError:
        raise IntakeRejected(400, "the envelope header: `dsn` is not an address") from None
    if parts.path.rstrip("/").rpartition("/")[2] != project:
        raise IntakeRejected(403, _REFUSED)
    return key

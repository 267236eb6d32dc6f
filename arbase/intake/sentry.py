"""Events as Sentry's SDKs send them, made into our noun. Fields of a wrong type count as absent.

See https://develop.sentry.dev/sdk/data-model/event-payloads/.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from arbase.domain.errors import IntakeRejected
from arbase.domain.event import Breadcrumb, Event
from arbase.intake.reported_request import request_of
from arbase.intake.stacktrace import exceptions_of
from arbase.intake.untrusted import DATA, entries, mapping, moment, optional, pairs, text, tree

MAX_BREADCRUMBS = 100
MAX_TAGS = 100
MAX_FINGERPRINT_PARTS = 32
_MESSAGE = 8192
_VALUE = 1024
_LEVELS = {
    "fatal": "fatal",
    "critical": "fatal",
    "error": "error",
    "warning": "warning",
    "warn": "warning",
    "info": "info",
    "log": "info",
    "debug": "debug",
    "trace": "debug",
}
_PLACEHOLDER = re.compile(r"%(?:\(\w{1,40}\))?[sdrifgx]|\{\w{0,40}\}")
_ID = re.compile(r"[0-9a-f]{32}")


def event_id(value: object) -> str | None:
    """An event id without dashes in lower case, None if there is none. Raises IntakeRejected (400)."""
    if value is None or value == "":
        return None
    plain = value.replace("-", "").lower() if isinstance(value, str) and len(value) <= 64 else ""
    if not _ID.fullmatch(plain):
        raise IntakeRejected(400, "`event_id` must be 32 hexadecimal digits")
    return plain


def is_error(payload: Mapping[str, Any]) -> bool:
    """Whether the payload is an error or a message; transactions and the like come the same way."""
    return payload.get("type") in (None, "", "error", "event", "default")


def parse_event(payload: Mapping[str, Any], *, service: str, now: datetime, fallback_id: str | None = None) -> Event:
    """The event of `payload`, with all its secrets still in it. Raises IntakeRejected (400) for a bad `event_id`."""
    message, template = _message(payload)
    return Event(
        id=event_id(payload.get("event_id")) or fallback_id or uuid.uuid4().hex,
        service=service,
        received_at=now,
        occurred_at=moment(payload.get("timestamp"), now),
        level=_LEVELS.get(text(payload.get("level"), 32).lower(), "error"),
        message=message,
        message_template=template,
        logger=optional(payload.get("logger")),
        transaction=optional(payload.get("transaction") or payload.get("culprit")),
        platform=text(payload.get("platform"), 64) or "other",
        release=optional(payload.get("release")),
        environment=optional(payload.get("environment"), 64),
        server_name=optional(payload.get("server_name")),
        user=_user(payload.get("user", payload.get("sentry.interfaces.User"))),
        exceptions=exceptions_of(payload),
        request=request_of(payload),
        breadcrumbs=_breadcrumbs(payload.get("breadcrumbs", payload.get("sentry.interfaces.Breadcrumbs"))),
        tags={name: text(value, _VALUE) for name, value in pairs(payload.get("tags"), MAX_TAGS)},
        contexts=tree(dict(mapping(payload.get("contexts"))), DATA),
        extra=tree(dict(mapping(payload.get("extra"))), DATA),
        sdk=_sdk(payload.get("sdk")),
        sdk_fingerprint=_fingerprint(payload.get("fingerprint")),
    )


def _message(payload: Mapping[str, Any]) -> tuple[str, str]:
    """The message as a person reads it, and before its values were put in."""
    for key in ("logentry", "sentry.interfaces.Message", "message"):
        value = payload.get(key)
        if isinstance(value, dict):
            template = text(value.get("message"), _MESSAGE)
            formatted = text(value.get("formatted"), _MESSAGE) or _filled(template, value.get("params"))
            if formatted or template:
                return formatted, template or formatted
        elif value:
            plain = text(value, _MESSAGE)
            return plain, plain
    return "", ""


def _filled(template: str, params: object) -> str:
    """`template` with its placeholders replaced in order. Never `%`: a hostile width would fill the memory."""
    if isinstance(params, dict):
        params = list(params.values())
    if not isinstance(params, list) or not params:
        return template
    rest = iter(params[:100])
    filled = _PLACEHOLDER.sub(lambda found: text(next(rest, found[0]), _VALUE), template[:_MESSAGE])
    return text(filled, _MESSAGE)


def _user(value: object) -> str | None:
    """A digest that tells users apart without saying who they are."""
    user = mapping(value)
    for key in ("id", "email", "username", "ip_address"):
        identity = text(user.get(key)).strip()
        if identity and identity != "{{auto}}":
            return hashlib.sha256(f"{key}:{identity}".encode()).hexdigest()[:16]
    return None


def _breadcrumbs(value: object) -> tuple[Breadcrumb, ...]:
    return tuple(
        Breadcrumb(
            category=text(crumb.get("category")),
            message=text(crumb.get("message"), DATA.text),
            level=_LEVELS.get(text(crumb.get("level"), 32).lower(), "info"),
            at=text(crumb.get("timestamp"), 64),
            data=tree(dict(mapping(crumb.get("data"))), DATA),
        )
        for crumb in entries(value)[-MAX_BREADCRUMBS:]
        if isinstance(crumb, dict)
    )


def _sdk(value: object) -> str:
    sdk = mapping(value)
    return f"{text(sdk.get('name'), 128)} {text(sdk.get('version'), 64)}".strip()


def _fingerprint(value: object) -> tuple[str, ...]:
    """The grouping that the service itself asks for; empty parts say nothing."""
    listed = value if isinstance(value, list) else [value]
    parts = (text(part).strip() for part in listed[:MAX_FINGERPRINT_PARTS])
    return tuple(part for part in parts if part)

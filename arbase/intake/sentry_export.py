"""Events as Sentry's web API returns them (`entries`, camel case), back in the form in which SDKs send them.

The form is that of `GET /api/0/projects/.../events/?full=true` and of `GET .../events/ID/`: interfaces are a list of
`{"type", "data"}`, tags a list of `{"key", "value"}`, frames have `lineNo`, `inApp` and `context` (pairs of number and
text). What stands only in tags (level, release, environment, server, transaction, logger) is put back in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from arbase.intake.untrusted import entries, mapping, text

_FRAME = {"absPath": "abs_path", "lineNo": "lineno", "colNo": "colno", "inApp": "in_app"}
_TAGGED = ("level", "environment", "server_name", "transaction", "logger")


def is_api_event(record: Mapping[str, Any]) -> bool:
    """Whether `record` is an event with its body as the web API returns it."""
    return isinstance(record.get("entries"), list)


def sdk_form(record: Mapping[str, Any]) -> dict[str, Any]:
    """The payload that an SDK would have sent; what the API does not tell is absent."""
    found = {text(entry.get("type")): entry.get("data") for entry in entries(record["entries"]) if _is_object(entry)}
    tags = [
        [text(tag.get("key")), text(tag.get("value"), 1024)] for tag in entries(record.get("tags")) if _is_object(tag)
    ]
    named = dict(tags)
    release = record.get("release")
    version = mapping(release).get("version") or (release if isinstance(release, str) else named.get("release"))
    payload: dict[str, Any] = {
        "event_id": record.get("eventID") or record.get("id"),
        "timestamp": record.get("dateCreated") or record.get("dateReceived"),
        "platform": record.get("platform"),
        "type": record.get("type"),
        "release": version,
        "user": record.get("user"),
        "sdk": record.get("sdk"),
        "contexts": record.get("contexts"),
        "extra": record.get("context"),
        "tags": tags,
        "exception": _exceptions(found.get("exception")),
        "stacktrace": _stack(found.get("stacktrace")),
        "threads": _threads(found.get("threads")),
        "breadcrumbs": found.get("breadcrumbs"),
        "request": _request(found.get("request")),
        "logentry": found.get("message") or record.get("message"),
        **{name: named[name] for name in _TAGGED if named.get(name)},
    }
    payload.setdefault("culprit", record.get("culprit"))
    return {name: value for name, value in payload.items() if value not in (None, [], {})}


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _exceptions(data: object) -> dict[str, Any] | None:
    values = [value for value in entries(data) if isinstance(value, dict)]
    if not values:
        return None
    return {"values": [{**value, "stacktrace": _stack(value.get("stacktrace"))} for value in values]}


def _threads(data: object) -> dict[str, Any] | None:
    values = [value for value in entries(data) if isinstance(value, dict)]
    if not values:
        return None
    return {"values": [{**value, "stacktrace": _stack(value.get("stacktrace"))} for value in values]}


def _stack(stack: object) -> dict[str, Any] | None:
    frames = mapping(stack).get("frames")
    if not isinstance(frames, list):
        return None
    return {"frames": [_frame(frame) for frame in frames if isinstance(frame, dict)]}


def _frame(frame: dict[str, Any]) -> dict[str, Any]:
    known = {_FRAME.get(name, name): value for name, value in frame.items() if name != "context"}
    line = known.get("lineno")
    if not isinstance(line, int):
        return known
    around = [pair for pair in frame.get("context") or () if isinstance(pair, list | tuple) and len(pair) == 2]
    numbered = [(number, content) for number, content in around if isinstance(number, int)]
    return {
        **known,
        "pre_context": [content for number, content in numbered if number < line],
        "context_line": next((content for number, content in numbered if number == line), None),
        "post_context": [content for number, content in numbered if number > line],
    }


def _request(data: object) -> dict[str, Any] | None:
    request = mapping(data)
    if not request:
        return None
    return {**{name: value for name, value in request.items() if name != "query"}, "query_string": request.get("query")}

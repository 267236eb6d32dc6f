"""The HTTP request that was being served, as Sentry's SDKs report it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from arbase.domain.event import HttpRequest
from arbase.intake.untrusted import BODY, mapping, pairs, text, tree

_ADDRESS = 8192
_VALUE = 4096
_MAX_PAIRS = 200


def request_of(payload: Mapping[str, Any]) -> HttpRequest | None:
    """The request of an event, or None. The query stands in `query`, also where the SDK left it in the address."""
    value = mapping(payload.get("request", payload.get("sentry.interfaces.Http")))
    if not value:
        return None
    url, _, inline = text(value.get("url"), _ADDRESS).partition("#")[0].partition("?")
    return HttpRequest(
        method=text(value.get("method"), 32).strip().upper() or "GET",
        url=url,
        query=_query(value.get("query_string")) or inline,
        headers=dict(_flat(value.get("headers"))),
        cookies=dict(_cookies(value.get("cookies"))),
        body=tree(value.get("data"), BODY),
    )


def _query(value: object) -> str:
    """A query string from text, an object or pairs."""
    if isinstance(value, dict | list):
        listed: list[tuple[str, str]] = []
        for name, entry in pairs(value, _MAX_PAIRS):
            listed += [(name, text(one, _VALUE)) for one in (entry if isinstance(entry, list) else [entry])]
        return urlencode(listed)
    return text(value, _ADDRESS).removeprefix("?")


def _flat(value: object) -> list[tuple[str, str]]:
    """Names and values; several values of one name are joined as HTTP joins them."""
    found: dict[str, str] = {}
    for name, entry in pairs(value, _MAX_PAIRS):
        joined = ", ".join(text(one, _VALUE) for one in entry) if isinstance(entry, list) else text(entry, _VALUE)
        found[name] = f"{found[name]}, {joined}" if name in found else joined
    return list(found.items())


def _cookies(value: object) -> list[tuple[str, str]]:
    if isinstance(value, str):
        parts = [part.partition("=") for part in text(value, _ADDRESS).split(";")[:_MAX_PAIRS]]
        return [(name.strip(), content.strip()) for name, _, content in parts if name.strip()]
    return _flat(value)

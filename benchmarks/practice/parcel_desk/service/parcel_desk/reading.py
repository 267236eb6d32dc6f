"""Reads what clients send. Whatever is wrong with it becomes a 422 that names the field."""

from datetime import date
from typing import Any

from flask import request

from parcel_desk.problems import unusable

_REQUIRED = object()


def body() -> dict[str, Any]:
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise unusable("body", "a JSON object is needed")
    return sent


def text(sent: dict[str, Any], field: str, default: Any = _REQUIRED) -> Any:
    """A string that says something; blank and null count as absent."""
    value = sent.get(field)
    if value is None or value == "":
        if default is _REQUIRED:
            raise unusable(field, "is needed")
        return default
    if not isinstance(value, str) or not value.strip():
        raise unusable(field, "must be text")
    return value.strip()


def whole(sent: dict[str, Any], field: str, default: Any = _REQUIRED, least: int = 0) -> Any:
    """A whole number, at least `least`."""
    value = sent.get(field)
    if value is None:
        if default is _REQUIRED:
            raise unusable(field, "is needed")
        return default
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise unusable(field, f"must be a whole number of {least} or more")
    return value


def choice(value: str, field: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise unusable(field, f"must be one of {', '.join(allowed)}")
    return value


def country(sent: dict[str, Any], field: str = "country") -> str:
    value = text(sent, field).upper()
    if len(value) != 2 or not value.isalpha():
        raise unusable(field, "must be two letters")
    return value


def day(value: str | None, field: str, default: date | None = None) -> date:
    if not value:
        if default is None:
            raise unusable(field, "is needed")
        return default
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise unusable(field, "must be a day like 2026-09-14") from None

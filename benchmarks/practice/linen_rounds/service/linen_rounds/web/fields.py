"""Reads what clients send. Whatever does not fit is refused by name."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from flask import request

from linen_rounds import clock
from linen_rounds.problems import Malformed, Problem
from linen_rounds.services.bags import Counted


def body() -> dict[str, Any]:
    """The JSON object of the request."""
    found = request.get_json(silent=True)
    if not isinstance(found, dict):
        raise Malformed("no_object", "The body must be a JSON object.")
    return found


def text(data: Mapping[str, Any], name: str, *, most: int = 80, required: bool = True) -> str:
    found = data.get(name)
    if found is None or found == "":
        if required:
            raise Problem("missing", f"{name} is missing.")
        return ""
    if not isinstance(found, str) or len(found) > most:
        raise Problem("unacceptable", f"{name} must be a text of at most {most} characters.")
    return found


def number(data: Mapping[str, Any], name: str, *, least: int = 0, most: int = 9999, required: bool = True) -> int | None:
    found = data.get(name)
    if found is None or found == "":
        if required:
            raise Problem("missing", f"{name} is missing.")
        return None
    if isinstance(found, str) and found.isascii() and found.isdigit():
        found = int(found)
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
        raise Problem("unacceptable", f"{name} must be a number from {least} to {most}.")
    return found


def moment(data: Mapping[str, Any], name: str) -> datetime:
    """A moment; now, if none is given."""
    found = text(data, name, most=40, required=False)
    try:
        return clock.moment(found) if found else clock.now()
    except ValueError:
        raise Problem("unacceptable", f"{name} must be a moment in ISO 8601.") from None


def day(data: Mapping[str, Any], name: str, *, required: bool = True) -> date | None:
    found = text(data, name, most=10, required=required)
    try:
        return date.fromisoformat(found) if found else None
    except ValueError:
        raise Problem("unacceptable", f"{name} must be a day like 2026-06-16.") from None


def cents(data: Mapping[str, Any], name: str, *, required: bool = True) -> int:
    """An amount like 12.50."""
    found = text(data, name, most=9, required=required) or "0"
    try:
        amount = Decimal(found) * 100
        if amount == int(amount) and 0 <= amount < 10_000_000:
            return int(amount)
    except (InvalidOperation, OverflowError, ValueError):
        pass
    raise Problem("unacceptable", f"{name} must be an amount like 12.50.")


def lines(data: Mapping[str, Any]) -> list[Counted]:
    """The lines of a count, in the form of either firmware."""
    found = data.get("lines")
    if isinstance(found, dict):
        found = [{"item": item, "counted": counted} for item, counted in found.items()]
    if not isinstance(found, list) or not found or not all(isinstance(line, dict) for line in found):
        raise Problem("unacceptable", "lines must give a number for each kind.")
    return [
        Counted(text(line, "item", most=12), number(line, "counted"), number(line, "declared", required=False))
        for line in found
    ]

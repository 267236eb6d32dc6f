"""Reads what comes in: JSON bodies, query strings, rows of feeds. All raise Unreadable."""
import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from flask import request

from .errors import Unreadable


def whole_number(name: str, value: Any) -> int:
    if isinstance(value, str):
        try:
            value = int(value)
        except ValueError:
            raise Unreadable(f"{name} is no whole number") from None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**9:
        raise Unreadable(f"{name} is no whole number")
    return value


def decimal(name: str, value: Any) -> Decimal:
    """A decimal number as text, or a whole number as JSON has it."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unreadable(f"{name} is no decimal number")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise Unreadable(f"{name} is no decimal number") from None
    if not number.is_finite() or abs(number) > 10**9:
        raise Unreadable(f"{name} is no decimal number")
    return number


def line(name: str, value: Any, most: int = 120) -> str:
    """One line of text."""
    if not isinstance(value, str) or not value.strip() or len(value) > most:
        raise Unreadable(f"{name} is no text of at most {most} characters")
    return " ".join(value.split())


class Fields:
    """Named values that may be missing; what is null or empty counts as missing."""

    def __init__(self, values: Mapping[str, Any]):
        self._values = values

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) not in (None, "")

    def names(self) -> set[str]:
        return set(self._values)

    def given(self, name: str, read, *more, needed: bool = False):
        """The value of `name` as `read` makes it, None where it is missing."""
        if name in self:
            return read(name, self._values[name], *more)
        if needed:
            raise Unreadable(f"{name} is missing")
        return None


def body() -> Fields:
    """The JSON object that was sent."""
    try:
        data = json.loads(request.get_data(as_text=True))
    except ValueError:
        raise Unreadable("the body is no JSON") from None
    if not isinstance(data, dict):
        raise Unreadable("the body is no object")
    return Fields(data)


def query() -> Fields:
    return Fields(request.args)

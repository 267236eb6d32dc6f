"""Reads single values of JSON bodies and query strings; what cannot be read is Unreadable."""
import json
from datetime import date
from decimal import Decimal, InvalidOperation

from language_school.errors import Unreadable

CENT = Decimal("0.01")
MOST = Decimal("999999.99")


def body(request) -> dict:
    """The JSON object that the request carries."""
    try:
        data = json.loads(request.body)
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise Unreadable("The body is no JSON.") from None
    if not isinstance(data, dict):
        raise Unreadable("The body is no JSON object.")
    return data


def text(data, name: str, most: int = 120, default: str | None = None) -> str:
    value = data.get(name, default)
    if not isinstance(value, str):
        raise Unreadable(f"{name} is missing or no text.")
    value = value.strip()
    if (not value and default is None) or len(value) > most:
        raise Unreadable(f"{name} is empty or longer than {most}.")
    return value


def whole(data, name: str, least: int, most: int, default: int | None = None) -> int:
    value = data.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Unreadable(f"{name} must be a whole number from {least} to {most}.")
    return value


def one_of(data, name: str, allowed) -> str:
    value = text(data, name)
    if value not in allowed:
        raise Unreadable(f"{name} must be one of {', '.join(sorted(allowed))}.")
    return value


def day(data, name: str, default: date | None = None) -> date | None:
    """A day in ISO form; the default when it is left out."""
    value = data.get(name)
    if value in (None, ""):
        return default
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Unreadable(f"{name} is no day.") from None


def amount(data, name: str) -> Decimal:
    """An amount above nothing: a number or text, with a point or a comma."""
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise Unreadable(f"{name} is no amount.")
    try:
        number = Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation:
        raise Unreadable(f"{name} is no amount.") from None
    if not number.is_finite() or not 0 < number <= MOST or number != number.quantize(CENT):
        raise Unreadable(f"{name} must be above 0, at most {MOST}, with at most two places.")
    return number.quantize(CENT)

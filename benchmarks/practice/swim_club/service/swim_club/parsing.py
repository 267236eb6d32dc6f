"""Reading what clients send. Everything here raises ``BadInput`` (400) and nothing else."""
import json
import re
from datetime import date, datetime, tzinfo

from .errors import BadInput

FIRST_YEAR, LAST_YEAR = 1900, 2100
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def body(request) -> dict:
    """The JSON object in the request; no body is an empty object."""
    if not request.body:
        return {}
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadInput("The body is not JSON") from None
    if not isinstance(data, dict):
        raise BadInput("The body is not an object")
    return data


def text(data, name, most=120, default=None) -> str:
    value = data.get(name, default)
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f"{name} is missing")
    value = value.strip()
    if len(value) > most or "\x00" in value:
        raise BadInput(f"{name} is too long or has characters that we do not take")
    return value


def address(data, name="email") -> str:
    value = text(data, name, most=254)
    if not ADDRESS.fullmatch(value):
        raise BadInput(f"{name} is not an address")
    return value


def password(data, name="password") -> str:
    value = data.get(name)
    if not isinstance(value, str) or not 8 <= len(value) <= 200:
        raise BadInput(f"{name} needs 8 to 200 characters")
    return value


def choice(data, name, choices, default=None) -> str:
    value = data.get(name, default)
    if not isinstance(value, str) or value not in choices:
        raise BadInput(f"{name} must be one of {', '.join(choices)}")
    return value


def flag(data, name) -> bool:
    value = data.get(name)
    if not isinstance(value, bool):
        raise BadInput(f"{name} must be true or false")
    return value


def number(value, name, least, most, default) -> int:
    """A whole number of a query string."""
    if value is None or value == "":
        return default
    if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise BadInput(f"{name} must be {least} to {most}")
    return int(value)


def _known_year(value, name):
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise BadInput(f"{name} must be between {FIRST_YEAR} and {LAST_YEAR}")
    return value


def day(value, name) -> date:
    """A day as ``2026-05-11``."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise BadInput(f"{name} is not a day")
    try:
        return _known_year(date.fromisoformat(value), name)
    except ValueError:
        raise BadInput(f"{name} is not a day") from None


def moment(value, name, zone: tzinfo, default=None) -> datetime | None:
    """A time in ISO form, or a day, which begins at midnight; without offset it is meant in ``zone``."""
    if value is None or value == "":
        return default
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise BadInput(f"{name} is not a time") from None
    if found.tzinfo is None:
        found = found.replace(tzinfo=zone)
    return _known_year(found, name)

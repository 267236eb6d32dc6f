"""Query parameters and bodies of requests."""
import json
from zoneinfo import ZoneInfo

import pandas as pd
from starlette.requests import Request

from .errors import Invalid


def text(request: Request, name: str, default: str | None = None, required: bool = False) -> str | None:
    value = request.query_params.get(name, "").strip()
    if not value and required:
        raise Invalid("missing", f"{name} is needed")
    return value or default


def choice(request: Request, name: str, allowed, default: str | None = None) -> str | None:
    value = text(request, name, default)
    if value is not None and value not in allowed:
        raise Invalid("choice", f"{name} is one of {', '.join(sorted(allowed))}")
    return value


def whole(request: Request, name: str, default: int, low: int, high: int) -> int:
    value = text(request, name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and len(value) < 10 and low <= int(value) <= high):
        raise Invalid("number", f"{name} is a number from {low} to {high}")
    return int(value)


def moment(request: Request, name: str, zone: ZoneInfo) -> pd.Timestamp | None:
    """A day or a time of the query, in UTC."""
    value = text(request, name)
    if value is None:
        return None
    try:
        stamp = pd.Timestamp(value)
        if stamp is pd.NaT:
            raise ValueError(value)
        if stamp.tzinfo is None:
            stamp = stamp.tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
        return stamp.tz_convert("UTC")
    except (ValueError, OverflowError):
        raise Invalid("time", f"{name} is not a day or time") from None


async def body(request: Request) -> dict:
    """The JSON object of the request."""
    try:
        content = json.loads(await request.body())
    except ValueError:
        raise Invalid("json", "the body is not JSON") from None
    if not isinstance(content, dict):
        raise Invalid("json", "the body is not an object")
    return content

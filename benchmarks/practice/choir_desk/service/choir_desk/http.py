"""Small helpers of all the JSON views: errors, bodies, parameters, pages."""
import json
from datetime import date, datetime

from django.utils import timezone


class ApiError(Exception):
    """Ends a view with this status and {"error": message}."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status
        self.message = message


def body(request):
    try:
        data = json.loads(request.body or b"{}")
    except ValueError:
        raise ApiError(400, "the body is not JSON")
    if not isinstance(data, dict):
        raise ApiError(400, "the body is not an object")
    return data


def text(data, name, required=True, longest=120, default=""):
    value = data.get(name)
    if value is None:
        if required:
            raise ApiError(400, f"{name} is missing")
        return default
    if not isinstance(value, str):
        raise ApiError(400, f"{name} is not text")
    value = value.strip()
    if required and not value:
        raise ApiError(400, f"{name} is empty")
    if len(value) > longest:
        raise ApiError(400, f"{name} is longer than {longest} characters")
    return value


def whole(value, name, least=0, most=10_000):
    """A whole number from a body or the query string."""
    if isinstance(value, bool):
        raise ApiError(400, f"{name} is not a whole number")
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise ApiError(400, f"{name} is not a whole number")
    if not least <= number <= most:
        raise ApiError(400, f"{name} is not between {least} and {most}")
    return number


def choice(value, name, choices):
    allowed = [key for key, _ in choices]
    if value not in allowed:
        raise ApiError(400, f"{name} is not one of {', '.join(allowed)}")
    return value


def day(value, name):
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ApiError(400, f"{name} is not a date (YYYY-MM-DD)")


def moment(value, name, zone=None):
    """A point in time as ISO 8601; without an offset it is taken to be local in `zone`."""
    try:
        parsed = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ApiError(400, f"{name} is not a time (ISO 8601)")
    if zone is not None and timezone.is_naive(parsed):
        parsed = timezone.make_aware(parsed, zone)
    return parsed


def page(request, rows, show):
    """One page of a list: {"items": [...], "total": n, "offset": o, "limit": l}."""
    limit = whole(request.GET.get("limit", 50), "limit", least=1, most=200)
    offset = whole(request.GET.get("offset", 0), "offset", most=1_000_000)
    total = len(rows) if isinstance(rows, list) else rows.count()
    return {
        "items": [show(row) for row in rows[offset : offset + limit]],
        "total": total,
        "offset": offset,
        "limit": limit,
    }

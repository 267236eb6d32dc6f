"""JSON in and out."""
from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import Request
from flask.json.provider import DefaultJSONProvider

from print_shop import clock, money
from print_shop.errors import BadInput


class ShopJSON(DefaultJSONProvider):
    sort_keys = False

    @staticmethod
    def default(value: Any) -> Any:
        if isinstance(value, Decimal):
            return money.text(value)
        if isinstance(value, datetime):
            return value.astimezone(clock.ZONE).isoformat()
        if isinstance(value, date):
            return value.isoformat()
        return DefaultJSONProvider.default(value)


def body(request: Request) -> dict[str, Any]:
    """The JSON object of the request, whatever its content type says."""
    data = request.get_json(force=True, silent=True)
    if not isinstance(data, dict):
        raise BadInput("a JSON object is needed")
    return data


def read_text(data: dict, key: str, *, optional: bool = False) -> str | None:
    value = data.get(key)
    if value is None and optional:
        return None
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f"{key} must be a text")
    return value.strip()


def read_int(data: dict, key: str, *, least: int, most: int, default: int | None = None) -> int:
    value = data.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadInput(f"{key} must be a whole number from {least} to {most}")
    return value


def read_money(data: dict, key: str) -> Decimal:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise BadInput(f"{key} must be an amount as text")
    try:
        return money.parse(str(value))
    except ValueError as error:
        raise BadInput(f"{key}: {error}") from None


def read_date(data: dict, key: str) -> date | None:
    """An optional day."""
    value = data.get(key)
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadInput(f"{key} must be a day like 2026-04-14") from None


def query_int(request: Request, key: str, *, least: int, most: int, default: int) -> int:
    written = request.args.get(key)
    if written is None:
        return default
    if not (written.isascii() and written.isdigit()) or not least <= int(written[:9]) <= most:
        raise BadInput(f"{key} must be a number from {least} to {most}")
    return int(written)

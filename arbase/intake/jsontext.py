"""JSON from strangers: strict and fast where it can be, forgiving where old clients need it, bounded in any case."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

import orjson

from arbase.domain.errors import IntakeRejected

_LONG_NUMBER = re.compile(rb"\d{19}")
_MAX_DIGITS = 60
_TOO_DEEP = "nested too deeply; send at most 1000 levels"


def load_json(data: bytes, what: str) -> Any:
    """The value that `data` holds; `what` names it in the error.

    Clients of other languages send NaN, Infinity, lone surrogates, bytes that are not UTF-8 and integers beyond 64
    bits. An event is too valuable to lose for that: the first two become strings, the others are replaced or kept.
    Raises IntakeRejected (400) for everything that is not JSON.
    """
    if not _LONG_NUMBER.search(data):
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError as error:
            if "depth" in str(error):
                raise IntakeRejected(400, f"{what}: {_TOO_DEEP}") from None
    try:
        return json.loads(
            data.decode("utf-8-sig", "replace"), parse_constant=str, parse_int=_integer, parse_float=_floating
        )
    except RecursionError:
        raise IntakeRejected(400, f"{what}: {_TOO_DEEP}") from None
    except ValueError as error:
        _malformed(what, error)


def load_object(data: bytes, what: str) -> dict[str, Any]:
    """Like `load_json`, but a JSON object. Raises IntakeRejected (400)."""
    value = load_json(data, what)
    if not isinstance(value, dict):
        raise IntakeRejected(400, f"{what}: expected a JSON object, got {_kind(value)}")
    return value


def _malformed(what: str, error: ValueError) -> NoReturn:
    reason = (
        f"{error.msg.lower()} at character {error.pos}" if isinstance(error, json.JSONDecodeError) else "bad number"
    )
    raise IntakeRejected(400, f"{what}: not valid JSON ({reason})") from None


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MAX_DIGITS else digits


def _floating(digits: str) -> float | str:
    value = float(digits)
    return value if abs(value) < float("inf") else digits


def _kind(value: object) -> str:
    names = {list: "an array", str: "a string", bool: "a boolean", int: "a number", float: "a number"}
    return names.get(type(value), "null")

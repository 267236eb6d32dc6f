"""Reads what callers send."""
import csv
import io
import json
import math
from collections.abc import Iterable
from typing import Any

from .problems import Invalid, Unreadable


def text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"The file is not UTF-8 (byte {error.start})") from None


def separator(content: str) -> str:
    """Comma or semicolon, whichever the first line has more of."""
    first = content.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def rows(content: str, needed: Iterable[str]) -> list[dict[str, str]]:
    """The rows of a CSV file by the names of their columns."""
    reader = csv.DictReader(io.StringIO(content), delimiter=separator(content))
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or []]
    missing = [name for name in needed if name not in reader.fieldnames]
    if missing:
        raise Unreadable(f"The file has no column {', '.join(missing)}")
    found = []
    for row in reader:
        if any(row[name] is None for name in needed):
            raise Unreadable(f"Line {reader.line_num} is too short")
        found.append(row)
    return found


def document(content: str) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        raise Unreadable("The body is no JSON") from None


def records(content: str, key: str, needed: Iterable[str]) -> list[dict[str, Any]]:
    """The objects of ``{key: [...]}``, each of which has what is needed."""
    given = document(content)
    found = given.get(key) if isinstance(given, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Unreadable(f"The body is no object with a list of objects in {key!r}")
    for each in found:
        for name in needed:
            if name not in each:
                raise Unreadable(f"An entry of {key!r} has no {name!r}")
    return found


def number(given: Any) -> float:
    """A number, or a text with a decimal point or comma."""
    if isinstance(given, bool) or not isinstance(given, (int, float, str)):
        raise Invalid(f"{given!r} is no number")
    try:
        value = float(given.strip().replace(",", ".") if isinstance(given, str) else given)
    except (ValueError, OverflowError):
        raise Invalid(f"{given!r} is no number") from None
    if not math.isfinite(value):
        raise Invalid(f"{given!r} is no number")
    return value

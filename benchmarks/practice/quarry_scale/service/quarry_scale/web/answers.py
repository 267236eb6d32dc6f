"""How data becomes JSON, and how requests become data."""

import dataclasses
import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import request
from flask.json.provider import JSONProvider

from quarry_scale.errors import Problem, invalid


def simple(value: object) -> object:
    """What JSON has no form for."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        return dataclasses.asdict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


class QuarryJSON(JSONProvider):
    """Money as text, days and instants as ISO 8601."""

    def dumps(self, obj: Any, **_: Any) -> str:
        return json.dumps(obj, default=simple)

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return json.loads(s)


class Fields:
    """The fields of a body (or query), each asked for once; `done` refuses what was wrong."""

    def __init__(self, given: dict | None = None) -> None:
        if given is None:
            given = request.get_json(silent=True)
            if not isinstance(given, dict):
                raise Problem(400, "json", "Send a JSON object.")
        self.given, self.faults = given, {}

    def has(self, name: str) -> bool:
        return name in self.given

    def text(self, name: str, most: int = 80, pattern: str = "", required: bool = True) -> str | None:
        value = self.given.get(name)
        if value is None and not required:
            return None
        if not isinstance(value, str) or not value.strip():
            self.faults[name] = "Give a text."
        elif len(value) > most:
            self.faults[name] = f"At most {most} letters."
        elif pattern and not re.fullmatch(pattern, value.strip()):
            self.faults[name] = "This is not in the right form."
        else:
            return value.strip()
        return None

    def whole(self, name: str, least: int, most: int, required: bool = True) -> int | None:
        value = self.given.get(name)
        if value is None and not required:
            return None
        if type(value) is not int or not least <= value <= most:
            self.faults[name] = f"Give a whole number from {least} to {most}."
            return None
        return value

    def decimal(self, name: str, most: int, required: bool = True) -> Decimal | None:
        """Up to two digits, sent as text."""
        value = self.given.get(name)
        if value is None and not required:
            return None
        if not isinstance(value, str) or not re.fullmatch(r"\d{1,7}(\.\d{1,2})?", value) or Decimal(value) > most:
            self.faults[name] = f"Give a number from 0 to {most} as text, with two digits at most."
            return None
        return Decimal(value)

    def day(self, name: str, required: bool = True) -> date | None:
        value = self.given.get(name)
        if value is None and not required:
            return None
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.faults[name] = "Give a day as 2026-05-31."
        return None

    def month(self, name: str) -> date | None:
        """The first day of a month that is given as 2026-05."""
        value = self.given.get(name)
        if isinstance(value, str) and re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", value):
            return date.fromisoformat(f"{value}-01")
        self.faults[name] = "Give a month as 2026-05."
        return None

    def done(self) -> None:
        if self.faults:
            raise invalid(self.faults)


def query() -> Fields:
    """The fields of the query."""
    return Fields(request.args.to_dict())

"""Reading a request body field by field; what cannot be used is a 422 that names the field."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask import Request

from expense_report.clock import parse_date
from expense_report.errors import Invalid

CURRENCY = re.compile(r"[A-Z]{3}")


class Body:
    """A JSON object from a client."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    @classmethod
    def of(cls, request: Request) -> Body:
        """The body of a request; raises Invalid if it is not a JSON object."""
        values = request.get_json(silent=True)
        if not isinstance(values, dict):
            raise Invalid("The body must be a JSON object.")
        return cls(values)

    def has(self, name: str) -> bool:
        """The client sent this field, maybe as null."""
        return name in self.values

    def optional_text(self, name: str, longest: int = 200) -> str | None:
        """Text without outer blanks; None if it is missing, null or blank."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise Invalid(f"{name} must be text.", field=name)
        if len(value.strip()) > longest:
            raise Invalid(f"{name} is longer than {longest} characters.", field=name)
        return value.strip() or None

    def text(self, name: str, longest: int = 200) -> str:
        """Text that must be there."""
        value = self.optional_text(name, longest)
        if value is None:
            raise Invalid(f"{name} is required.", field=name)
        return value

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.text(name).lower()
        if value not in allowed:
            raise Invalid(f"{name} must be one of {', '.join(allowed)}.", field=name)
        return value

    def texts(self, name: str, most: int = 50) -> list[str]:
        """A list of texts that is not empty; each counts once."""
        values = self.values.get(name)
        if not isinstance(values, list) or not 0 < len(values) <= most:
            raise Invalid(f"{name} must be a list of 1 to {most} texts.", field=name)
        if not all(isinstance(value, str) for value in values):
            raise Invalid(f"{name} must be a list of 1 to {most} texts.", field=name)
        return list(dict.fromkeys(value.strip() for value in values))

    def day(self, name: str) -> date:
        """A day that must be there."""
        return parse_date(self.text(name), field=name)

    def currency(self, name: str, default: str) -> str:
        """A currency code in capitals."""
        value = (self.optional_text(name) or default).upper()
        if not CURRENCY.fullmatch(value):
            raise Invalid(f"{name} must be a code of three letters.", field=name)
        return value

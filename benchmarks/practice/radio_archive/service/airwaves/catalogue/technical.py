"""The technical data of recordings.

Since release 1.3 it is stored as an object of names and values. Rows from before hold a list of words, each `name: value`,
and stay as they are.
"""

from __future__ import annotations

from typing import Any


def read(stored: Any) -> dict[str, Any]:
    """The data as an object, whatever its form; figures are numbers."""
    if isinstance(stored, dict):
        return dict(stored)
    found: dict[str, Any] = {}
    for word in stored or []:
        name, _, value = word.partition(":")
        value = value.strip()
        found[name.strip()] = int(value) if value.isdigit() else value
    return found

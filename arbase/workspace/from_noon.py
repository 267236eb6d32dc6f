"""Times that count from noon of a day less twelve hours, as those of GTFS: what people wrote of it, and their names.

https://gtfs.org/documentation/schedule/reference/#field-types: "The time is measured from 'noon minus 12h' of the
service day (effectively midnight except for days on which daylight savings time changes occur)".
"""

from __future__ import annotations

import re
from pathlib import Path

from arbase.workspace.notes import notes, sentences

_NOON = re.compile(r"\bnoon\b.{0,60}\b(?:less|minus|-)\s*(?:twelve|12)\s*(?:hours|h\b)", re.IGNORECASE)


def says_from_noon(text: str) -> bool:
    """A sentence says that times count from noon less twelve hours."""
    return any(_NOON.search(one) for one in sentences(text))


def told_from_noon(root: Path) -> str:
    """The path of the note that says so; empty if none does."""
    return next((note.path for note in notes(root) if says_from_noon(note.text)), "")

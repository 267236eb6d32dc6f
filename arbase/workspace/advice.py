"""What the message of an exception says is to be used now, and in whose place."""

from __future__ import annotations

import re
from typing import NamedTuple

_OLD = r"['\"`](?P<old>[\w.+-]+)(?:\(\))?['\"`]"
_NEW = r"(?:['\"`](?P<quoted>[\w.+-]+)(?:\(\))?['\"`]|(?P<bare>[A-Za-z_]\w*(?:\.\w+)*)(?:\(\))?)"
# Between the two no third thing is quoted, or the message may speak of that.
_BETWEEN = r"[^'\"`]{1,160}?"
_SAYINGS = (
    re.compile(rf"{_OLD}{_BETWEEN}\buse {_NEW}\s+instead(?!\s+of)", re.IGNORECASE),
    re.compile(rf"\buse {_NEW}\s+instead\s+of\s+{_OLD}", re.IGNORECASE),
    re.compile(rf"{_OLD}{_BETWEEN}\bdid you mean:?\s+{_NEW}\s*\?", re.IGNORECASE),
    re.compile(
        rf"{_OLD}\s+(?:was|is|has been)\s+(?:now\s+)?(?:renamed|called)\s+(?:to\s+|as\s+)?{_NEW}", re.IGNORECASE
    ),
)
# The view of that name has moved into a blueprint or out of it; a view of another name is another view.
_MOVED = re.compile(
    r"endpoint '(?P<old>(?:\w+\.)*(?P<view>\w+))'(?: with values \[.*?\])?\. "
    r"Did you mean '(?P<quoted>(?:\w+\.)*(?P=view))' instead\?(?P<bare>)"
)
_NO_NAMES = frozenset("it that this one something another them these those either".split())


class Advice(NamedTuple):
    """Two names as the message has them."""

    old: str
    new: str

    def in_place_of(self, text: str) -> str:
        """The text with the new in the place of the old, a number in front kept (`3M`); empty if it is another one."""
        found = re.fullmatch(rf"(\d*){re.escape(self.old)}", text)
        return f"{found[1]}{self.new}" if found is not None else ""


def advice_of(message: str) -> Advice | None:
    """`'M' is no longer supported. Please use 'ME' instead` and its like; None where a message advises nothing."""
    for saying in (*_SAYINGS, _MOVED):
        found = saying.search(message)
        new = (found["quoted"] or found["bare"]) if found is not None else ""
        if found is not None and new != found["old"] and new not in _NO_NAMES:
            return Advice(found["old"], new)
    return None

"""What docstrings promise: of input that cannot be read, and of what is a conflict."""

from __future__ import annotations

import re

_UNREADABLE = re.compile(
    r"(?:cannot|can't|can not|could not|not|un)\s*(?:be\s+)?(?:read|pars|understand|valid)\w*[^.]*"
    r"\b(?:absent|missing|None|not (?:given|sent)|ignored|nothing)\b"
    r"|\bNone\b[^.]*\b(?:if|when|where|unless|for)\b[^.]*"
    r"\b(?:not|no|none|cannot|can't|invalid|malformed|unreadable)\b",
    re.IGNORECASE,
)

_CONFLICT = re.compile(r"\b(?:is|as|be|with|are|gives?|answers?) (?:an? )?(?:conflict|409)\b", re.IGNORECASE)


def unreadable_is_none(docstring: str | None) -> bool:
    """Whether it says that what cannot be read counts as absent: "a day, or None if the text is not one"."""
    return bool(_UNREADABLE.search(docstring or ""))


def answers_conflict(docstring: str | None) -> bool:
    """Whether it names a conflict as the answer: "it is a conflict if no row has so many left"."""
    return bool(_CONFLICT.search(docstring or ""))

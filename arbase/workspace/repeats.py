"""Which of several of one kind counts, as docstrings and comments say it: the last, the first, or all added up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Keep = Literal["last", "first", "sum", "mean"]

_REPEATED = re.compile(
    r"\b(?:again|twice|repeat\w*|duplicate\w*|same|several|more than one|many|each|every)\b", re.IGNORECASE
)
_HOLDS = r"(?: \w+){0,2} (?:counts|wins|holds|is kept|applies)\b"
_LATE, _EARLY = r"(?:last|latest|newest|most recent)", r"(?:first|earliest|oldest)"
_SAID: tuple[tuple[Keep, re.Pattern[str]], ...] = (
    ("last", re.compile(rf"\b{_LATE}{_HOLDS}|\b(?:keeps?|takes?|only) the {_LATE}\b", re.IGNORECASE)),
    ("first", re.compile(rf"\b{_EARLY}{_HOLDS}|\b(?:keeps?|takes?|only) the {_EARLY}\b", re.IGNORECASE)),
    ("sum", re.compile(r"\b(?:are|is) (?:summed|added)(?: up)?\b|\b(?:sums?|totals?|adds? up)\b", re.IGNORECASE)),
    ("mean", re.compile(r"\b(?:mean|average)s?\b|\bare averaged\b", re.IGNORECASE)),
)
_SENTENCE = re.compile(r"(?<=[.;])\s+|\n\s*\n")


def which_counts(texts: Iterable[str | None]) -> tuple[Keep, ...]:
    """What the texts say of things that come several times, each way once, in the order in which it is said."""
    found: dict[Keep, None] = {}
    for text in texts:
        for sentence in _SENTENCE.split(text or ""):
            if _REPEATED.search(sentence):
                for keep, shape in _SAID:
                    if shape.search(" ".join(sentence.split())):
                        found.setdefault(keep)
                        break
    return tuple(found)

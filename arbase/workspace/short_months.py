"""What docstrings and comments say of a day that its month does not have.

`last`: 28 February; `next`: 1 March, whatever was lacking; `over`: as many days into the next month as were lacking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Meant = Literal["last", "next", "over", "unclear", ""]

_LACKS = re.compile(
    r"\b29(?:th|\.)?(?: of)? feb|\bfeb(?:ruary|\.)? 29|\bleap|\bshorter\b|\bno such (?:day|date)"
    r"|\b(?:has|have|is|are|with|where there is|there is|of) no\b|\bwithout\b|\blacks?\b|\b(?:not|n't) (?:have|exist)"
    r"|\bmissing\b",
    re.IGNORECASE,
)
_CALENDAR = re.compile(r"\bmonth|\byear|\bfeb|\bleap|\b(?:29|30|31)(?:st|th)?\b|\bno such (?:day|date)", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|rather than|instead of)\b[^,;.)]*", re.IGNORECASE)
# These say that the day lacks, and are not denied by that.
_KEPT = re.compile(r"\b(?:does|do|did) not (?:have|exist)\b|\bnot exist\b", re.IGNORECASE)
_FIRST = r"(?:1|1st|first)"
_SAID: tuple[tuple[Meant, re.Pattern[str]], ...] = (
    ("over", re.compile(r"\b(?:runs?|rolls?|carr(?:y|ies)|spills?) (?:\w+ )?over\b|\boverflow", re.IGNORECASE)),
    (
        "next",
        re.compile(
            rf"\b{_FIRST}(?: of| day of)? (?:march|mar\b)|\bmarch (?:1\b|1st|first)"
            rf"|\b{_FIRST}(?: day)? (?:of|in) the (?:next|following|month (?:after|that follows))"
            rf"|\b(?:next|following) (?:month's first|day|one)\b|\bday (?:after|behind|that follows)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "last",
        re.compile(
            r"\blast (?:day|one|of)\b|\bend of (?:the|that|its) month|\bmonth'?s? end\b|\bclamp|\b28(?:th)?(?: of)? feb"
            r"|\bfebruary 28|\blast (?:\w+ ){0,3}day\b|\bday before\b",
            re.IGNORECASE,
        ),
    ),
)
_SENTENCE = re.compile(r"(?<=[.;])\s+|\n\s*\n")


def meant_for(text: str) -> Meant:
    """What a text says; `unclear` where it says several things, empty where it says nothing of such days."""
    found: set[Meant] = set()
    for sentence in _SENTENCE.split(text):
        plain = " ".join(sentence.split())
        if _LACKS.search(plain) and _CALENDAR.search(plain):
            told = _DENIED.sub("", _KEPT.sub("lacks", plain))
            found |= {meant for meant, shape in _SAID if shape.search(told)}
    if found == {"over", "next"}:
        return "next"  # "rolls over to the first of the next month"
    return found.pop() if len(found) == 1 else "unclear" if found else ""


def agreed(texts: Iterable[tuple[str, str]]) -> tuple[Meant, str]:
    """What all of the texts that say something say, and the place of the first; nothing where they differ.

    `texts` are places and what is written there.
    """
    said = [(told, place) for place, text in texts if (told := meant_for(text))]
    return said[0] if len({told for told, _ in said}) == 1 and said[0][0] != "unclear" else ("", "")

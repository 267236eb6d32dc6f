"""Whether a docstring or comment shows a form of numbers or moments: `01.03.2024` is that of `24.12.2024`."""

from __future__ import annotations

import re

_DENIED = re.compile(r"\b(?:not|never|refus\w*|reject\w*|rais\w*|error|invalid|instead of|no longer)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[;:](?=\s)|\.(?=\s|$)|\n\s*\n")


def says(form: re.Pattern[str], told: str) -> bool:
    """A sentence has the form, and denies nothing."""
    return any(form.search(one) and not _DENIED.search(one) for one in _SENTENCE.split(told))


def shows(told: str, text: str) -> bool:
    """It has an example of the same shape: other digits, the same signs."""
    shape = "".join(r"\d" if letter.isdigit() else re.escape(letter) for letter in text.strip())
    return bool(shape) and says(re.compile(rf"(?<!\d){shape}(?!\d)"), told)

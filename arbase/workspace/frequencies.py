"""What pandas calls a frequency by now: of moments, where a month is its end (`ME`), and of periods (`M`)."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["offset", "period"]

FREQUENCIES = {
    "M": "ME", "Q": "QE", "Y": "YE", "A": "YE", "BM": "BME", "BQ": "BQE", "BY": "BYE", "BA": "BYE", "SM": "SME",
    "CBM": "CBME", "H": "h", "BH": "bh", "T": "min", "S": "s", "L": "ms", "U": "us", "N": "ns",
}  # fmt: skip
"""The names that offsets had, and those that they have since pandas 2.2 (alone since pandas 3)."""

REFUSED = re.compile(r"[Ii]nvalid frequency: '?(-?\d*[A-Z]+(?:-[A-Z]+)?)\b")
"""How pandas says that a frequency is none."""

_FORM = re.compile(r"(-?\d*)([A-Z]+)(-[A-Z]+)?")
_OF_PERIODS = {"ME": "M", "QE": "Q", "YE": "Y", "MS": "M", "QS": "Q", "YS": "Y", "A": "Y"}


def named_now(text: str, kind: Kind) -> str:
    """The name that a frequency has for this kind, a number in front and a month behind it kept; else the text."""
    parts = _FORM.fullmatch(text)
    if parts is None:
        return text
    name = FREQUENCIES.get(parts[2], parts[2])
    if kind == "period" and not name.islower():
        # An hour is "h" for both, a month is still "M" for periods.
        name = _OF_PERIODS.get(parts[2], parts[2])
    return f"{parts[1]}{name}{parts[3] or ''}"

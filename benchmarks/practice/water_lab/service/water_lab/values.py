"""Measured values as instruments and people write them."""
import re

from .errors import Invalid

VALUE = re.compile(r"([<>]?)\s*(-?\d{1,12}(?:[.,]\d{1,9})?)")


def parse_value(text: str) -> tuple[float | None, str]:
    """`<0,5` is (0.5, "<"); `n.d.` and nothing are (None, "")."""
    text = text.strip()
    if text.lower() in ("", "n.d.", "nd", "-"):
        return None, ""
    match = VALUE.fullmatch(text)
    if not match:
        raise Invalid("value", f"{text!r} is not a measured value")
    return float(match[2].replace(",", ".")), match[1]


def exceeds(value: float, low: float | None, high: float | None) -> bool:
    """Whether a value is outside of its limits; a limit that is not set holds always."""
    return (low is not None and value < low) or (high is not None and value > high)

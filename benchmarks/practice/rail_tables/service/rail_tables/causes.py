"""Causes of delay, as the undertakings' feeds name them."""

CAUSES = {
    "weather": "Weather",
    "signal": "Signalling",
    "crew": "Staff",
    "vehicle": "Rolling stock",
    "late_connection": "Late connection",
    "strike": "Industrial action",
}


def label(code: str) -> str:
    return CAUSES.get(code, code)

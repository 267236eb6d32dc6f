"""From cells of a frame to what JSON and CSV know."""

import math
from datetime import date, datetime, time
from typing import Any

import numpy as np
import pandas as pd


def plain(value: Any) -> Any:
    """The cell as a Python value; missing ones, of whatever sort, are None and midnights are days."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, datetime):
        at_midnight = value.tzinfo is None and value.time() == time()
        return value.date().isoformat() if at_midnight else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def rounded(value: Any, digits: int = 2) -> float | None:
    """A figure for people; None stays None."""
    known = plain(value)
    return None if known is None else round(float(known), digits)

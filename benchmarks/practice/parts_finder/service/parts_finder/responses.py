"""From frames, numpy and pandas to JSON."""

import math
from typing import Any

import numpy as np
import pandas as pd
from starlette.responses import JSONResponse


def plain(value: Any) -> Any:
    """The value as JSON knows it: no numpy, no NaN, times in ISO 8601."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [plain(row) for row in frame.to_dict("records")]


def answer(payload: Any, status: int = 200) -> JSONResponse:
    return JSONResponse(plain(payload), status_code=status)

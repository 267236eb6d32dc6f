"""From frames to JSON."""

from __future__ import annotations

from typing import Any

import pandas as pd
from starlette.responses import JSONResponse


def plain(value: Any) -> Any:
    """A cell as JSON knows it."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat() if value.tzinfo else value.date().isoformat()
    value = value.item() if hasattr(value, "item") else value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def number(value: float, digits: int = 2) -> float | None:
    return None if pd.isna(value) else round(float(value), digits)


def share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def records(frame: pd.DataFrame, columns: list[str]) -> list[dict]:
    return [dict(zip(columns, map(plain, row), strict=True)) for row in frame[columns].itertuples(index=False, name=None)]


def answer(content: Any, status: int = 200) -> JSONResponse:
    return JSONResponse(content, status_code=status)

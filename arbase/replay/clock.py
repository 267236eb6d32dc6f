"""Times of the run taken out of answers: two runs within one second agree by chance, the third does not."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

NEAR_SECONDS = 86_400.0
MARK = "<now>"
STAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2} \w{3} \d{4}) \d{2}:\d{2}:\d{2} GMT"
)


def steady(value: Any) -> Any:
    """`value` (JSON) with every moment of about now replaced by a mark; other times stay."""
    if isinstance(value, str):
        return STAMP.sub(lambda found: MARK if _is_today(found) else found.group(), value)
    if isinstance(value, dict):
        return {key: steady(item) for key, item in value.items()}
    if isinstance(value, list):
        return [steady(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        now = time.time()
        return MARK if any(abs(value - now * unit) < NEAR_SECONDS * unit for unit in (1, 1000)) else value
    return value


def _is_today(found: re.Match[str]) -> bool:
    today = datetime.now(UTC).date()
    near = [today + timedelta(days=days) for days in (-1, 0, 1)]
    iso, spoken = found.group(1), found.group(2)
    return any(iso == f"{day:%Y-%m-%d}" or spoken == f"{day:%d %b %Y}" for day in near)

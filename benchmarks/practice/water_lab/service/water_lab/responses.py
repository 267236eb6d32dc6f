"""JSON as the laboratory writes it."""
import datetime
import json
from typing import Any

import numpy as np
import pandas as pd
from starlette.responses import JSONResponse


def plain(value: Any) -> Any:
    """What json does not know: times and numbers of pandas and numpy."""
    if isinstance(value, (pd.Timestamp, datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


class LabJSON(JSONResponse):
    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=plain).encode()

"""How many people a day will need: a linear model with a handful of coefficients for each ward."""

import json
import math
from datetime import date
from functools import lru_cache
from pathlib import Path

from ward_rota.errors import conflict
from ward_rota.models import Ward

PATH = Path(__file__).with_name("coefficients.json")
WINTER = (11, 12, 1, 2, 3)


@lru_cache
def table() -> dict[str, dict]:
    return json.loads(PATH.read_text("utf-8"))


def coefficients(ward: Ward) -> dict:
    known = table()
    if ward.code not in known:
        raise conflict("no-model", f"Nobody has fitted a model for {ward.name}")
    return known[ward.code]


def predict(ward: Ward, day: date) -> float:
    """People in the early shift of that day, before rounding up."""
    found = coefficients(ward)
    total = found["base"] + found["per_bed"] * ward.beds + found["weekday"][day.weekday()]
    if day.month in WINTER:
        total += found["winter"]
    return round(total, 2)


def document(ward: Ward, day: date) -> dict:
    expected = predict(ward, day)
    return {"ward": ward.code, "day": day.isoformat(), "expected": expected, "people": math.ceil(expected)}

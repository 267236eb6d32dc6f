"""Estimates: validation of the district, features, model, money."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from house_price import currency as money
from house_price import features, synthetic
from house_price.model import load_model
from house_price.schemas import Contribution, Estimate, Explanation


class UnknownDistrict(LookupError):
    """A district that the model was not trained for."""


def place_of(code: str) -> synthetic.District:
    """The district of `code`; codes are matched without regard to case."""
    place = synthetic.district(code.strip().upper())
    if place is None:
        raise UnknownDistrict(f"unknown district {code!r}")
    return place


def estimate(house: Mapping[str, Any], data: Path, currency: str) -> Estimate:
    """The estimated price of `house` in `currency`."""
    place = place_of(house["district"])
    model = load_model(data)
    price = model.predict(features.build(house, place))
    low, high = model.interval(price)
    rate = money.rate("EUR", currency)
    return Estimate(
        district=place.code,
        price=money.rounded(price * rate, currency),
        low=money.rounded(low * rate, currency),
        high=money.rounded(high * rate, currency),
        price_per_m2=money.rounded(price * rate / house["area_m2"], currency),
        currency=money.code(currency),
        model_version=model.version,
    )


def explain(house: Mapping[str, Any], data: Path, currency: str, top: int = 5) -> Explanation:
    """The estimate and the `top` features by the size of their effect."""
    place = place_of(house["district"])
    parts = load_model(data).contributions(features.build(house, place))
    parts = {name: value for name, value in parts.items() if not name.startswith("district_")}
    ranked = sorted(parts.items(), key=lambda part: abs(part[1]), reverse=True)[:top]
    return Explanation(
        estimate=estimate(house, data, currency),
        contributions=[Contribution(feature=name, percent=round(100 * value, 1)) for name, value in ranked],
    )

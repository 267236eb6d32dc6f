"""Sold houses that are like a given one."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from typing import Any

from house_price import currency as money
from house_price.features import haversine_km
from house_price.schemas import Comparable


def similarity(house: dict[str, Any], other: dict[str, Any], distance_km: float) -> float:
    """1 for the same house, towards 0 for one that has nothing in common."""
    area = abs(math.log(house["area_m2"] / other["area_m2"]))
    rooms = abs(house["rooms"] - other["rooms"]) / max(house["rooms"], other["rooms"])
    age = 0.0
    if house["built_year"] is not None and other["built_year"] is not None:
        age = abs(house["built_year"] - other["built_year"]) / 100
    return math.exp(-(1.5 * area + 0.5 * rooms + 0.6 * age + 0.25 * distance_km))


def find(
    house: dict[str, Any], sold: Sequence[dict[str, Any]], radius_km: float, limit: int, currency: str
) -> list[Comparable]:
    """The `limit` most similar of the `sold` houses within `radius_km`; the house itself is left out."""
    found = []
    for other in sold:
        if other["id"] == house["id"] or other["latitude"] is None or house["latitude"] is None:
            continue
        distance = haversine_km(house["latitude"], house["longitude"], other["latitude"], other["longitude"])
        if distance > radius_km:
            continue
        price = money.convert(other["sale_price"], other["sale_currency"], currency)
        found.append(
            Comparable(
                house_id=other["id"],
                address=other["address"],
                distance_km=round(distance, 3),
                area_m2=other["area_m2"],
                sold_on=other["sold_on"],
                price=price,
                price_per_m2=round(price / other["area_m2"], 2),
                similarity=round(similarity(house, other, distance), 4),
            )
        )
    found.sort(key=lambda comparable: (-comparable.similarity, comparable.house_id))
    return found[:limit]


def median_price_per_m2(comparables: Sequence[Comparable]) -> float | None:
    """The median, or None without comparables."""
    if not comparables:
        return None
    return round(statistics.median(comparable.price_per_m2 for comparable in comparables), 2)


def weighted_price(comparables: Sequence[Comparable], area_m2: float) -> float | None:
    """The price by area, weighted by similarity, or None where nothing is similar at all."""
    weight = sum(comparable.similarity for comparable in comparables)
    if weight == 0:
        return None
    per_m2 = sum(comparable.price_per_m2 * comparable.similarity for comparable in comparables) / weight
    return round(per_m2 * area_m2, 2)

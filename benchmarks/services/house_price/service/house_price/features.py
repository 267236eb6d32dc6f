"""From a house as people describe it to the numbers that the model takes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from house_price.synthetic import DISTRICTS, REFERENCE_YEAR, District

ENERGY_SCALE = {"A": 6, "B": 5, "C": 4, "D": 3, "E": 2, "F": 1, "G": 0}
DEFAULT_ENERGY = "D"
DEFAULT_AGE = 45
EXTRAS = ("balcony", "garage", "garden")
NUMERIC = ("log_area", "rooms", "bathrooms", "age", "floor", "energy", "distance_km")
ORDER = (*NUMERIC, *EXTRAS, *(f"district_{place.code}" for place in DISTRICTS))


def build(house: Mapping[str, Any], place: District) -> dict[str, float]:
    """All features of `house`, by name.

    Unknown values take the market's usual ones: energy class D, 45 years, one bathroom, ground floor.
    """
    area = float(house["area_m2"])
    year = house.get("built_year")
    features = {
        "log_area": math.log(area),
        "rooms": float(house["rooms"]),
        "bathrooms": float(1 if house.get("bathrooms") is None else house["bathrooms"]),
        "age": float(DEFAULT_AGE if year is None else max(0, REFERENCE_YEAR - year)),
        "floor": float(house.get("floor") or 0),
        "energy": float(energy_level(house.get("energy_class"))),
        "distance_km": distance_to_centre(house, place),
    }
    extras = set(house.get("extras") or ())
    features.update({name: float(name in extras) for name in EXTRAS})
    features.update({f"district_{known.code}": float(known.code == place.code) for known in DISTRICTS})
    return features


def energy_level(letter: str | None) -> int:
    """The energy class on a scale from 0 (G) to 6 (A); classes such as `A+` count as their letter."""
    return ENERGY_SCALE[(letter or DEFAULT_ENERGY).strip().upper()[:1] or DEFAULT_ENERGY]


def distance_to_centre(house: Mapping[str, Any], place: District) -> float:
    """Kilometres to the district's centre, 0 where the house has no coordinates."""
    latitude, longitude = house.get("latitude"), house.get("longitude")
    if latitude is None or longitude is None:
        return 0.0
    return haversine_km(latitude, longitude, place.latitude, place.longitude)


def haversine_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    a = (
        math.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(a))


def vector(features: Mapping[str, float], order: Iterable[str] = ORDER) -> list[float]:
    """The features as a row in the model's order."""
    return [features[name] for name in order]

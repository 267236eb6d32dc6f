"""Distances on the globe."""

import math

import numpy as np
import pandas as pd

from parts_finder.errors import PartsError

EARTH_KM = 6371.0

Point = tuple[float, float]


def parse_point(typed: str) -> Point:
    """ "45.46,9.19" as latitude and longitude."""
    try:
        lat, lon = (float(one) for one in typed.split(","))
    except ValueError as error:
        raise PartsError("a place is given as latitude,longitude") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise PartsError("there is no such place on earth")
    return lat, lon


def distance_km(one: Point, other: Point) -> float:
    """As the crow flies, to 100 metres; NaN where a coordinate is."""
    lat1, lon1, lat2, lon2 = (math.radians(value) for value in (*one, *other))
    part = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_KM * math.asin(math.sqrt(min(part, 1.0))), 1)


def distances(origin: Point, places: pd.DataFrame) -> pd.Series:
    """The same for each row with its `lat` and `lon`."""
    lat1, lon1 = math.radians(origin[0]), math.radians(origin[1])
    lat2, lon2 = np.radians(places["lat"]), np.radians(places["lon"])
    part = np.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return (2 * EARTH_KM * np.arcsin(np.sqrt(part.clip(upper=1.0)))).round(1)


def nearest(dealers: pd.DataFrame, origin: Point, most: int) -> list[dict[str, object]]:
    """The dealers whose location is known, the nearest first."""
    found = []
    for dealer in dealers.itertuples():
        kilometres = distance_km(origin, (dealer.lat, dealer.lon))
        if not math.isnan(kilometres):
            found.append({"dealer_id": dealer.dealer_id, "name": dealer.name, "distance_km": kilometres})
    return sorted(found, key=lambda one: (one["distance_km"], one["dealer_id"]))[:most]

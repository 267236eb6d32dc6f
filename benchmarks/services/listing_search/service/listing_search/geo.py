"""Distances on earth."""

from __future__ import annotations

import numpy as np
import pandas as pd

EARTH_KM = 6371.0


def distances(frame: pd.DataFrame, place: tuple[float, float]) -> pd.Series:
    """Kilometres from `place` to each row's `lat` and `lon`; NaN where they are not known."""
    lat, lon = np.radians(frame["lat"]), np.radians(frame["lon"])
    here_lat, here_lon = np.radians(place[0]), np.radians(place[1])
    half = (
        np.sin((lat - here_lat) / 2) ** 2
        + np.cos(lat) * np.cos(here_lat) * np.sin((lon - here_lon) / 2) ** 2
    )
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half.clip(0, 1)))

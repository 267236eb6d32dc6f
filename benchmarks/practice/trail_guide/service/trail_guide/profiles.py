"""Elevation profiles and key figures of tracks."""
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

EARTH_RADIUS_M = 6_371_000
COLUMNS = ["lat", "lon", "ele"]


@dataclass(frozen=True)
class Summary:
    point_count: int
    length_m: float
    highest_m: float | None
    lowest_m: float | None
    ascent_m: float


def frame_of(points: Iterable[tuple]) -> pd.DataFrame:
    return pd.DataFrame.from_records(points, columns=COLUMNS).astype(float)


def distances(frame: pd.DataFrame) -> np.ndarray:
    """Metres from the start to each point (haversine)."""
    lat, lon = np.radians(frame["lat"].to_numpy()), np.radians(frame["lon"].to_numpy())
    a = np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[:-1]) * np.cos(lat[1:]) * np.sin(np.diff(lon) / 2) ** 2
    return np.concatenate([[0.0], np.cumsum(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(a)))])


def _figure(value) -> float | None:
    return None if pd.isna(value) else round(float(value), 1)


def summarise(frame: pd.DataFrame) -> Summary:
    """Key figures of a track; points without an elevation count for its length only."""
    known = frame["ele"].dropna()
    return Summary(
        point_count=len(frame),
        length_m=_figure(distances(frame)[-1]),
        highest_m=_figure(known.max()),
        lowest_m=_figure(known.min()),
        ascent_m=_figure(known.diff().clip(lower=0).sum()),
    )


def build(points: Iterable[tuple], step_m: int | None = None) -> list[dict]:
    """Distance and elevation of the points; with a step the first point of every step, and the last one."""
    frame = frame_of(points)
    profile = pd.DataFrame({"distance_m": distances(frame).round(1), "ele": frame["ele"].round(1)})
    if step_m:
        keep = ~(profile["distance_m"] // step_m).duplicated()
        keep.iloc[-1] = True
        profile = profile[keep]
    # Only an object column can hold None.
    return profile.astype(object).where(profile.notna(), None).to_dict("records")

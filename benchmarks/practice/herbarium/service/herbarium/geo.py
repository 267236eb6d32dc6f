"""Boxes on the globe, and the map of how many sheets there are where."""
import math
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Box:
    """West, south, east, north in degrees. West may be greater than east: then the box crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> "Box":
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError as error:
            raise ValueError("bbox is west,south,east,north") from error
        if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
            raise ValueError("bbox is out of range")
        return cls(west, south, east, north)

    def contains(self, longitude: float | None, latitude: float | None) -> bool:
        if longitude is None or latitude is None or not self.south <= latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= longitude <= self.east
        return longitude >= self.west or longitude <= self.east


def point(fields: dict[str, Any]) -> list[float] | None:
    """Longitude and latitude, in the order of GeoJSON."""
    if fields["latitude"] is None:
        return None
    return [fields["longitude"], fields["latitude"]]


def heatmap(points: list[list[float]], cell: int) -> list[dict[str, Any]]:
    """How many points are in each cell of a grid of so many degrees; cells without points are left out.

    The grid begins at 180 W, 90 S. A cell is named by its western and southern edges and holds what lies on them or less than its size
    to the east and north of them.
    """
    columns, rows = math.floor(360 / cell) + 1, math.floor(180 / cell) + 1
    grid = np.zeros((rows, columns), dtype=int)
    for longitude, latitude in points:
        grid[int((latitude + 90) // cell), int((longitude + 180) // cell)] += 1
    return [
        {"west": int(column) * cell - 180, "south": int(row) * cell - 90, "count": int(grid[row, column])}
        for row, column in np.argwhere(grid)
    ]

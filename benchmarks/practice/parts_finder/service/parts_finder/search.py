"""Searching: what is wanted, the parts that answer it, and how many there are of each kind."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from parts_finder import text
from parts_finder import geo
from parts_finder.catalogue import Catalogue
from parts_finder.errors import PartsError

FACETS = ("brand", "category", "condition")
SHOWN = ("part_id", "number", "title", "brand", "model", "category", "condition", "price", "listed_at", "dealer_id")
CONDITIONS = ("new", "refurbished", "used", "defective")


@dataclass(frozen=True)
class Wanted:
    q: str = ""
    brand: str = ""
    category: str = ""
    condition: str = ""
    cheapest: float | None = None
    dearest: float | None = None
    year: int | None = None
    near: geo.Point | None = None
    radius_km: float | None = None

    @property
    def words(self) -> list[str]:
        return text.words(self.q)


def _number(parameters: Mapping[str, str], name: str) -> float | None:
    typed = parameters.get(name, "").strip()
    if not typed:
        return None
    try:
        value = float(typed)
    except ValueError as error:
        raise PartsError(f"{name} is a number") from error
    if not 0 <= value < 1e9:
        raise PartsError(f"{name} is out of range")
    return value


def parse(parameters: Mapping[str, str]) -> Wanted:
    """What the parameters of a request (or of a saved search) ask for."""
    condition = parameters.get("condition", "")
    if condition and condition not in CONDITIONS:
        raise PartsError(f"condition is one of {', '.join(CONDITIONS)}")
    year = _number(parameters, "year")
    near = parameters.get("near", "")
    return Wanted(
        q=parameters.get("q", ""),
        brand=parameters.get("brand", ""),
        category=parameters.get("category", ""),
        condition=condition,
        cheapest=_number(parameters, "min_price"),
        dearest=_number(parameters, "max_price"),
        year=None if year is None else int(year),
        near=geo.parse_point(near) if near else None,
        radius_km=_number(parameters, "radius_km"),
    )


def _filtered(hits: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    keep = pd.Series(True, index=hits.index)
    for column in FACETS:
        value = getattr(wanted, column)
        if value:
            keep &= hits[column].str.lower() == value.lower()
    if wanted.cheapest is not None:
        keep &= hits["price"] >= wanted.cheapest
    if wanted.dearest is not None:
        keep &= hits["price"] <= wanted.dearest
    if wanted.year is not None:
        keep &= ~(hits["year_from"] > wanted.year) & ~(hits["year_to"] < wanted.year)
    return hits[keep]


def with_distances(hits: pd.DataFrame, dealers: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """The hits with the distance of their dealer, within the radius if there is one."""
    if wanted.near is None:
        if wanted.radius_km is not None:
            raise PartsError("radius_km needs near")
        return hits
    placed = hits.merge(dealers[["dealer_id", "lat", "lon"]], on="dealer_id", how="left")
    placed["distance_km"] = geo.distances(wanted.near, placed)
    if wanted.radius_km is not None:
        placed = placed[placed["distance_km"] <= wanted.radius_km]
    return placed.drop(columns=["lat", "lon"])


def run(catalogue: Catalogue, wanted: Wanted) -> pd.DataFrame:
    hits = _filtered(catalogue.matching(wanted.words), wanted)
    return with_distances(hits, catalogue.dealers, wanted)


def facets(hits: pd.DataFrame) -> dict[str, dict[str, int]]:
    """How many hits there are of each brand, category and condition, the most frequent first."""
    counted = {}
    for column in FACETS:
        counts = hits.groupby(column).size().reset_index(name="hits").sort_values(["hits", column], ascending=[False, True])
        counted[column] = {value: int(count) for value, count in zip(counts[column], counts["hits"], strict=True)}
    return counted


def shown(rows: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """The columns that clients see, with the title as it is to be printed."""
    columns = [*SHOWN, "distance_km"] if "distance_km" in rows else list(SHOWN)
    return rows[columns].assign(marked=[text.mark(title, wanted.words) for title in rows["title"]])

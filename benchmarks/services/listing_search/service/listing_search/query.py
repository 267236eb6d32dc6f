"""What a client searches for, from the parameters of its request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from listing_search.errors import Invalid

CONDITIONS = ("new", "like_new", "used", "defective")
SORTS = ("relevance", "newest", "price_asc", "price_desc", "distance")
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Query:
    """Filters and order; what is not asked for is None or empty."""

    text: str = ""
    category: str | None = None
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    conditions: tuple[str, ...] = ()
    city: str | None = None
    seller: str | None = None
    within_days: int | None = None
    near: tuple[float, float] | None = None
    radius_km: float = 25.0
    sort: str = "relevance"


def number(params: Mapping[str, str], name: str) -> Decimal | None:
    """An amount that is not negative; a comma may stand for the point. Raises Invalid."""
    raw = params.get(name, "").strip()
    if not raw:
        return None
    try:
        value = Decimal(raw.replace(",", "."))
    except InvalidOperation as error:
        raise Invalid(f"{name} is not a number.", field=name) from error
    if not value.is_finite() or value < 0 or value > 10_000_000:
        raise Invalid(f"{name} must be from 0 to 10000000.", field=name)
    return value


def whole(params: Mapping[str, str], name: str, low: int, high: int) -> int | None:
    """A whole number within bounds. Raises Invalid."""
    raw = params.get(name, "").strip()
    if not raw:
        return None
    if not raw.isascii() or not raw.isdigit() or not low <= int(raw[:9]) <= high:
        raise Invalid(f"{name} must be a whole number from {low} to {high}.", field=name)
    return int(raw)


def choices(params: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Several words with commas between them, each once and in our order. Raises Invalid."""
    given = {word.strip() for word in params.get(name, "").split(",") if word.strip()}
    unknown = sorted(given - set(allowed))
    if unknown:
        raise Invalid(f"{name} does not know {unknown[0]}.", field=name, allowed=list(allowed))
    return tuple(word for word in allowed if word in given)


def place(params: Mapping[str, str], name: str) -> tuple[float, float] | None:
    """`52.52,13.40` as latitude and longitude. Raises Invalid."""
    raw = params.get(name, "").strip()
    if not raw:
        return None
    try:
        lat, lon = (float(part) for part in raw.split(","))
    except ValueError as error:
        raise Invalid(f"{name} must be latitude,longitude.", field=name) from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Invalid(f"{name} is not a place on earth.", field=name)
    return lat, lon


def parse(params: Mapping[str, str]) -> Query:
    """The query of a request or of a saved search. Raises Invalid."""
    text = " ".join(params.get("q", "").split())
    if len(text) > LONGEST_TEXT:
        raise Invalid(f"q is longer than {LONGEST_TEXT} characters.", field="q")
    low, high = number(params, "price_min"), number(params, "price_max")
    if low is not None and high is not None and low > high:
        raise Invalid("price_min is above price_max.", field="price_min")
    sort = params.get("sort", "relevance") or "relevance"
    if sort not in SORTS:
        raise Invalid(f"sort does not know {sort}.", field="sort", allowed=list(SORTS))
    near = place(params, "near")
    if sort == "distance" and near is None:
        raise Invalid("sort=distance needs near.", field="near")
    return Query(
        text=text,
        category=params.get("category") or None,
        price_min=low,
        price_max=high,
        conditions=choices(params, "condition", CONDITIONS),
        city=params.get("city") or None,
        seller=params.get("seller") or None,
        within_days=whole(params, "within_days", 1, 365),
        near=near,
        radius_km=float(whole(params, "radius_km", 1, 500) or 25),
        sort=sort,
    )


def to_params(query: Query) -> dict[str, str]:
    """The parameters from which `parse` makes the same query, for storing it."""
    params = {
        "q": query.text,
        "category": query.category,
        "price_min": query.price_min,
        "price_max": query.price_max,
        "condition": ",".join(query.conditions),
        "city": query.city,
        "seller": query.seller,
        "within_days": query.within_days,
        "sort": query.sort if query.sort != "relevance" else None,
    }
    if query.near is not None:
        params["near"] = f"{query.near[0]},{query.near[1]}"
        params["radius_km"] = f"{query.radius_km:g}"
    return {name: str(value) for name, value in params.items() if value not in (None, "")}

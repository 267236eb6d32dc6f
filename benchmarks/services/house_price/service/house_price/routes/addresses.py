"""Estimates for houses that are known by their address."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import Field

from house_price import estimation, features, geocoding, synthetic
from house_price.schemas import Estimate, HouseIn

router = APIRouter(tags=["addresses"])
MAX_DISTANCE_KM = 12.0


class AddressIn(HouseIn):
    """A house with its address; the district is looked up where it is not given."""

    district: str | None = None  # type: ignore[assignment]
    address: str = Field(min_length=5, max_length=200)


def nearest_district(latitude: float, longitude: float) -> tuple[synthetic.District, float]:
    """The district with the nearest centre, and its distance in kilometres."""
    ranked = [
        (features.haversine_km(latitude, longitude, known.latitude, known.longitude), known)
        for known in synthetic.DISTRICTS
    ]
    distance, found = min(ranked, key=lambda pair: pair[0])
    return found, distance


@router.post("/estimate/address")
def estimate_address(body: AddressIn, request: Request, currency: str | None = Query(default=None)) -> dict[str, Any]:
    """Estimate the price of a house at an address."""
    settings = request.app.state.settings
    place = geocoding.lookup(body.address, settings, request.app.state.http)
    if place is None:
        raise HTTPException(404, "the address was not found")
    house = body.model_dump(exclude={"address"})
    house["latitude"], house["longitude"] = place.latitude, place.longitude
    if not house["district"]:
        district, distance = nearest_district(place.latitude, place.longitude)
        if distance > MAX_DISTANCE_KM:
            raise HTTPException(422, "the address is outside of the districts that we know")
        house["district"] = district.code
    found: Estimate = estimation.estimate(house, settings.data, currency or settings.default_currency)
    return {"address": place.label, "confidence": round(place.confidence, 2), "estimate": found}

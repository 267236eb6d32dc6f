"""What sending a parcel costs: by zone of the country and weight, plus surcharges."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from parcel_desk.models import Band, Zone
from parcel_desk.problems import Problem, missing, unusable
from parcel_desk.reading import whole

COD_FEE_CENTS = 390
INSURANCE_STEP_CENTS = 50_000  # one fee for each begun 500.00


def find_zone(session: Session, code: str) -> Zone:
    zone = session.get(Zone, code.upper())
    if zone is None:
        raise missing("zone", code)
    return zone


def zone_of(session: Session, country: str) -> Zone:
    """The zone that serves a country; no zone is a matter of the client."""
    for zone in session.scalars(select(Zone).order_by(Zone.code)):
        if country in zone.countries.split():
            return zone
    raise unusable("country", f"we do not send to {country}")


def base_price(zone: Zone, weight_g: int) -> int:
    """The price of the first band that takes the weight."""
    for band in zone.bands:
        if weight_g <= band.up_to_g:
            return band.price_cents
    raise Problem(422, "too_heavy", f"{weight_g} g is more than we take to zone {zone.code}.")


def quote(
    session: Session, country: str, weight_g: int, *, cod: bool = False, insured_cents: int = 0, remote: bool = False
) -> dict[str, Any]:
    """The price with all that it is made of."""
    zone = zone_of(session, country)
    parts = {"base": base_price(zone, weight_g)}
    if cod:
        parts["cod"] = COD_FEE_CENTS
    if insured_cents:
        parts["insurance"] = -(-insured_cents // INSURANCE_STEP_CENTS) * 250
    if remote and zone.remote_cents:
        parts["remote"] = zone.remote_cents
    return {"zone": zone.code, "parts": parts, "total_cents": sum(parts.values())}


def replace_bands(zone: Zone, sent: list[Any]) -> None:
    """Puts a new price list into a zone; weights must rise."""
    bands = []
    for place, one in enumerate(sent):
        if not isinstance(one, dict):
            raise unusable(f"bands[{place}]", "must be an object")
        band = Band(up_to_g=whole(one, "up_to_g", least=1), price_cents=whole(one, "price_cents"))
        if bands and band.up_to_g <= bands[-1].up_to_g:
            raise unusable(f"bands[{place}]", "weights must rise")
        bands.append(band)
    if not bands:
        raise unusable("bands", "at least one is needed")
    zone.bands = bands


def show_zone(zone: Zone) -> dict[str, Any]:
    return {
        "zone": zone.code,
        "countries": zone.countries.split(),
        "remote_cents": zone.remote_cents,
        "bands": [{"up_to_g": band.up_to_g, "price_cents": band.price_cents} for band in zone.bands],
    }

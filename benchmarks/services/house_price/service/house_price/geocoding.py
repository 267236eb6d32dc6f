"""The geocoder: turns an address into coordinates. It is another team's service and is sometimes slow or down."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import httpx

from house_price.settings import Settings

logger = logging.getLogger(__name__)


class GeocoderUnavailable(RuntimeError):
    """The geocoder did not answer, or not in a way that can be used."""


@dataclass(frozen=True)
class Place:
    """What the geocoder found."""

    label: str
    latitude: float
    longitude: float
    district: str | None
    confidence: float


def lookup(address: str, settings: Settings, client: httpx.Client | None = None) -> Place | None:
    """The best match for `address`, or None. Raises GeocoderUnavailable."""
    own = client or httpx.Client(base_url=settings.geocoder_url, timeout=settings.geocoder_timeout)
    try:
        response = own.get("/search", params={"q": address, "limit": 3})
        response.raise_for_status()
        body = response.json()
    except httpx.TimeoutException as error:
        raise GeocoderUnavailable(f"no answer within {settings.geocoder_timeout} s") from error
    except httpx.HTTPStatusError as error:
        raise GeocoderUnavailable(f"it answered {error.response.status_code}") from error
    except (httpx.HTTPError, ValueError) as error:
        raise GeocoderUnavailable(f"{type(error).__name__}: {error}") from error
    finally:
        if client is None:
            own.close()
    matches = [place(match) for match in body.get("results") or []]
    best = max(matches, key=lambda match: match.confidence, default=None)
    if best is None or best.confidence < 0.3:
        logger.info("No match for an address of %d characters", len(address))
        return None
    return best


def place(match: dict) -> Place:
    """One match of the geocoder's answer; it leaves out what it does not know."""
    position = match.get("position") or {}
    if "lat" not in position or "lon" not in position:
        raise GeocoderUnavailable("a match has no position")
    return Place(
        label=match.get("label", ""),
        latitude=float(position["lat"]),
        longitude=float(position["lon"]),
        district=match.get("district"),
        confidence=float(match.get("confidence") or 0.0),
    )

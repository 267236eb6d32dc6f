"""Generated data: districts, houses, sales and agents that look like a mid-size market."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

REFERENCE_YEAR = 2026
ENERGY = "ABCDEFG"


@dataclass(frozen=True)
class District:
    code: str
    name: str
    latitude: float
    longitude: float
    level: float
    timezone: str
    currency: str


DISTRICTS = (
    District("LIS-AL", "Alfama", 38.7118, -9.1300, 1.25, "Europe/Lisbon", "EUR"),
    District("LIS-BE", "Benfica", 38.7510, -9.2020, 0.85, "Europe/Lisbon", "EUR"),
    District("WAW-MO", "Mokotow", 52.1935, 21.0350, 0.80, "Europe/Warsaw", "PLN"),
    District("WAW-PR", "Praga", 52.2550, 21.0400, 0.62, "Europe/Warsaw", "PLN"),
    District("LON-HA", "Hackney", 51.5450, -0.0550, 2.10, "Europe/London", "GBP"),
    District("NYC-QU", "Queens", 40.7282, -73.7949, 1.90, "America/New_York", "USD"),
    District("TYO-SE", "Setagaya", 35.6464, 139.6533, 1.45, "Asia/Tokyo", "JPY"),
    # Newly opened: houses are listed, nothing is sold yet.
    District("LIS-MA", "Marvila", 38.7420, -9.1060, 0.95, "Europe/Lisbon", "EUR"),
)
AGENTS = (
    (1, "Sofia Duarte", "sofia@agents.example", "+351 21 555 0101"),
    (2, "Piotr Zielinski", "piotr@agents.example", "+48 22 555 0102"),
    (3, "Hannah Cole", "hannah@agents.example", None),
    (4, "Kenji Mori", "kenji@agents.example", "+81 3 5550 0104"),
    (5, "Casavista", "office@casavista.example", "+351 21 555 0199"),
)
STREETS = ("Rua Nova", "High Street", "Lipowa", "Garden Road", "Mill Lane", "Station Road", "Avenida Central")


def district(code: str) -> District | None:
    """The district of this code."""
    return next((known for known in DISTRICTS if known.code == code), None)


def true_price(house: dict[str, Any], level: float) -> float:
    """The price in euro that the generated market pays, without noise."""
    energy = ENERGY.index(house["energy_class"] or "D")
    return (
        1900.0
        * level
        * house["area_m2"] ** 0.96
        * math.exp(-0.0022 * (REFERENCE_YEAR - house["built_year"]))
        * (1.0 + 0.012 * house["bathrooms"] - 0.014 * energy)
        * (1.05 if "balcony" in house["extras"] else 1.0)
        * (1.07 if "garage" in house["extras"] else 1.0)
    )


def houses(count: int, seed: int = 7) -> list[dict[str, Any]]:
    """`count` houses with sale price in euro; the same for the same seed."""
    chance = random.Random(seed)
    made = []
    for number in range(1, count + 1):
        place = DISTRICTS[number % len(DISTRICTS)]
        area = round(chance.uniform(28, 220), 1)
        house = {
            "id": number,
            "district": place.code,
            "address": f"{chance.choice(STREETS)} {chance.randint(1, 180)}",
            "latitude": round(place.latitude + chance.gauss(0, 0.008), 6),
            "longitude": round(place.longitude + chance.gauss(0, 0.008), 6),
            "area_m2": area,
            "rooms": max(1, round(area / 28 + chance.uniform(-1, 1))),
            "bathrooms": 1 + int(area > 110),
            "built_year": chance.randint(1890, 2024),
            "floor": chance.choice((None, 0, 1, 2, 3, 5)),
            "energy_class": chance.choice((None, *ENERGY)),
            "extras": sorted(extra for extra in ("balcony", "garage", "garden") if chance.random() < 0.3),
            "agent_id": chance.choice((None, 1, 2, 3, 4, 5)),
        }
        house["price_eur"] = round(true_price(house, place.level) * math.exp(chance.gauss(0, 0.07)), 2)
        listed = datetime(2026, 1, 5, 8, 0, tzinfo=UTC) + timedelta(hours=chance.randint(0, 24 * 200))
        house["listed_at"] = listed.isoformat()
        house["sold_on"] = None
        if place.code != "LIS-MA" and chance.random() < 0.6:
            house["sold_on"] = (listed + timedelta(days=chance.randint(10, 60))).date().isoformat()
        made.append(house)
    return made

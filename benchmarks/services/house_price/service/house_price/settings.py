"""Everything that is configured from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Read once when the application is created."""

    data: Path = Path("data")
    default_currency: str = "EUR"
    geocoder_url: str = "http://geocoder.internal:8080"
    geocoder_timeout: float = 2.0
    api_keys: dict[str, str] = field(default_factory=dict)
    page_size: int = 20

    @property
    def database(self) -> Path:
        return self.data / "houses.sqlite"

    @classmethod
    def from_env(cls) -> Settings:
        env = os.environ
        return cls(
            data=Path(env.get("HOUSE_PRICE_DATA", "data")),
            default_currency=env.get("HOUSE_PRICE_CURRENCY", "EUR"),
            geocoder_url=env.get("HOUSE_PRICE_GEOCODER_URL", "http://geocoder.internal:8080"),
            geocoder_timeout=float(env.get("HOUSE_PRICE_GEOCODER_TIMEOUT", "2.0")),
            api_keys=_parse_keys(env.get("HOUSE_PRICE_API_KEYS", "")),
            page_size=int(env.get("HOUSE_PRICE_PAGE_SIZE", "20")),
        )


def _parse_keys(text: str) -> dict[str, str]:
    """`partner:key,other:key` as a mapping from key to partner."""
    keys = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        partner, _, key = pair.partition(":")
        if key:
            keys[key] = partner
    return keys

"""Settings, read from the environment once at import."""
from __future__ import annotations

import os
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path


def _database() -> Path:
    return Path(os.environ.get("COOP_DATABASE", "var/energy_coop.db"))


@dataclass(frozen=True)
class Settings:
    database: Path = field(default_factory=_database)
    timezone: str = "Europe/Vienna"
    staff_token: str = field(default_factory=lambda: os.environ.get("COOP_STAFF_TOKEN", "staff-dev"))
    grid_token: str = field(default_factory=lambda: os.environ.get("COOP_GRID_TOKEN", "grid-dev"))
    feed_in_cents: Decimal = Decimal("9.2")
    lane_size: int = 8
    max_batch: int = 500


settings = Settings()

"""What the environment decides."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

@dataclass(frozen=True)
class Settings:
    database: Path
    secret: str
    zone: ZoneInfo
    shop: str = "Talstation Ski & Board"
    token_life: timedelta = timedelta(hours=12)
    group_discount_from: int = 8

def load() -> Settings:
    """Settings of this process."""
    return Settings(
        database=Path(os.environ.get("SKI_RENTAL_DB", "data/rental.sqlite3")),
        secret=os.environ.get("SKI_RENTAL_SECRET", "only-for-development"),
        zone=ZoneInfo(os.environ.get("SKI_RENTAL_ZONE", "Europe/Vienna")),
    )

settings = load()

"""Settings, all of them from the environment."""
from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    database: Path = ROOT / "var" / "shop.sqlite3"
    files: Path = ROOT / "var" / "files"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Brussels"))
    link_secret: str = "only-for-development"
    provider_secret: str = "whsec-development"

    @classmethod
    def from_environment(cls) -> Settings:
        plain = cls()
        return cls(
            database=Path(os.environ.get("PRINT_SHOP_DATABASE", plain.database)),
            files=Path(os.environ.get("PRINT_SHOP_FILES", plain.files)),
            link_secret=os.environ.get("PRINT_SHOP_LINK_SECRET", plain.link_secret),
            provider_secret=os.environ.get("PRINT_SHOP_PROVIDER_SECRET", plain.provider_secret),
        )


HOME_COUNTRY = "BE"
SHEETS_PER_HOUR = 4000

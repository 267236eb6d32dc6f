"""What differs between machines, read from the environment once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Mapping
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Settings:
    """`frozen_now` holds the clock for rehearsals of the nightly job; production leaves it out."""

    database: Path = Path("var/club.sqlite")
    zone: ZoneInfo = ZoneInfo("Europe/Vienna")
    frozen_now: datetime | None = None
    hash_rounds: int = 240_000

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read CLUB_DB, CLUB_ZONE, CLUB_NOW and CLUB_HASH_ROUNDS."""
        moment = environ.get("CLUB_NOW")
        return cls(
            database=Path(environ.get("CLUB_DB", "var/club.sqlite")),
            zone=ZoneInfo(environ.get("CLUB_ZONE", "Europe/Vienna")),
            frozen_now=datetime.fromisoformat(moment) if moment else None,
            hash_rounds=int(environ.get("CLUB_HASH_ROUNDS", "240000")),
        )

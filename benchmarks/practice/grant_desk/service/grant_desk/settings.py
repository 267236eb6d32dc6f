"""What differs between machines."""

from __future__ import annotations

import os
from dataclasses import dataclass
from decimal import Decimal

FIXED_RATES = {"USD": Decimal("0.86"), "GBP": Decimal("1.17"), "CHF": Decimal("1.05")}


@dataclass(frozen=True)
class Settings:
    database: str = "var/grant_desk.sqlite3"
    secret: str = "only-for-development"
    session_minutes: int = 480
    now: str | None = None
    rates_url: str | None = None
    office_mail: str = "grants@fundacao-mare.example"

    @classmethod
    def from_env(cls) -> Settings:
        env = os.environ
        return cls(
            database=env.get("GRANT_DESK_DB", cls.database),
            secret=env.get("GRANT_DESK_SECRET", cls.secret),
            now=env.get("GRANT_DESK_NOW"),
            rates_url=env.get("GRANT_DESK_RATES_URL"),
            office_mail=env.get("GRANT_DESK_OFFICE_MAIL", cls.office_mail),
        )

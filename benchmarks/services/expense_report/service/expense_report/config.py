"""Settings of the service, read from the environment once at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Settings:
    """What differs between our environments."""

    database: Path = Path("var/expenses.db")
    home_currency: str = "EUR"
    timezone: ZoneInfo = ZoneInfo("Europe/Lisbon")
    upload_limit: int = 5 * 1024 * 1024
    notify_url: str = "file:var/outbox.jsonl"
    export_folder: Path = Path("var/exports")

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Settings from EXPENSE_* variables; what is not set keeps its default."""
        env = os.environ if env is None else env
        return cls(
            database=Path(env.get("EXPENSE_DB", "var/expenses.db")),
            home_currency=env.get("EXPENSE_CURRENCY", "EUR"),
            timezone=ZoneInfo(env.get("EXPENSE_TIMEZONE", "Europe/Lisbon")),
            upload_limit=int(env.get("EXPENSE_UPLOAD_LIMIT", 5 * 1024 * 1024)),
            notify_url=env.get("EXPENSE_NOTIFY_URL", "file:var/outbox.jsonl"),
            export_folder=Path(env.get("EXPENSE_EXPORTS", "var/exports")),
        )

"""Configuration, from the environment alone."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

SAMPLE = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Config:
    db: Path = Path("var/rail.sqlite3")
    files: Path = field(default=SAMPLE)
    page: int = 20
    largest_page: int = 100
    memo: int = 64

    @classmethod
    def read(cls, env=os.environ) -> Config:
        known = {
            "db": Path(env.get("RAIL_TABLES_DB", cls.db)),
            "files": Path(env.get("RAIL_TABLES_FILES", SAMPLE)),
            "page": int(env.get("RAIL_TABLES_PAGE", cls.page)),
            "memo": int(env.get("RAIL_TABLES_MEMO", cls.memo)),
        }
        return cls(**known)


def watch() -> None:
    """Send errors to Sentry, if there is one."""
    if os.environ.get("SENTRY_DSN"):
        import sentry_sdk

        sentry_sdk.init(
            dsn=os.environ["SENTRY_DSN"],
            environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
            release=os.environ.get("SENTRY_RELEASE"),
        )

"""What the environment decides. Read when asked for, so that tests can change it."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo


def database_path() -> Path:
    return Path(os.environ.get("PARCEL_DESK_DB", "var/desk.db"))


def desk_zone() -> ZoneInfo:
    """The zone in which the shops open, close and count their days."""
    return ZoneInfo(os.environ.get("PARCEL_DESK_ZONE", "Europe/Vienna"))


def statements_folder() -> Path:
    return Path(os.environ.get("PARCEL_DESK_STATEMENTS", "var/statements"))


def fixed_now() -> str:
    """The clock of a training desk; empty on real ones."""
    return os.environ.get("PARCEL_DESK_NOW", "")

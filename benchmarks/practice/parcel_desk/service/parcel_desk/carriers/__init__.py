"""What carriers report. Each module reads the format of one carrier into `Seen`."""

from dataclasses import dataclass
from datetime import datetime


class Unreadable(Exception):
    """The whole message cannot be read; single lines or events that cannot are left out by the readers."""


@dataclass(frozen=True)
class Seen:
    """One scan as a carrier reports it. `at` is an aware instant."""

    tracking: str
    code: str
    at: datetime
    place: str | None = None
    remark: str | None = None


@dataclass
class Batch:
    """The scans of one message, and how many of its entries could not be read."""

    scans: list[Seen]
    skipped: int = 0


def reader(carrier_code: str):
    """The function that reads messages of a carrier."""
    from parcel_desk.carriers import kurier24, norpost, swiftline

    return {"NP": norpost.read, "SL": swiftline.read, "K24": kurier24.read}[carrier_code]

"""Kurier24: CSV as Excel writes it here (semicolons, Windows-1252), times on the wall clock of the depot."""

import csv
import io
from datetime import datetime

from parcel_desk import clock
from parcel_desk.carriers import Batch, Seen, Unreadable

STATUSES = {
    "AVI": "announced",
    "UEB": "accepted",
    "HUB": "in_transit",
    "EIN": "arrived",
    "ZUG": "delivered",
    "RET": "returned",
}
COLUMNS = ["Sendung", "Status", "Datum", "Zeit", "Depot", "Bemerkung"]


def read(raw: bytes) -> Batch:
    lines = csv.reader(io.StringIO(raw.decode("cp1252", "replace")), delimiter=";")
    if next(lines, None) != COLUMNS:
        raise Unreadable(f"a first line with {', '.join(COLUMNS)} is needed")
    batch = Batch([])
    for line in lines:
        if not line:
            continue
        try:
            number, code, day, hour, depot, remark = (cell.strip() for cell in line)
            at = read_time(day, hour)
        except ValueError:
            batch.skipped += 1
            continue
        batch.scans.append(Seen(number, code, at, depot or None, remark or None))
    return batch


def read_time(day: str, hour: str) -> datetime:
    """14.09.2026 and 10:15."""
    return clock.at_desk(datetime.strptime(f"{day} {hour}", "%d.%m.%Y %H:%M"))

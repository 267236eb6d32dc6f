"""Taking readings in: from the radio gateways as JSON, from the caretakers as sheets."""
import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from meter_watch.faults import Unreadable
from meter_watch.meters import WH_PER_UNIT
from meter_watch.store import meters, readings

SHEET_COLUMNS = {"serial", "read at", "value"}


@dataclass(frozen=True)
class Row:
    """One reading as it was sent. Without an offset the time is local."""

    place: int
    serial: str
    taken_at: datetime
    value: Decimal
    source: str
    corrects: bool = False


@dataclass
class Report:
    """What became of a batch; rows are counted from 1."""

    accepted: int = 0
    known: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)

    def refuse(self, place: int, why: str) -> None:
        self.refused.append({"row": place, "why": why})

    def summary(self) -> dict[str, Any]:
        refused = sorted(self.refused, key=lambda entry: entry["row"])
        return {"accepted": self.accepted, "known": self.known, "refused": refused}


def take_in(connection: sa.Connection, rows: Iterable[Row], report: Report, zone: ZoneInfo, now: datetime) -> Report:
    """Store what is new and right; the rest is counted or refused row by row."""
    units = dict(connection.execute(sa.select(meters.c.serial, meters.c.unit)).all())
    sound: list[tuple[Row, datetime, int]] = []
    for row in rows:
        taken_at = (row.taken_at if row.taken_at.tzinfo else row.taken_at.replace(tzinfo=zone)).astimezone(UTC)
        if row.serial not in units:
            report.refuse(row.place, "unknown meter")
        elif row.value < 0:
            report.refuse(row.place, "negative")
        elif taken_at > now:
            report.refuse(row.place, "in the future")
        else:
            wh = int(round(row.value * Decimal(str(WH_PER_UNIT[units[row.serial]]))))
            sound.append((row, taken_at.replace(microsecond=0), wh))
    _store(connection, sound, report)
    return report


def _store(connection: sa.Connection, sound: list[tuple[Row, datetime, int]], report: Report) -> None:
    query = sa.select(readings.c.serial, readings.c.taken_at, readings.c.wh)
    query = query.where(readings.c.serial.in_({row.serial for row, _, _ in sound}))
    counters = {(serial, taken_at): wh for serial, taken_at, wh in connection.execute(query)}
    fresh, corrected = [], []
    for row, taken_at, wh in sound:
        there = counters.get((row.serial, taken_at))
        if there is None:
            fresh.append({"serial": row.serial, "taken_at": taken_at, "wh": wh, "source": row.source})
            counters[row.serial, taken_at] = wh
        elif there == wh:
            report.known += 1
        elif row.corrects:
            corrected.append((row, taken_at, wh))
            counters[row.serial, taken_at] = wh
        else:
            report.refuse(row.place, "conflict")
    if fresh:
        connection.execute(sa.insert(readings), fresh)
    for correction in corrected:
        _overwrite(connection, *correction)
    report.accepted += len(fresh) + len(corrected)
    report.touched |= {reading["serial"] for reading in fresh} | {row.serial for row, _, _ in corrected}


def _overwrite(connection: sa.Connection, row: Row, taken_at: datetime, wh: int) -> None:
    where = (readings.c.serial == row.serial, readings.c.taken_at == taken_at)
    connection.execute(sa.update(readings).where(*where).values(wh=wh, source=row.source))


def read_sheet(raw: bytes, report: Report) -> list[Row]:
    """The rows of a caretaker's sheet: `serial;read at;value`, day.month.year, decimal comma. Raises Unreadable."""
    lines = csv.DictReader(_text(raw).splitlines(), delimiter=";")
    missing = SHEET_COLUMNS - {(name or "").strip().lower() for name in lines.fieldnames or []}
    if missing:
        raise Unreadable(f"the sheet has no column {', '.join(sorted(missing))}")
    rows = []
    for place, line in enumerate(lines, start=1):
        cells = {(name or "").strip().lower(): cell for name, cell in line.items() if isinstance(cell, str)}
        try:
            rows.append(
                Row(
                    place=place,
                    serial=cells["serial"].strip().upper(),
                    taken_at=datetime.strptime(cells["read at"].strip(), "%d.%m.%Y %H:%M"),
                    value=Decimal(cells["value"].strip().replace(".", "").replace(",", ".")),
                    source="caretaker",
                )
            )
        except (KeyError, ValueError, InvalidOperation):
            report.refuse(place, "unreadable")
    return rows


def _text(raw: bytes) -> str:
    """Sheets come out of office programs: UTF-8 with or without a mark, or Windows-1252."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")

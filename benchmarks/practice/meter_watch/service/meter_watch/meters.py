"""Meters, and which meters counted at a place one after the other."""
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from meter_watch.faults import Conflict, Unknown
from meter_watch.store import buildings, exchanges, meters

WH_PER_UNIT = {"kWh": 1_000, "MWh": 1_000_000, "GJ": 277_777.777_777_777_8}


@dataclass(frozen=True)
class Segment:
    """A stretch of time in which one meter counted. Open ends are None."""

    serial: str
    start: datetime | None
    start_wh: int | None
    end: datetime | None
    final_wh: int | None


def find(connection: sa.Connection, serial: str) -> sa.RowMapping:
    row = connection.execute(sa.select(meters).where(meters.c.serial == serial)).mappings().first()
    if row is None:
        raise Unknown(f"no meter {serial}")
    return row


def building(connection: sa.Connection, building_id: int) -> sa.RowMapping:
    row = connection.execute(sa.select(buildings).where(buildings.c.id == building_id)).mappings().first()
    if row is None:
        raise Unknown(f"no building {building_id}")
    return row


def register(connection: sa.Connection, values: dict[str, Any]) -> dict[str, Any]:
    """Take a new meter in. Raises Conflict if there is one of this serial."""
    building(connection, values["building_id"])
    if connection.scalar(sa.select(meters.c.serial).where(meters.c.serial == values["serial"])):
        raise Conflict(f"meter {values['serial']} is known already")
    connection.execute(sa.insert(meters).values(**values))
    return describe(connection, values["serial"])


def describe(connection: sa.Connection, serial: str) -> dict[str, Any]:
    meter = find(connection, serial)
    left = retired(connection, serial)
    line = [segment.serial for segment in lineage(connection, serial)]
    return {**meter, "retired_at": left and left.at, "line": line}


def exchange(
    connection: sa.Connection, old: str, new: str, at: datetime, old_final_wh: int, new_start_wh: int
) -> dict[str, Any]:
    """Note that `new` counts where `old` did until `at`. A meter may come back from repair later."""
    leaving, coming = find(connection, old), find(connection, new)
    if retired(connection, old):
        raise Conflict(f"meter {old} is not mounted")
    if leaving["building_id"] != coming["building_id"]:
        raise Conflict(f"meters {old} and {new} hang in different buildings")
    latest = connection.scalar(sa.select(sa.func.max(exchanges.c.at)).where(_concerns(old)))
    if latest is not None and latest >= at:
        raise Conflict(f"meter {old} was exchanged later than that")
    connection.execute(
        sa.insert(exchanges).values(
            old_serial=old, new_serial=new, at=at, old_final_wh=old_final_wh, new_start_wh=new_start_wh
        )
    )
    return describe(connection, new)


def retired(connection: sa.Connection, serial: str) -> sa.Row | None:
    """The exchange by which the meter left its place, unless it has come back since."""
    last = connection.execute(
        sa.select(exchanges).where(_concerns(serial)).order_by(exchanges.c.at.desc()).limit(1)
    ).first()
    return last if last is not None and last.old_serial == serial else None


def lineage(connection: sa.Connection, serial: str) -> list[Segment]:
    """The stretches that counted at this meter's place, oldest first."""
    left = retired(connection, serial)
    end, final_wh = (left.at, left.old_final_wh) if left else (None, None)
    return _trace(connection, serial, end, final_wh)


def _trace(
    connection: sa.Connection, serial: str, end: datetime | None, final_wh: int | None
) -> list[Segment]:
    arrivals = sa.select(exchanges).where(exchanges.c.new_serial == serial).order_by(exchanges.c.at.desc())
    if end is not None:
        arrivals = arrivals.where(exchanges.c.at < end)
    came = connection.execute(arrivals.limit(1)).first()
    if came is None:
        return [Segment(serial, None, None, end, final_wh)]
    earlier = _trace(connection, came.old_serial, came.at, came.old_final_wh)
    return [*earlier, Segment(serial, came.at, came.new_start_wh, end, final_wh)]


def mounted(connection: sa.Connection, on: date, building_id: int | None = None) -> list[sa.RowMapping]:
    """All meters that hang somewhere and were installed by this day, by serial."""
    query = sa.select(meters).where(meters.c.installed_on <= on).order_by(meters.c.serial)
    if building_id is not None:
        query = query.where(meters.c.building_id == building_id)
    return [row for row in connection.execute(query).mappings() if retired(connection, row["serial"]) is None]


def _concerns(serial: str) -> sa.ColumnElement[bool]:
    return sa.or_(exchanges.c.old_serial == serial, exchanges.c.new_serial == serial)

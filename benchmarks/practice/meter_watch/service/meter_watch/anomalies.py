"""Days on which a meter counted what the weather does not explain."""
import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import sqlalchemy as sa

from meter_watch import meters
from meter_watch.consumption import Place
from meter_watch.forecast import kelvin_of
from meter_watch.store import Store, flags, outages
from meter_watch.store import meters as meter_table

WINDOW = 60
COLD = 5.0
STILL_DAYS = 2
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    day: date
    kind: str
    wh: int
    score: float | None


def inspect(days: list[date], wh: np.ndarray, kelvin: np.ndarray, spike_score: float) -> list[Finding]:
    """Spikes against the meter's own habit, and standing still in the cold. Days without a number do not count."""
    counted = ~np.isnan(wh)
    if not counted.any():
        return []
    rate = wh / (kelvin + 3.0)
    middle = np.median(rate[counted])
    spread = 1.4826 * np.median(np.abs(rate[counted] - middle)) or 1.0
    score = (rate - middle) / spread
    spikes = [
        Finding(days[place], "spike", round(wh[place]), round(float(score[place]), 1))
        for place in np.flatnonzero(counted & (score > spike_score))
    ]
    return sorted([*spikes, *_standstills(days, wh, kelvin)], key=lambda finding: (finding.day, finding.kind))


def _standstills(days: list[date], wh: np.ndarray, kelvin: np.ndarray) -> list[Finding]:
    found: list[Finding] = []
    run: list[date] = []
    for day, amount, cold in zip(days, wh, kelvin, strict=True):
        still = amount == 0 and cold > COLD
        if still and (not run or day - run[-1] == timedelta(days=1)):
            run.append(day)
            continue
        found.extend(_as_findings(run))
        run = [day] if still else []
    return [*found, *_as_findings(run)]


def _as_findings(run: list[date]) -> list[Finding]:
    return [Finding(day, "standstill", 0, None) for day in run] if len(run) >= STILL_DAYS else []


def without_outages(days: list[date], wh: np.ndarray, closed: set[date]) -> np.ndarray:
    """The same amounts, with nothing known of the days on which the house was cut off."""
    amounts = wh.astype(float)
    amounts[[day in closed for day in days]] = np.nan
    return amounts


def closed_days(connection: sa.Connection, building_id: int) -> set[date]:
    query = sa.select(outages.c.first_day, outages.c.last_day).where(outages.c.building_id == building_id)
    return {
        first + timedelta(days=place)
        for first, last in connection.execute(query)
        for place in range((last - first).days + 1)
    }


def note_outage(connection: sa.Connection, building_id: int, values: dict[str, Any]) -> dict[str, Any]:
    """The house was or will be cut off on these days."""
    meters.building(connection, building_id)
    key = connection.execute(sa.insert(outages).values(building_id=building_id, **values)).inserted_primary_key[0]
    return {"id": key, "building": building_id, **values}


def check(connection: sa.Connection, serial: str, now: datetime, zone: ZoneInfo, spike_score: float) -> list[Finding]:
    """Look at the last days of a meter and put new flags in the place of those it had."""
    meter = meters.find(connection, serial)
    station = meters.building(connection, meter["building_id"])["station"]
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=back) for back in range(WINDOW, 0, -1)]
    kelvin = kelvin_of(connection, station, days)
    daily = Place(connection, serial).daily([day for day in days if day in kelvin], zone)
    days = list(daily)
    amounts = without_outages(days, np.array(list(daily.values())), closed_days(connection, meter["building_id"]))
    found = inspect(days, amounts, np.array([kelvin[day] for day in days]), spike_score)
    connection.execute(sa.delete(flags).where(flags.c.serial == serial))
    if found:
        connection.execute(sa.insert(flags), [{"serial": serial, **vars(finding)} for finding in found])
    return found


async def check_again(store: Store, serials: list[str], *args: Any) -> None:
    """In the background, after readings came in. One meter does not keep the others from being looked at."""
    for serial in serials:
        try:
            await store.run(check, serial, *args)
        except Exception:
            log.exception("check of %s failed", serial)


def of_building(connection: sa.Connection, building_id: int) -> list[dict[str, Any]]:
    meters.building(connection, building_id)
    query = (
        sa.select(flags)
        .join(meter_table, meter_table.c.serial == flags.c.serial)
        .where(meter_table.c.building_id == building_id)
        .order_by(flags.c.serial, flags.c.day, flags.c.kind)
    )
    return [dict(row) for row in connection.execute(query).mappings()]

"""Hourly readings: taking them in, and series of them."""
import io
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from . import clock, sites, store, wire
from .problems import Invalid, Unreadable
from .sites import Site

Reading = tuple[datetime, float]
LONGEST_DAYS = 400


def from_csv(content: str, site: Site) -> list[Reading]:
    return [_reading(row["time"], row["kw"], site) for row in wire.rows(content, ("time", "kw"))]


def from_json(content: str, site: Site) -> list[Reading]:
    given = wire.records(content, "readings", ("time", "kw"))
    return [_reading(each["time"], each["kw"], site) for each in given]


def from_shared_csv(content: str) -> dict[Site, list[Reading]]:
    """The readings of several sites in one file, which has a column `site`."""
    try:
        frame = pd.read_csv(io.StringIO(content), sep=wire.separator(content), dtype=str, keep_default_na=False)
    except ValueError as error:
        raise Unreadable(f"The file is no table: {error}") from None
    frame.columns = [name.strip().lower() for name in frame.columns]
    missing = {"site", "time", "kw"} - set(frame.columns)
    if missing:
        raise Unreadable(f"The file has no column {', '.join(sorted(missing))}")
    found = {}
    for code, part in frame.groupby("site"):
        site = sites.find(code)
        found[site] = [_reading(row.time, row.kw, site) for row in part.itertuples()]
    return found


def _reading(time: Any, kw: Any, site: Site) -> Reading:
    moment = clock.moment(str(time), site.tz)
    if moment.minute or moment.second or moment.microsecond:
        raise Invalid(f"{time} is no full hour")
    if moment > clock.now():
        raise Invalid(f"{time} is still to come")
    value = wire.number(kw)
    if value < 0:
        raise Invalid(f"{kw} kW is less than nothing")
    return moment, value


def save(given: dict[Site, list[Reading]]) -> int:
    """All or nothing; the last reading of an hour counts."""
    rows = [(site.code, int(hour.timestamp()), kw) for site, each in given.items() for hour, kw in each]
    with store.connection() as db:
        db.executemany(
            "INSERT INTO readings VALUES (?, ?, ?) ON CONFLICT (site, hour) DO UPDATE SET kw = excluded.kw", rows
        )
    return len(rows)


def series(site: Site, start: datetime | None = None, end: datetime | None = None) -> pd.Series:
    """The readings from `start` until before `end`, by local hour; hours without one are left out."""
    found = store.rows(
        "SELECT hour, kw FROM readings WHERE site = ? AND hour >= ? AND hour < ? ORDER BY hour",
        site.code,
        int(start.timestamp()) if start else 0,
        int(end.timestamp()) if end else 2**40,
    )
    index = pd.to_datetime([row["hour"] for row in found], unit="s", utc=True).tz_convert(site.tz)
    return pd.Series([row["kw"] for row in found], index=index, dtype="float64", name="kw")


def hourly(site: Site, hours: pd.DatetimeIndex) -> pd.Series:
    """A value for each of the hours, NaN where there is no reading."""
    return series(site, hours[0], hours[-1] + timedelta(hours=1)).reindex(hours)


def of_days(site: Site, first: date, last: date) -> pd.Series:
    if not 0 <= (last - first).days < LONGEST_DAYS:
        raise Invalid(f"From one day to {LONGEST_DAYS}")
    return series(site, clock.day_start(first, site.tz), clock.day_start(last + timedelta(days=1), site.tz))


def listed(found: pd.Series) -> list[dict[str, Any]]:
    return [{"hour": hour.isoformat(), "kw": kw} for hour, kw in found.items()]


def gaps(site: Site, day: date) -> list[str]:
    """The hours of a day that have no reading."""
    found = hourly(site, clock.day_hours(day, site.tz))
    return [hour.isoformat() for hour in found.index[found.isna()]]

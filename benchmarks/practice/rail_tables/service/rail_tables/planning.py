"""From service day and time of the timetable to moments."""

from __future__ import annotations

import pandas as pd


def runs_on(calls: pd.DataFrame, day) -> pd.DataFrame:
    """The calls of the trains that run on this service day."""
    return calls[calls["weekdays"].str.contains(str(day.isoweekday()), regex=False)]


def planned(rows: pd.DataFrame, clock: str) -> pd.Series:
    """The moments (UTC) of a column of times; ``rows`` have ``day`` and ``zone``. NaT for a stop without a time."""
    parts = [_in_zone(part["day"], part[clock], zone) for zone, part in rows.groupby("zone", sort=False)]
    if not parts:
        return pd.Series(index=rows.index, dtype="datetime64[us, UTC]")
    return pd.concat(parts).reindex(rows.index).astype("datetime64[us, UTC]")


def _in_zone(days: pd.Series, minutes: pd.Series, zone: str) -> pd.Series:
    noon = (pd.to_datetime(days) + pd.Timedelta(hours=12)).dt.tz_localize(zone)
    return noon.dt.tz_convert("UTC") + pd.to_timedelta(minutes - 12 * 60, unit="m")


def shown(moments: pd.Series, zone: str) -> pd.Series:
    """Moments as the station's clocks show them, with offset; missing ones stay missing."""
    return moments.dt.tz_convert(zone)

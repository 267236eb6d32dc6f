"""Series, trends, comparisons and summaries, computed on the frames."""
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from .errors import NotFound
from .frames import Frames
from .values import exceeds

NOT_COUNTED = ("voided", "disputed")
YEAR = pd.Timedelta(days=365.25)


def point_of(frames: Frames, code: str) -> pd.Series:
    if code not in frames.points.index:
        raise NotFound("point", f"no point {code}")
    return frames.points.loc[code]


def measured(frames: Frames, code: str, parameter: str | None = None) -> pd.DataFrame:
    """What was measured at a point and counts, oldest first."""
    samples = frames.samples[(frames.samples["point"] == code) & ~frames.samples["status"].isin(NOT_COUNTED)]
    joined = frames.results.merge(samples[["code", "taken_at"]], left_on="sample_id", right_index=True)
    if parameter:
        joined = joined[joined["parameter"] == parameter]
    return joined.dropna(subset=["value"]).sort_values(["taken_at", "parameter"])


def series(frames: Frames, code: str, parameter: str, since=None, until=None) -> pd.DataFrame:
    """One parameter of a point in a period; nothing measured is not found."""
    point_of(frames, code)
    frame = measured(frames, code, parameter)
    if since is not None:
        frame = frame[frame["taken_at"] >= since]
    if until is not None:
        frame = frame[frame["taken_at"] < until]
    if frame.empty:
        raise NotFound("results", f"no {parameter} at {code}")
    return frame


def by_sample(frame: pd.DataFrame, zone: ZoneInfo) -> list[dict]:
    return [
        {"sample": row.code, "taken_at": row.taken_at.tz_convert(zone), "value": row.value, "qualifier": row.qualifier}
        for row in frame.itertuples()
    ]


def by_month(frame: pd.DataFrame, zone: ZoneInfo) -> list[dict]:
    """Means of the months in which samples were taken."""
    months = frame["taken_at"].dt.tz_convert(zone).dt.strftime("%Y-%m").rename("month")
    table = frame.groupby(months)["effective"].agg(["mean", "count"])
    return [{"month": month, "value": round(mean, 4), "samples": count} for month, mean, count in table.itertuples(name=None)]


def trend(frame: pd.DataFrame) -> dict:
    """A straight line through the values: change per year and the value at its end."""
    if frame["taken_at"].nunique() < 3:
        return {"samples": len(frame), "per_year": None, "latest_fit": None}
    years = ((frame["taken_at"] - frame["taken_at"].iloc[0]) / YEAR).to_numpy()
    slope, start = np.polyfit(years, frame["effective"].to_numpy(), 1)
    return {"samples": len(frame), "per_year": round(slope, 4), "latest_fit": round(start + slope * years[-1], 4)}


def compare(frames: Frames, codes: list[str], parameter: str, zone: ZoneInfo) -> dict:
    """Points side by side, one row a day; and their means."""
    parts = [series(frames, code, parameter).assign(point=code) for code in codes]
    joined = pd.concat(parts)
    joined["day"] = joined["taken_at"].dt.tz_convert(zone).dt.strftime("%Y-%m-%d")
    table = joined.pivot_table(index="day", columns="point", values="effective", aggfunc="mean")
    days = [
        {"day": day, "values": {code: None if np.isnan(row[code]) else round(row[code], 4) for code in codes}}
        for day, row in table.iterrows()
    ]
    means = joined.groupby("point")["effective"].mean()
    return {"parameter": parameter, "days": days, "means": {code: round(means[code], 4) for code in codes}}


def limit_of(frames: Frames, kind: str, parameter: str) -> tuple[float | None, float | None]:
    rows = frames.limits[(frames.limits["kind"] == kind) & (frames.limits["parameter"] == parameter)]
    if rows.empty:
        return None, None
    low, high = rows.iloc[0][["low", "high"]]
    return (None if pd.isna(low) else float(low)), (None if pd.isna(high) else float(high))


def exceedances(frames: Frames, code: str, frame: pd.DataFrame) -> list[dict]:
    """Those results of a point that are outside of the limits of its kind."""
    kind = point_of(frames, code)["kind"]
    found = []
    for row in frame.itertuples():
        low, high = limit_of(frames, kind, row.parameter)
        if exceeds(row.effective, low, high):
            found.append({"sample": row.code, "parameter": row.parameter, "value": row.value, "low": low, "high": high})
    return found


def summary(frames: Frames, code: str) -> dict:
    """A point with its latest values and what exceeded a limit."""
    point = point_of(frames, code)
    frame = measured(frames, code)
    latest = {
        row.parameter: {"value": row.value, "qualifier": row.qualifier, "unit": row.unit, "sample": row.code}
        for row in frame.groupby("parameter").tail(1).sort_values("parameter").itertuples()
    }
    return {
        "code": code, "name": point["name"], "kind": point["kind"], "closed": isinstance(point["closed_on"], str),
        "samples": int(frame["sample_id"].nunique()), "latest": latest, "exceeded": exceedances(frames, code, frame),
    }


def hourly(readings: pd.DataFrame, zone: ZoneInfo) -> list[dict]:
    """Hourly means of a logger, in local time."""
    hours = pd.to_datetime(readings["taken_at"], format="ISO8601", utc=True).dt.floor("h")
    table = readings.groupby(hours)["value"].agg(["mean", "count"])
    return [{"hour": hour.tz_convert(zone), "value": round(row["mean"], 4), "readings": int(row["count"])} for hour, row in table.iterrows()]

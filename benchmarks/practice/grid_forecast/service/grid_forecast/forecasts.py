"""Forecasts, and how good they were."""
from datetime import date
from typing import Any

import pandas as pd

from . import clock, features, models, readings, store
from .problems import Invalid
from .sites import Site

MOST_HOURS = 168


def coming(site: Site, hours: int) -> pd.DataFrame:
    """Expected load, low and high of the next hours."""
    if not 1 <= hours <= MOST_HOURS:
        raise Invalid(f"A forecast has 1 to {MOST_HOURS} hours")
    model = models.load(site)
    start = pd.Timestamp(clock.now()).ceil("h")
    wanted = pd.date_range(start, periods=hours, freq="h").tz_convert(site.tz)
    history = readings.series(site)
    rows = features.filled(features.frame(site, wanted, history), history)
    return model.predict(rows)


def listed(found: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {"hour": hour.isoformat(), "expected": row["expected"], "low": row["low"], "high": row["high"]}
        for hour, row in found.iterrows()
    ]


def answer(site: Site, hours: int) -> dict[str, Any]:
    found = coming(site, hours)
    return {
        "site": site.code,
        "trained_at": models.card(site).trained_at,
        "hours": listed(found),
    }


def keep(site: Site, hours: int) -> int:
    """Keeps a forecast, to be compared with what is read; the last one made of an hour counts."""
    found = coming(site, hours)
    made_at = clock.now().isoformat()
    rows = [
        (site.code, int(hour.timestamp()), made_at, row["expected"], row["low"], row["high"])
        for hour, row in found.iterrows()
    ]
    with store.connection() as db:
        db.executemany("INSERT OR REPLACE INTO kept_forecasts VALUES (?, ?, ?, ?, ?, ?)", rows)
    return len(rows)


def _compared(site: Site, first: date, last: date) -> pd.DataFrame:
    """Kept forecasts beside the readings of the same hours."""
    loads = readings.of_days(site, first, last)
    found = store.rows("SELECT hour, expected, low, high FROM kept_forecasts WHERE site = ?", site.code)
    index = pd.to_datetime([row["hour"] for row in found], unit="s", utc=True).tz_convert(site.tz)
    kept = pd.DataFrame(
        [(row["expected"], row["low"], row["high"]) for row in found],
        index=index,
        columns=["expected", "low", "high"],
        dtype="float64",
    )
    return kept.join(loads, how="inner").sort_index()


def accuracy(site: Site, first: date, last: date) -> dict[str, Any]:
    """Mean errors and how many readings lay in the band; `null` where there is nothing to compare."""
    both = _compared(site, first, last)
    misses = (both["expected"] - both["kw"]).abs()
    inside = both["kw"].between(both["low"], both["high"])
    loaded = both["kw"] > 0
    shares = misses[loaded] / both["kw"][loaded]
    return {
        "site": site.code,
        "hours": len(both),
        "mean_error_kw": _mean(misses, 3),
        "mean_error_percent": _mean(shares * 100, 2),
        "inside_band_percent": _mean(inside.astype(float) * 100, 1),
    }


def _mean(values: pd.Series, places: int) -> float | None:
    return round(float(values.mean()), places) if len(values) else None

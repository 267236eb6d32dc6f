"""League tables."""

from __future__ import annotations

import pandas as pd

from rail_tables.render import number, share

UNITS = ("line", "train", "station", "operator")
MEASURES = {"mean": False, "p90": False, "punctuality": True, "cancelled": False}  # True: more is better


def rank(frame: pd.DataFrame, unit: str, by: str, minimum: int = 1) -> list[dict]:
    """Every line (train, station, ...) with its figures, best first; those without a figure come last."""
    rows = [_figures(unit, name, group) for name, group in frame.groupby(unit) if len(group) >= minimum]
    sign = -1 if MEASURES[by] else 1
    rows.sort(key=lambda row: (row[by] is None, sign * (row[by] or 0), row[unit]))
    return [{"rank": place, **row} for place, row in enumerate(rows, start=1)]


def _figures(unit: str, name: str, group: pd.DataFrame) -> dict:
    ran = group[~group["cancelled"]]
    return {
        unit: name,
        "runs": len(group),
        "cancelled": len(group) - len(ran),
        "mean": number(ran["minutes"].mean()),
        "p90": number(ran["minutes"].quantile(0.9)),
        "punctuality": share(int(ran["punctual"].sum()), len(ran)),
    }

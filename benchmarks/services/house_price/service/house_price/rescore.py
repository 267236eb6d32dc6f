"""`python -m house_price.rescore`: the nightly job that estimates every listed house anew.

Writes the table `scores` and prints a summary as JSON. With `--input FILE` it scores the houses of a CSV file
(columns as in the table `houses`) and writes `--output FILE` instead.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from datetime import date
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd

from house_price import features, store, synthetic, telemetry
from house_price.model import load_model
from house_price.settings import Settings

NUMBERS = ("area_m2", "rooms", "bathrooms", "built_year", "floor", "latitude", "longitude")


def feature_table(houses: pd.DataFrame) -> pd.DataFrame:
    """The features of all houses, in the order of the model."""
    rows = []
    for house in houses.to_dict("records"):
        known = {name: None if _missing(value) else value for name, value in house.items()}
        rows.append(features.build(known, synthetic.district(house["district"])))
    return pd.DataFrame(rows, columns=list(features.ORDER))


def _missing(value: Any) -> bool:
    return isinstance(value, float) and np.isnan(value)


def score(houses: pd.DataFrame, data: Path) -> pd.Series:
    """Prices in euro for all houses; empty for no house."""
    if houses.empty:
        return pd.Series([], dtype=float)
    pipeline = joblib.load(data / "model.joblib")
    return pd.Series(np.exp(pipeline.predict(feature_table(houses))), index=houses.index).round(2)


def read_listed(db: sqlite3.Connection, district: str | None) -> pd.DataFrame:
    """All listed houses, or those of one district."""
    houses, _ = store.search(db, {"status": "listed", "district": district}, "id", -1, 0)
    return pd.DataFrame(houses)


def read_file(path: Path) -> pd.DataFrame:
    """Houses of a CSV file; the optional columns may be missing, and numbers that are none count as unknown."""
    houses = pd.read_csv(path, dtype={"district": str, "energy_class": str})
    for name in NUMBERS:
        if name in houses:
            houses[name] = pd.to_numeric(houses[name], errors="coerce")
    houses["extras"] = houses.get("extras", pd.Series("", index=houses.index)).fillna("").str.split("|")
    return houses


def scorable(houses: pd.DataFrame) -> pd.DataFrame:
    """The houses with a known district, area and number of rooms."""
    known = houses["district"].isin([place.code for place in synthetic.DISTRICTS])
    return houses[known & houses["area_m2"].gt(0) & houses["rooms"].gt(0)].reset_index(drop=True)


def drift_percent(db: sqlite3.Connection, prices: dict[int, float], today: str) -> float | None:
    """Mean change against the last score of each house, None where nothing was scored before."""
    changes = []
    for house_id, price in prices.items():
        row = db.execute(
            "SELECT price_eur FROM scores WHERE house_id = ? AND scored_on < ? ORDER BY scored_on DESC LIMIT 1",
            (house_id, today),
        ).fetchone()
        if row is not None:
            changes.append(100 * (price - row["price_eur"]) / row["price_eur"])
    return round(float(np.mean(changes)), 3) if changes else None


def rescore(settings: Settings, district: str | None, today: str) -> dict[str, Any]:
    """Score the listed houses and keep the scores; a second run on a day replaces the first."""
    db = store.connect(settings.database)
    houses = read_listed(db, district)
    prices = score(houses, settings.data)
    scored = {int(house_id): float(price) for house_id, price in zip(houses.get("id", []), prices, strict=True)}
    summary = {
        "scored": len(scored),
        "mean_price_eur": round(float(prices.mean()), 2) if len(prices) else None,
        "drift_percent": drift_percent(db, scored, today),
    }
    version = load_model(settings.data).version
    with db:
        db.executemany(
            "INSERT OR REPLACE INTO scores VALUES (?, ?, ?, ?)",
            [(house_id, today, price, version) for house_id, price in scored.items()],
        )
    db.close()
    return summary


def rescore_file(settings: Settings, source: Path, target: Path) -> dict[str, Any]:
    """Score the houses of a file."""
    everything = read_file(source)
    houses = scorable(everything)
    houses["price_eur"] = score(houses, settings.data)
    houses[["id", "district", "price_eur"]].to_csv(target, index=False)
    return {"scored": len(houses), "left_out": len(everything) - len(houses), "output": str(target)}


def main(words: list[str] | None = None) -> int:
    telemetry.start()
    parser = argparse.ArgumentParser(description="Estimate listed houses anew.")
    parser.add_argument("--district")
    parser.add_argument("--date", default=date.today().isoformat(), help="day of the scores, YYYY-MM-DD")
    parser.add_argument("--input", type=Path)
    parser.add_argument("--output", type=Path, default=Path("scores.csv"))
    arguments = parser.parse_args(words)
    settings = Settings.from_env()
    if arguments.input:
        summary = rescore_file(settings, arguments.input, arguments.output)
    else:
        summary = rescore(settings, arguments.district, arguments.date)
    print(json.dumps(summary))
    return 0


if __name__ == "__main__":
    from house_price.nightly import run

    sys.exit(run(main))

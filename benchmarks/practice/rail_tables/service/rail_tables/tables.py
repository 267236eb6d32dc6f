"""The frames that questions are put to."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pandas as pd

from rail_tables import planning, sources
from rail_tables.config import Config
from rail_tables.faults import Unknown


@dataclass(frozen=True)
class Tables:
    """Everything at one revision of the database. Nobody changes the frames."""

    revision: int
    stations: pd.DataFrame
    calls: pd.DataFrame
    operators: pd.DataFrame
    observations: pd.DataFrame

    def station(self, code: str) -> pd.Series:
        if code not in self.stations.index:
            raise Unknown(f"there is no station {code}", "station")
        return self.stations.loc[code]


class Warehouse:
    """Gives out the current `Tables`."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self._lock = threading.Lock()
        self._current: Tables | None = None

    @property
    def tables(self) -> Tables:
        with self._lock, sources.database(self.config.db) as db:
            if self._current is None or self._current.revision != sources.revision(db):
                self._current = self._load(db)
            return self._current

    def _load(self, db) -> Tables:
        stations = sources.stations(self.config.files)
        operators = sources.operators(db)
        calls = sources.timetable(self.config.files)
        calls = calls.join(operators[["zone", "grace"]], on="operator")
        return Tables(sources.revision(db), stations, calls, operators, observe(sources.delays(db), calls, stations))


def observe(delays: pd.DataFrame, calls: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    """One row for each reported stop of a train on a day, with everything that can be asked about it."""
    what = ["train", "station", "line", "operator", "zone", "grace", "arrives", "departs"]
    seen = delays.merge(calls[what], on=["train", "station"], how="inner")
    seen = seen.join(stations[["name", "country"]].rename(columns={"name": "station_name"}), on="station")
    seen["clock"] = seen["arrives"].fillna(seen["departs"])
    seen["planned"] = planning.planned(seen, "clock")
    seen["punctual"] = ~seen["cancelled"] & (seen["minutes"] <= seen["grace"])
    seen["key"] = seen["day"].dt.strftime("%Y-%m-%d") + "/" + seen["train"] + "/" + seen["station"]
    kept = "key day train station station_name country line operator minutes cancelled cause planned punctual".split()
    return seen[kept].sort_values("key", ignore_index=True)

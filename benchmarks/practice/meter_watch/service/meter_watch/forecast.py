"""The model that says what a meter would have counted: a ridge regression on weather, day of the week and area."""
import threading
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import joblib
import pandas as pd
import sqlalchemy as sa
from sklearn.linear_model import Ridge

from meter_watch import meters
from meter_watch.consumption import Place
from meter_watch.faults import NotMeasured
from meter_watch.months import Month
from meter_watch.store import degree_days, estimates
from meter_watch.store import meters as meter_table

FEATURES = ["kelvin_m2", "weekend_m2", "heated_m2"]


def kelvin_of(connection: sa.Connection, station: str, days: list[date]) -> dict[date, float]:
    """The degree days of a station, where they are known."""
    query = sa.select(degree_days.c.day, degree_days.c.kelvin)
    query = query.where(degree_days.c.station == station, degree_days.c.day.between(days[0], days[-1]))
    return dict(connection.execute(query).all())


def _features(days: list[date], kelvin: dict[date, float], heated_m2: int) -> pd.DataFrame:
    """One row for each day, in kilo-units of area so that the penalty treats all alike."""
    size = heated_m2 / 100
    return pd.DataFrame(
        {
            "kelvin_m2": [kelvin[day] * size for day in days],
            "weekend_m2": [size if day.weekday() >= 5 else 0.0 for day in days],
            "heated_m2": [size] * len(days),
        },
        columns=FEATURES,
    )


class Forecaster:
    """The model on disk, read when it is first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._model: Ridge | None = None

    def train(self, connection: sa.Connection, days: list[date], zone: ZoneInfo) -> int:
        """Learn from all that was measured on these days and keep the model; returns the number of meter days."""
        parts, targets = [], []
        for meter in connection.execute(sa.select(meter_table).order_by(meter_table.c.serial)).mappings():
            station = meters.building(connection, meter["building_id"])["station"]
            kelvin = kelvin_of(connection, station, days)
            daily = Place(connection, meter["serial"]).daily([day for day in days if day in kelvin], zone)
            if daily:
                parts.append(_features(list(daily), kelvin, meter["heated_m2"]))
                targets.extend(wh / 1000 for wh in daily.values())
        model = Ridge(alpha=1.0).fit(pd.concat(parts, ignore_index=True), targets)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        joblib.dump(model, self._path)
        with self._guard:
            self._model = model
        return len(targets)

    def daily_kwh(self, days: list[date], kelvin: dict[date, float], heated_m2: int) -> list[float]:
        """What would have been used on each day; less than nothing is nothing."""
        predicted = self._loaded().predict(_features(days, kelvin, heated_m2))
        return [max(0.0, round(value, 3)) for value in predicted.tolist()]

    def estimate(self, connection: sa.Connection, serial: str, month: Month) -> list[float]:
        """Estimate a month day by day and keep it. Raises NotMeasured where the weather is not known."""
        meter = meters.find(connection, serial)
        station = meters.building(connection, meter["building_id"])["station"]
        kelvin = kelvin_of(connection, station, month.days)
        if len(kelvin) < len(month.days):
            raise NotMeasured(f"the weather of {month} is not known for every day")
        daily = self.daily_kwh(month.days, kelvin, meter["heated_m2"])
        values: dict[str, Any] = {"serial": serial, "month": str(month), "daily": ";".join(map(repr, daily))}
        connection.execute(sa.insert(estimates).prefix_with("OR REPLACE").values(values))
        return daily

    def _loaded(self) -> Ridge:
        with self._guard:
            if self._model is None:
                self._model = joblib.load(self._path)
            return self._model

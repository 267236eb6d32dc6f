"""Tariffs, and what the load of a site costs."""
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import pandas as pd

from . import clock, readings, store
from .problems import Conflict, Invalid, Unknown
from .sites import Site


@dataclass(frozen=True)
class Period:
    start: int
    end: int
    cents: Decimal

    @classmethod
    def read(cls, given: dict[str, Any]) -> "Period":
        start, end = given.get("from"), given.get("to")
        for hour in (start, end):
            if not isinstance(hour, int) or isinstance(hour, bool) or not 0 <= hour <= 24:
                raise Invalid("A period goes from an hour to an hour, 0 to 24")
        if start == end or start == 24:
            raise Invalid("A period has an hour or more")
        try:
            cents = Decimal(str(given.get("cents")))
        except InvalidOperation:
            raise Invalid(f"{given.get('cents')!r} is no price") from None
        if not cents.is_finite() or cents < 0:
            raise Invalid(f"{cents} is no price")
        return cls(start, end, cents)

    def hours(self) -> list[int]:
        """The hours of the day in it; past midnight where it ends before it starts."""
        return [(self.start + step) % 24 for step in range((self.end - self.start) % 24 or 24)]

    def shown(self) -> dict[str, Any]:
        return {"from": self.start, "to": self.end, "cents": str(self.cents)}


@dataclass(frozen=True)
class Tariff:
    name: str
    periods: tuple[Period, ...]

    def by_hour(self) -> dict[int, Decimal]:
        return {hour: period.cents for period in self.periods for hour in period.hours()}

    def shown(self) -> dict[str, Any]:
        return {"name": self.name, "periods": [period.shown() for period in self.periods]}


def read(name: str, periods: list[dict[str, Any]]) -> Tariff:
    tariff = Tariff(name, tuple(Period.read(each) for each in periods))
    counted = Counter(hour for period in tariff.periods for hour in period.hours())
    if [counted[hour] for hour in range(24)] != [1] * 24:
        raise Invalid("The periods do not hold every hour once")
    return tariff


def replace(tariff: Tariff) -> Tariff:
    periods = json.dumps([period.shown() for period in tariff.periods])
    with store.connection() as db:
        db.execute("INSERT OR REPLACE INTO tariffs VALUES (?, ?)", [tariff.name, periods])
    return tariff


def find(name: str) -> Tariff:
    found = store.rows("SELECT periods FROM tariffs WHERE name = ?", name)
    if not found:
        raise Unknown(f"There is no tariff {name}")
    return Tariff(name, tuple(Period.read(each) for each in json.loads(found[0]["periods"])))


def of_site(site: Site) -> Tariff:
    if site.tariff is None:
        raise Conflict(f"{site.code} has no tariff", code="no-tariff")
    return find(site.tariff)


def plain(amount: Decimal) -> str:
    return str(amount.quantize(Decimal("0.01"), ROUND_HALF_UP))


def cost(tariff: Tariff, loads: pd.Series) -> Decimal:
    """What loads by hour cost, in the local time of their index."""
    prices = tariff.by_hour()
    total = Decimal(0)
    for hour, kw in loads.items():
        total += Decimal(str(kw)) * prices[hour.hour] / 100
    return total


def day_bill(site: Site, day: date) -> dict[str, Any]:
    """What each hour of a day cost; `null` for hours without a reading, which the total leaves out."""
    tariff = of_site(site)
    loads = readings.hourly(site, clock.day_hours(day, site.tz))
    hours = []
    for hour, kw in loads.items():
        known = None if pd.isna(kw) else plain(cost(tariff, loads[hour:hour]))
        hours.append({"hour": hour.isoformat(), "cost": known})
    return {"site": site.code, "day": day.isoformat(), "total": plain(cost(tariff, loads.dropna())), "hours": hours}

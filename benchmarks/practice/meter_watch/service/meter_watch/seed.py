"""python -m meter_watch.seed: make the training data anew."""
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from meter_watch import meters, store
from meter_watch.config import Config
from meter_watch.forecast import Forecaster
from meter_watch.months import day_bounds, midnight
from meter_watch.store import Store

FIRST, LAST = date(2025, 10, 20), date(2026, 4, 21)
BUILDINGS = [
    {"id": 1, "name": "Lindenhof", "heated_m2": 300, "station": "BER"},
    {"id": 2, "name": "Schule am Wall", "heated_m2": 2400, "station": "BER"},
    {"id": 3, "name": "Hafenkontor", "heated_m2": 700, "station": "HAM"},
]
# serial, building, flat, unit, customer, tariff, heated m2, installed, read at (None: by hand only)
METERS: list[tuple[Any, ...]] = [
    ("H-1001", 1, "1 left", "kWh", "C-17", "home-24", 82, date(2021, 9, 1), time(6)),
    ("H-1002", 1, "1 right", "MWh", "C-18", "home-24", 74, date(2021, 9, 1), None),
    ("H-1003", 1, "2 left", "kWh", "C-19", "home-24", 90, date(2019, 5, 2), None),
    ("H-1004", 1, "2 left", "kWh", "C-19", "home-24", 90, date(2026, 2, 11), None),
    ("H-1009", 1, "1 right", "kWh", "C-18", "home-24", 74, date(2026, 1, 14), None),
    ("H-2001", 2, "main house", "GJ", "C-40", "school-24", 2100, date(2022, 8, 15), time(0)),
    ("H-2003", 2, "pump room", "kWh", "C-40", "school-24", 0, date(2022, 8, 15), time(6)),
    ("H-3001", 3, "ground floor", "kWh", "C-51", "trade-24", 310, date(2024, 1, 10), time(5, 30)),
    ("H-3002", 3, "first floor", "kWh", "C-52", "trade-24", 290, date(2026, 2, 20), None),
]
HOURLY = [date(2025, 10, 25), date(2025, 10, 26), date(2026, 1, 20), date(2026, 3, 28), date(2026, 3, 29)]


def kelvin(day: date, station: str) -> float:
    """Degree days of a mild winter without a pattern that a week would show."""
    depth = 12 - abs((day - date(2026, 1, 20)).days) / 9
    return round(max(0.0, depth + (day.toordinal() * 7 % 11) / 4 - (1.5 if station == "HAM" else 0)), 1)


def daily_wh(day: date, heated_m2: int, station: str) -> int:
    """What a place uses in a day."""
    weekend = 25 if day.weekday() >= 5 else 0
    return int(heated_m2 * (32 * kelvin(day, station) + 20 + weekend)) + day.toordinal() % 13 * 10 + 600


def _series(serial: str, heated_m2: int, station: str, at: time, config: Config) -> list[dict[str, Any]]:
    wh, day, rows = 12_000_000, FIRST, []
    while day <= LAST:
        start = midnight(day, config.tz)
        moment = datetime.combine(day, at, tzinfo=config.tz)
        if serial == "H-3001" and day in HOURLY:
            count = (day_bounds(day, config.tz)[1] - start) // timedelta(hours=1)
            for hour in range(count + 1):
                rows.append((start + timedelta(hours=hour), wh + hour * 300 + hour * hour * 10))
            moment, wh = start, wh + count * 300 + count * count * 10
        else:
            rows.append((moment, wh))
            wh += _special(serial, day, daily_wh(day, heated_m2, station))
        day += timedelta(days=1)
    rows.append((datetime.combine(LAST, time(17), tzinfo=config.tz), wh + 1_000))
    distinct = {taken_at.astimezone(config.tz).isoformat(): (taken_at, amount) for taken_at, amount in rows}
    return [
        {"serial": serial, "taken_at": taken_at, "wh": amount, "source": "radio"}
        for taken_at, amount in distinct.values()
    ]


def _special(serial: str, day: date, wh: int) -> int:
    if serial == "H-1001" and day == date(2026, 3, 15):
        return wh * 4
    if serial == "H-2001" and day in (date(2026, 3, 10), date(2026, 3, 11)):
        return 0
    return wh


def _by_hand(config: Config) -> list[dict[str, Any]]:
    rows = [
        ("H-1002", datetime(2025, 12, 1), 41_000_000),
        ("H-1002", datetime(2026, 1, 1), 41_900_000),
        ("H-1009", datetime(2026, 2, 1), 560_000),
        ("H-1009", datetime(2026, 3, 1, 9), 1_330_000),
        ("H-1003", datetime(2026, 1, 1), 77_000_000),
        ("H-1003", datetime(2026, 2, 1), 78_100_000),
        ("H-1004", datetime(2026, 3, 1), 600_000),
        ("H-1004", datetime(2026, 4, 3, 12), 1_330_000),
    ]
    return [
        {"serial": serial, "taken_at": at.replace(tzinfo=config.tz), "wh": wh, "source": "desk"}
        for serial, at, wh in rows
    ]


def fill(connection: sa.Connection, config: Config) -> None:
    connection.execute(sa.insert(store.buildings), BUILDINGS)
    names = ("serial", "building_id", "flat", "unit", "customer", "tariff", "heated_m2", "installed_on")
    connection.execute(sa.insert(store.meters), [dict(zip(names, meter, strict=False)) for meter in METERS])
    for serial, building_id, *_, heated_m2, _installed, at in METERS:
        if at is not None:
            station = "HAM" if building_id == 3 else "BER"
            connection.execute(sa.insert(store.readings), _series(serial, heated_m2, station, at, config))
    connection.execute(sa.insert(store.readings), _by_hand(config))
    meters.exchange(connection, "H-1002", "H-1009", _local(config, 2026, 1, 14), 42_310_000, 0)
    meters.exchange(connection, "H-1003", "H-1004", _local(config, 2026, 2, 11), 78_420_000, 0)
    days = [FIRST + timedelta(days=place) for place in range((LAST - FIRST).days + 1)]
    weather = [
        {"station": station, "day": day, "kelvin": kelvin(day, station)} for station in ("BER", "HAM") for day in days
    ]
    connection.execute(sa.insert(store.degree_days), weather)
    trained = [day for day in days if date(2025, 11, 1) <= day < date(2026, 3, 1)]
    Forecaster(config.forecast_file).train(connection, trained, config.tz)
    _billed(connection)
    outage = {"building_id": 2, "first_day": date(2026, 3, 10), "last_day": date(2026, 3, 11), "reason": "new pump"}
    connection.execute(sa.insert(store.outages).values(outage))
    _credited(connection)


def _billed(connection: sa.Connection) -> None:
    """What the first release has billed, and a notice that the portal never took."""
    lines = [
        {"text": "Base fee", "kwh": None, "price": None, "amount": "8.90"},
        {"text": "Heat", "kwh": "500", "price": "0.1180", "amount": "59.00"},
        {"text": "Heat", "kwh": "432.5", "price": "0.1125", "amount": "48.66"},
    ]
    invoice = {
        "number": "2025-12-0001",
        "serial": "H-1002",
        "month": "2025-12",
        "kind": "invoice",
        "kwh": "932.5",
        "estimated": False,
        "lines": lines,
        "net": "116.56",
        "vat": "8.16",
        "gross": "124.72",
        "currency": "EUR",
        "issued_on": date(2026, 1, 7),
        "due_on": date(2026, 1, 21),
    }
    connection.execute(sa.insert(store.statements).values(invoice))
    payload = {"statement": "2025-12-0001", "customer": "C-18", "amount": "124.72", "currency": "EUR"}
    queued_at = datetime.fromisoformat("2026-01-07T05:00:00+00:00")
    connection.execute(sa.insert(store.notices).values(payload=payload, queued_at=queued_at, attempts=5))


def _credited(connection: sa.Connection) -> None:
    """What was found later to be too much of it."""
    credit = {
        "number": "2025-12-0002",
        "serial": "H-1002",
        "month": "2025-12",
        "kind": "credit",
        "kwh": "-32.5",
        "estimated": False,
        "lines": [{"text": "Correction of 2025-12-0001", "kwh": "-32.5", "price": None, "amount": "-3.66"}],
        "net": "-3.66",
        "vat": "-0.25",
        "gross": "-3.91",
        "currency": "EUR",
        "issued_on": date(2026, 2, 3),
        "corrects": "2025-12-0001",
    }
    connection.execute(sa.insert(store.statements).values(credit))


def _local(config: Config, *numbers: int) -> datetime:
    return datetime(*numbers, 10, tzinfo=config.tz)  # type: ignore[misc, arg-type]


def main() -> None:
    config = Config()
    config.database.parent.mkdir(parents=True, exist_ok=True)
    config.database.unlink(missing_ok=True)
    database = Store(config.database)
    database.create()
    database.run_here(fill, config)


if __name__ == "__main__":
    main()

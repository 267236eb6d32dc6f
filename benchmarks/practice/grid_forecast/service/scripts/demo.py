"""The demo's data. ``python -m scripts.demo`` makes data/ anew."""
import math
import shutil
from datetime import UTC, date, datetime, timedelta

from grid_forecast import alarms, calendars, forecasts, models, readings, settings, sites, store, tariffs

#: name, zone, capacity, usual load
SITES = {
    "TAV": ("Tavira", "Europe/Lisbon", 900.0, 520),
    "ANG": ("Angra", "Atlantic/Azores", 400.0, 210),
    "ODE": ("Odemira", "Europe/Lisbon", None, 330),
    "041": ("Substation Salir", "Europe/Lisbon", 150.0, 80),
    "042": ("Substation Alte", "Europe/Lisbon", 120.0, 60),
}
FIRST = datetime(2026, 2, 2, tzinfo=UTC)
END = datetime(2026, 4, 14, tzinfo=UTC)
#: Tavira's meter was being changed
NO_READING = [datetime(2026, 3, 10, hour, tzinfo=UTC) for hour in (3, 4, 5)]
HOLIDAYS = {"2026-02-17": "Carnaval", "2026-04-03": "Sexta-feira Santa", "2026-04-05": "Páscoa", "2026-04-25": "Liberdade"}
DAY_TARIFF = [
    {"from": 0, "to": 7, "cents": "11.2"},
    {"from": 7, "to": 21, "cents": "19.6"},
    {"from": 21, "to": 24, "cents": "14"},
]


def load_of(code: str, usual: float, hour: datetime) -> float:
    """A load that looks like one, and is the same every time."""
    zone = sites.find(code).tz
    local = hour.astimezone(zone)
    daily = math.sin(2 * math.pi * (local.hour - 9) / 24) + (0.5 if 18 <= local.hour < 22 else 0)
    weekly = -0.4 if local.weekday() >= 5 else 0
    wobble = math.sin(hour.timestamp() / 3600 * 1.7 + usual) * 0.08
    return round(usual * (1 + 0.25 * (daily + weekly) + wobble), 1)


def fill() -> None:
    store.create()
    calendars.replace("portugal", HOLIDAYS)
    tariffs.replace(tariffs.read("household", DAY_TARIFF))
    for code, (name, zone, capacity, usual) in SITES.items():
        values = {"name": name, "zone": zone, "capacity_kw": capacity}
        values["calendar"] = "portugal" if code in ("TAV", "041") else None
        values["tariff"] = "household" if code in ("TAV", "ANG", "041") else None
        site = sites.add(code, values)
        hours = [FIRST + timedelta(hours=step) for step in range(int((END - FIRST) / timedelta(hours=1)))]
        kept = [hour for hour in hours if code != "TAV" or hour not in NO_READING]
        loads = {hour: load_of(code, usual, hour) for hour in kept}
        readings.save({site: list(loads.items())})
    for code in ("TAV", "ANG", "ODE"):
        models.train(sites.find(code))
    _past_forecast()
    for code, kind, value in (("TAV", "above", "95%"), ("ANG", "below", "120"), ("ODE", "above", "80%")):
        alarms.add(sites.find(code), kind, value)
    alarms.subscribe(alarms.find(1), "ines@tavira.example")
    alarms.subscribe(alarms.find(1), "posto@tavira.example")


def _past_forecast() -> None:
    """A forecast of the 12th of April in Tavira, 10 kW too high throughout."""
    site = sites.find("TAV")
    made_at = datetime(2026, 4, 11, 1, tzinfo=UTC).isoformat()
    with store.connection() as db:
        for hour, kw in readings.of_days(site, date(2026, 4, 12), date(2026, 4, 12)).items():
            row = (site.code, int(hour.timestamp()), made_at, kw + 10, kw - 20, kw + 40)
            db.execute("INSERT INTO kept_forecasts VALUES (?, ?, ?, ?, ?, ?)", row)


def main() -> None:
    shutil.rmtree(settings.data(), ignore_errors=True)
    fill()


if __name__ == "__main__":
    main()

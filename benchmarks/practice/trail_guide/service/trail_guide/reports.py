"""The nightly report for the tourist offices, as plain text."""
import sqlite3
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from trail_guide.repositories import Closures, Counts, Huts, Tracks, Trails
from trail_guide.statistics import by_day

DAYS = 7


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)


def shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"


def nightly(db: sqlite3.Connection, day: date, zone: ZoneInfo) -> str:
    """Closures of the day, huts, and the visitors of the week that ends with it."""
    lines = [f"Trail guide, {day:%d.%m.%Y}", "", "Closures"]
    for closure in Closures(db).on(day):
        lines.append(f"  {closure['trail']}: {closure['reason']} (until {closure['ends_on'] or '-'})")
    lines += ["", "Huts"]
    for hut in Huts(db).all():
        lines.append(f"  {hut['name']}: {shown(hut['elevation_m'])} m, {hut['beds']} beds")
    lines += ["", "Visitors of the week"]
    first = day - timedelta(days=DAYS - 1)
    for trail in Trails(db).all():
        counts = Counts(db).between(trail["id"], midnight(first, zone), midnight(day + timedelta(days=1), zone))
        days = by_day(counts, zone)
        if days:
            best = max(days, key=days.get)
            lines.append(f"  {trail['slug']}: {sum(days.values())} people, most on {best} ({days[best]})")
    lines += ["", "Tracks"]
    for trail in Trails(db).all():
        track = Tracks(db).of_trail(trail["id"])
        if track:
            lines.append(f"  {trail['slug']}: {shown(track['length_m'])} m, highest {shown(track['highest_m'])} m")
    return "\n".join(lines) + "\n"

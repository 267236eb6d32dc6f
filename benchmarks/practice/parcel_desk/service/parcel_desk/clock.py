"""Instants are aware and in UTC; days are the days of the shops."""

from datetime import UTC, date, datetime, time, timedelta

from parcel_desk import settings


def now() -> datetime:
    fixed = settings.fixed_now()
    return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)


def at_desk(moment: datetime) -> datetime:
    """Takes a time that came without an offset for the wall clock of the shops; gives UTC."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=settings.desk_zone())
    return moment.astimezone(UTC)


def local_day(moment: datetime) -> date:
    return moment.astimezone(settings.desk_zone()).date()


def today() -> date:
    return local_day(now())


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """First instant of the day and of the next one."""
    zone = settings.desk_zone()
    begin = datetime.combine(day, time.min, zone)
    end = datetime.combine(day + timedelta(days=1), time.min, zone)
    return begin.astimezone(UTC), end.astimezone(UTC)


def stamp(moment: datetime | None) -> str | None:
    """How instants look in our JSON."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

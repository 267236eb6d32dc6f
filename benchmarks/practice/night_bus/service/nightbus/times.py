"""Zones, clock times and durations.

Whatever is stored is in UTC. Only two things happen in a region's zone: reading what people send, and showing what we have.
"""
import re
from datetime import UTC, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

LAST_HOUR = 29
HOUR = timedelta(hours=1)


class Unreadable(Exception):
    """A time that we cannot read; the text says why."""


def local_moment(text, zone):
    """The moment that `text` (ISO 8601) means; without an offset it is a clock time in `zone`.

    A clock time that is skipped in spring does not exist; one that comes twice in autumn is the first of the two.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"no time: {text}") from None
    if moment.tzinfo is None:
        local = moment.replace(tzinfo=ZoneInfo(zone))
        if local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) != moment:
            raise Unreadable(f"{text} does not exist in {zone}")
        moment = local
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise Unreadable(f"no time: {text}") from None


def local_iso(moment, zone):
    """How the region's people read a moment."""
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")


def span(start, end, zone):
    """Begin and end in the region's zone."""
    local = ZoneInfo(zone)
    return start.astimezone(local), end.astimezone(local)


def hours_between(start, end):
    """How many hours have begun from `start` to `end`."""
    return ceil((end.astimezone(UTC) - start.astimezone(UTC)) / HOUR)


def clock_minutes(text):
    """Minutes from the beginning of the day of operation, which goes on after midnight: 22:40, 24:10, 25:30."""
    found = re.fullmatch(r"(\d{1,2}):([0-5]\d)", text, re.ASCII)
    if not found or int(found[1]) > LAST_HOUR:
        raise Unreadable(f"no clock time: {text}")
    return int(found[1]) * 60 + int(found[2])


def clock_text(minutes):
    """Such minutes as they are on a clock, and whether that is after midnight."""
    days, rest = divmod(minutes, 24 * 60)
    return f"{rest // 60:02}:{rest % 60:02}", days > 0


def month_bounds(year, month, zone):
    """First moment of a month and of the next one, in a region."""
    local = ZoneInfo(zone)
    following = (year + month // 12, month % 12 + 1)
    return datetime(year, month, 1, tzinfo=local).astimezone(UTC), datetime(*following, 1, tzinfo=local).astimezone(UTC)

"""Timetables of the lines, which the night bus connects with; they come as CSV from the transport authorities."""
import csv
from dataclasses import dataclass, field

from nightbus import times
from nightbus.models import Departure, Stop

COLUMNS = ("line", "stop", "departure")


class BadFile(Exception):
    """A file that is no timetable at all."""


@dataclass
class Outcome:
    added: int = 0
    kept: int = 0
    refused: list = field(default_factory=list)


def read(path):
    """Rows of a file with their numbers; the authorities write UTF-8 with or without a mark, and semicolons."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=";")
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
            if missing:
                raise BadFile("no column " + ", ".join(missing))
            return [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(str(error)) from error


def load(path):
    """Add the departures of a file; what cannot be used is named with its line."""
    outcome = Outcome()
    stops = {stop.code: stop for stop in Stop.objects.all()}
    for number, row in read(path):
        line, code, clock = ((row[name] or "").strip() for name in COLUMNS)
        if not line or len(line) > 8 or code not in stops:
            outcome.refused.append(f"line {number}: no such line or stop")
            continue
        try:
            minutes = times.clock_minutes(clock)
        except times.Unreadable as error:
            outcome.refused.append(f"line {number}: {error}")
            continue
        _, new = Departure.objects.get_or_create(line=line, stop=stops[code], minutes=minutes)
        if new:
            outcome.added += 1
        else:
            outcome.kept += 1
    return outcome


def departures(stop, line=None):
    """Departures of a stop in the order of the night."""
    found = Departure.objects.filter(stop=stop).order_by("minutes", "line")
    return found.filter(line=line) if line else found

"""Deliveries of the metering company."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

from django.db import transaction

from portal import clock, meters
from portal.errors import PortalError


@dataclass
class Outcome:
    taken: int = 0
    rejected: list[str] = field(default_factory=list)


def read_lines(handle: TextIO) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by header; short lines have empty cells."""
    reader = csv.reader(handle, delimiter=";")
    headers = [cell.strip().lower() for cell in next(reader, [])]
    for cells in reader:
        if any(cell.strip() for cell in cells):
            cells += [""] * (len(headers) - len(cells))
            yield reader.line_num, {name: cell.strip() for name, cell in zip(headers, cells)}


def take(row: dict[str, str]) -> None:
    meter = meters.find_meter(row.get("meter", ""))
    day = clock.parse_day(row.get("day", ""), "day")
    value = row.get("value", "")
    if not (value.isascii() and value.isdigit()):
        raise PortalError("value is not a whole number")
    meters.record(meter, day, int(value))


def take_all(handle: TextIO) -> Outcome:
    """All lines that we can use, in one transaction."""
    outcome = Outcome()
    with transaction.atomic():
        for number, row in read_lines(handle):
            try:
                take(row)
            except PortalError as error:
                outcome.rejected.append(f"line {number}: {error.message}")
            else:
                outcome.taken += 1
    return outcome

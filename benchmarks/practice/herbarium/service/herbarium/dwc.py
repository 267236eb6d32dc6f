"""Reading of Darwin-Core-like files: one table, a header with the terms, separated by tabs, semicolons or commas."""
import csv
import io
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:T.*)?)?)?$")


class UnusableRow(ValueError):
    """A row that cannot become a sheet; the text says why."""


@dataclass(frozen=True)
class Record:
    """A row with its values in our types."""

    occurrence_id: str
    barcode: str
    name: str
    authorship: str | None
    family: str | None
    rank: str
    accepted_name: str | None
    collector: str | None
    number: str | None
    collected_from: date | None
    collected_to: date | None
    country: str | None
    locality: str | None
    habitat: str | None
    latitude: float | None
    longitude: float | None
    uncertainty_m: float | None
    elevation_m: float | None
    type_status: str | None


def decode(raw: bytes) -> str:
    """The text of a file. Partners with old programs still send Windows-1252."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and values of each row; terms may carry a prefix (`dwc:country`)."""
    header = text.partition("\n")[0]
    delimiter = max("\t;,", key=header.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, restval="")
    for row in reader:
        yield reader.line_num, {key.rpartition(":")[2].strip(): (value or "").strip() for key, value in row.items() if key}


def event_date(text: str) -> tuple[date | None, date | None]:
    """First and last day of an `eventDate`: a day, a month, a year, or an interval of these."""
    if not text:
        return None, None
    first, slash, last = text.partition("/")
    start, end = _period(first)
    if slash:
        end = _period(last)[1]
    if end < start:
        raise UnusableRow(f"eventDate ends before it begins: {text}")
    return start, end


def _period(text: str) -> tuple[date, date]:
    match = _DATE.match(text.strip())
    if not match:
        raise UnusableRow(f"eventDate cannot be read: {text}")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError as error:
        raise UnusableRow(f"eventDate cannot be read: {text}") from error


def number(row: dict[str, str], term: str, low: float, high: float) -> float | None:
    """A number of the row, with a decimal comma or point; None when it is empty."""
    text = row.get(term, "")
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError as error:
        raise UnusableRow(f"{term} is not a number: {text}") from error
    if not low <= value <= high:
        raise UnusableRow(f"{term} is out of range: {text}")
    return value


def record(row: dict[str, str]) -> Record:
    """The row as a record."""
    for term in ("occurrenceID", "catalogNumber", "scientificName"):
        if not row.get(term):
            raise UnusableRow(f"{term} is missing")
    start, end = event_date(row.get("eventDate", ""))
    latitude = number(row, "decimalLatitude", -90, 90)
    longitude = number(row, "decimalLongitude", -180, 180)
    if (latitude is None) != (longitude is None):
        raise UnusableRow("half of the coordinates is missing")
    return Record(
        occurrence_id=row["occurrenceID"],
        barcode=row["catalogNumber"].upper(),
        name=row["scientificName"],
        authorship=row.get("scientificNameAuthorship") or None,
        family=row.get("family") or None,
        rank=row.get("taxonRank") or "species",
        accepted_name=row.get("acceptedNameUsage") or None,
        collector=row.get("recordedBy") or None,
        number=row.get("recordNumber") or None,
        collected_from=start,
        collected_to=end,
        country=row.get("country") or None,
        locality=row.get("locality") or None,
        habitat=row.get("habitat") or None,
        latitude=latitude,
        longitude=longitude,
        uncertainty_m=number(row, "coordinateUncertaintyInMeters", 0, 1e7),
        elevation_m=number(row, "minimumElevationInMeters", -500, 9000),
        type_status=(row.get("typeStatus") or "").lower() or None,
    )

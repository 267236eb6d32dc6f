"""Students from the CSV files of partner schools."""
import csv
import io
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from language_school import placement
from language_school.errors import Unreadable

REQUIRED = {"name", "email"}


@dataclass
class Result:
    """What became of a file: numbers of new and known students, and the lines that were left out."""

    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def decode(raw: bytes) -> str:
    """UTF-8 with or without a mark, else what Windows writes."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def reader_of(text: str) -> csv.DictReader:
    """A reader with lower case columns; the separator is the one that the first line has."""
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",")
    reader.fieldnames = [(name or "").strip().lower() for name in reader.fieldnames or []]
    if not REQUIRED <= set(reader.fieldnames):
        raise Unreadable("The file needs the columns name and email.")
    return reader


def born(text: str) -> date | None:
    """A day of birth, 2010-05-31 or 31.05.2010."""
    if not text:
        return None
    if "." in text:
        text = "-".join(part.zfill(2) for part in reversed(text.split(".")))
    return date.fromisoformat(text)


@transaction.atomic
def load(raw: bytes) -> Result:
    """Takes the students of a file in; lines that we cannot read do not stop the others."""
    result = Result()
    reader = reader_of(decode(raw))
    for row in reader:
        cells = {key: (value or "").strip() for key, value in row.items() if key and not isinstance(value, list)}
        try:
            if not cells["name"]:
                raise ValueError("no name")
            if cells["email"]:
                validate_email(cells["email"])
            born_on = born(cells.get("born", ""))
        except (ValueError, ValidationError) as error:
            why = error.messages[0] if isinstance(error, ValidationError) else str(error)
            result.refused[reader.line_num] = why
            continue
        student, created = placement.apply(
            cells["name"][:120], cells["email"], cells.get("language") or "en", born_on, cells.get("guardian", "")[:120]
        )
        (result.new if created else result.known).append(student.number)
    return result

"""Takes a partner's catalogue over: `python -m course_search.partner_import FILE --partner ID`.

Partners send what their own systems export: commas or semicolons, UTF-8 or Windows-1252, German or English headings, decimal
commas. A row that cannot be used is left out and said so; a file that cannot be used changes nothing, exit status 2.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from course_search import monitoring, prices
from course_search.catalogue import COLUMNS
from course_search.settings import Settings
from course_search.store import opened

HEADINGS = {
    "kursnummer": "code",
    "number": "code",
    "titel": "title",
    "beschreibung": "description",
    "rubrik": "category",
    "niveau": "level",
    "ort": "venue",
    "kursleitung": "teacher",
    "sprache": "language",
    "wochentag": "weekday",
    "beginn": "starts_on",
    "start": "starts_on",
    "von": "time_from",
    "bis": "time_to",
    "abende": "evenings",
    "plaetze": "seats",
    "plätze": "seats",
    "preis": "price",
    "gebühr": "price",
    "fee": "price",
    "schlagworte": "tags",
}
NEEDED = ("code", "title", "category")
_DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y")


class Unusable(Exception):
    """A row or a whole file that cannot be taken over."""


def read_text(raw: bytes) -> str:
    """UTF-8, with or without a mark, else Windows-1252."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read_rows(text: str) -> list[dict[str, str]]:
    """The rows under our own names of columns; unknown columns are left out."""
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    names = {heading: _column(heading) for heading in reader.fieldnames or ()}
    missing = [name for name in NEEDED if name not in names.values()]
    if missing:
        raise Unusable(f"columns are missing: {', '.join(missing)}")
    return [
        {names[heading]: (cell or "").strip() for heading, cell in row.items() if names.get(heading)}
        for row in reader
    ]


def _column(heading: str) -> str:
    known = heading.strip().casefold()
    return HEADINGS.get(known, known if known in COLUMNS else "")


def amount(cell: str) -> float | None:
    """`1.250,00`, `1,250.00`, `85,5`, `EUR 85` and an empty cell, which is a price on request."""
    digits = re.sub(r"[^\d.,]", "", cell)
    if not digits:
        return None
    if "," in digits and "." in digits:
        thousands = "." if digits.rfind(",") > digits.rfind(".") else ","
        digits = digits.replace(thousands, "")
    try:
        return round(float(digits.replace(",", ".")), 2)
    except ValueError:
        raise Unusable(f"no price: {cell}") from None


def day(cell: str) -> date | None:
    if not cell:
        return None
    for form in _DAYS:
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    raise Unusable(f"no day: {cell}")


def whole(cell: str, name: str) -> int | None:
    if not cell:
        return None
    if not cell.isdecimal():
        raise Unusable(f"no number in {name}: {cell}")
    return int(cell)


def clean(row: dict[str, str], partner: str) -> dict[str, Any]:
    """A row as our catalogue has it. Codes get the partner's mark in front."""
    for name in NEEDED:
        if not row.get(name):
            raise Unusable(f"{name} is empty")
    return {
        **{name: row.get(name) or None for name in COLUMNS},
        "code": f"{partner}-{row['code']}".upper(),
        "category": row["category"].casefold(),
        "starts_on": day(row.get("starts_on", "")),
        "evenings": whole(row.get("evenings", ""), "evenings"),
        "seats": whole(row.get("seats", ""), "seats"),
        "price": amount(row.get("price", "")),
        "provider": partner.lower(),
    }


def take_over(path: Path, partner: str, settings: Settings) -> tuple[int, list[str], int]:
    """Writes the partner's file anew; gives the courses taken, what was left out, and the changed prices."""
    good: dict[str, dict[str, Any]] = {}
    refused = []
    for number, row in enumerate(read_rows(read_text(path.read_bytes())), start=2):
        try:
            course = clean(row, partner)
        except Unusable as why:
            refused.append(f"line {number}: {why}")
            continue
        good[course["code"]] = course
    if not good:
        raise Unusable("no usable course in it")
    with opened(settings.database) as conn:
        today = settings.today()
        changed = sum(
            prices.record(conn, code, c["price"], today, partner.lower()) for code, c in good.items()
        )
    target = settings.folder / "partners" / f"{partner.lower()}.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(list(good.values()), columns=list(COLUMNS)).astype(
        {"evenings": "Int64", "seats": "Int64"}
    ).to_csv(target, index=False)
    return len(good), refused, changed


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="course_search.partner_import", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--partner", required=True)
    given = parser.parse_args(argv)
    monitoring.watch("partner_import")
    if not given.file.is_file():
        print(f"{given.file}: there is no such file", file=sys.stderr)
        return 2
    try:
        taken, refused, changed = take_over(given.file, given.partner, Settings.from_environment())
    except Unusable as why:
        print(f"{given.file}: {why}", file=sys.stderr)
        return 2
    for line in refused:
        print(line)
    print(f"{taken} courses, {len(refused)} left out, {changed} prices changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())

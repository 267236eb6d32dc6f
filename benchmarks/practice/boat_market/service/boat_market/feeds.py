"""Dealers' feeds: all boats of a dealer as CSV or JSON. ``python -m boat_market.feeds DEALER FILE`` takes one from a file."""
import csv
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask import request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from . import adverts, clock, db, settings, specs, wire
from .errors import NotAllowed, Problem, Unknown, Unreadable
from .models import Account, Advert

# How the columns of the usual dealers' programs are called.
COLUMNS = {"reference": "ref", "boat class": "class", "loa": "length", "engine hours": "hours", "built": "year"}


@dataclass
class Report:
    """What became of a feed. `refused` tells rows that were not taken: place (from 1) and reason."""

    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)

    def as_json(self) -> dict:
        return {
            "added": self.added,
            "changed": self.changed,
            "withdrawn": self.withdrawn,
            "refused": [{"row": row, "reason": reason} for row, reason in self.refused],
        }


def sent() -> tuple[bytes, bool]:
    """The body of the request, and whether it is CSV."""
    raw = request.get_data()
    if len(raw) > settings.LARGEST_FEED:
        raise NotAllowed("this feed is too large")
    return raw, request.mimetype == "text/csv"


def take(dealer: Account, raw: bytes, is_csv: bool) -> Report:
    """Adds and changes the dealer's adverts by `ref`; those that the feed no longer has are withdrawn."""
    if dealer.dealer is None:
        raise NotAllowed("feeds are for dealers")
    report, seen = Report(), set()
    for place, row in enumerate(rows(raw, is_csv), start=1):
        try:
            ref = row.given("ref", wire.line, 40, needed=True)
            seen.add(ref)
            _take_row(dealer, ref, row, report)
        except Problem as problem:
            report.refused.append((place, problem.detail))
        except IntegrityError:
            report.refused.append((place, "this boat is advertised already"))
    _withdraw_others(dealer, seen, report)
    db.session().commit()
    return report


def rows(raw: bytes, is_csv: bool) -> Iterator[wire.Fields]:
    """UTF-8 with or without a mark at its start, else what Windows writes."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    return _csv_rows(text) if is_csv else _json_rows(text)


def _csv_rows(text: str) -> Iterator[wire.Fields]:
    lines = io.StringIO(text, newline="")
    reader = csv.DictReader(lines, delimiter=";" if ";" in text.partition("\n")[0] else ",", restval="")
    for row in reader:
        row.pop(None, None)  # more values than columns
        yield wire.Fields({_column(name): value for name, value in row.items()})


def _json_rows(text: str) -> Iterator[wire.Fields]:
    try:
        boats = json.loads(text)["boats"]
    except (ValueError, TypeError, KeyError):
        raise Unreadable('a feed is {"boats": [...]}') from None
    if not isinstance(boats, list) or not all(isinstance(boat, dict) for boat in boats):
        raise Unreadable('a feed is {"boats": [...]}')
    for boat in boats:
        yield wire.Fields({_column(name): value for name, value in boat.items()})


def _column(name: str) -> str:
    plain = name.strip().lower().replace("_", " ")
    return COLUMNS.get(plain, plain.replace(" ", "_"))


def _take_row(dealer: Account, ref: str, row: wire.Fields, report: Report) -> None:
    """One boat, all of it or nothing."""
    advert = _existing(dealer, ref)
    new = advert is None
    with db.session().begin_nested():
        if new:
            advert = Advert(seller_id=dealer.id, ref=ref, status="draft", created_at=clock.now())
        with db.session().no_autoflush:
            adverts.fill(advert, row, whole=new)
        db.session().add(advert)
        if advert.status in ("draft", "withdrawn") and not specs.missing(advert):
            advert.status, advert.listed_at = "listed", clock.now()
        db.session().flush()
    report.added += new
    report.changed += not new


def _existing(dealer: Account, ref: str) -> Advert | None:
    return db.session().scalar(select(Advert).where(Advert.seller_id == dealer.id, Advert.ref == ref))


def _withdraw_others(dealer: Account, seen: set[str], report: Report) -> None:
    for advert in dealer.adverts:
        if advert.ref and advert.ref not in seen and advert.status == "listed":
            advert.status = "withdrawn"
            report.withdrawn += 1


def main(code: str, file: str) -> None:
    with db.working() as session:
        dealer = session.scalar(select(Account).where(Account.dealer == code))
        if dealer is None:
            raise Unknown(f"there is no dealer {code}")
        report = take(dealer, Path(file).read_bytes(), file.endswith(".csv"))
    print(f"{report.added} added, {report.changed} changed, {report.withdrawn} withdrawn")
    for row, reason in report.refused:
        print(f"row {row}: {reason}")


if __name__ == "__main__":
    settings.report_errors()
    try:
        main(*sys.argv[1:3])
    except Problem as told:
        sys.exit(told.detail)

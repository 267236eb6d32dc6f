"""Development data: `python -m energy_coop.seed` writes the database anew."""
from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from .clock import LOCAL
from .database import SessionLocal, create_schema
from .models import Invoice, InvoiceLine, Member, Meter, Outage, Reading, Tariff, TariffBand

MEMBERS = [
    ("M-1001", "Anna Gruber", "anna@example.org", "tok-anna", date(2019, 5, 1)),
    ("M-1002", "Jürgen Müller", "juergen@example.org", "tok-juergen", date(2020, 2, 29)),
    ("M-1003", "Łukasz Wiśniewski", None, "tok-lukasz", date(2021, 11, 15)),
    ("M-1004", "Brigitte Hofer", "b.hofer@example.org", "tok-brigitte", date(2026, 4, 1)),
    ("M-1005", "Paul Egger", "paul@example.org", "tok-paul", date(2024, 8, 1)),
]
METERS = [
    ("AT001", "consumption", "nord", "M-1001", "STUFEN"),
    ("AT002", "consumption", "nord", "M-1002", "BASIS"),
    ("AT003", "consumption", "sued", "M-1003", "STUFEN"),
    ("AT005", "consumption", "sued", "M-1005", "BASIS"),
    ("AT101", "feed_in", "nord", "M-1001", None),
    ("AT103", "feed_in", "sued", "M-1003", None),
]
# meter, local begin of the interval, Wh
READINGS = [
    ("AT001", "2026-02-10T12:00", 80_000), ("AT001", "2026-03-01T00:00", 120_000), ("AT001", "2026-03-31T23:00", 230_500),
    ("AT002", "2026-02-10T12:00", 45_000), ("AT002", "2026-03-10T12:00", 150_000),
    ("AT003", "2026-02-03T08:00", 20_400), ("AT003", "2026-03-03T08:00", 99_999), ("AT003", "2026-04-01T00:00", 7_000),
    ("AT101", "2026-01-10T12:00", 0), ("AT101", "2026-03-10T12:00", 30_000), ("AT101", "2026-03-11T12:00", 15_000),
    ("AT103", "2026-01-11T12:00", 0), ("AT103", "2026-02-11T12:00", 8_000), ("AT103", "2026-03-11T12:00", 15_000),
]
TARIFFS = [
    ("BASIS", "Basis", 350, [(None, "24.5")]),
    ("STUFEN", "Stufen", 290, [(100, "18.0"), (300, "22.0"), (None, "28.55")]),
]


def _local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def fill() -> None:
    create_schema()
    with SessionLocal.begin() as session:
        for code, name, fee, bands in TARIFFS:
            session.add(Tariff(code=code, name=name, base_fee_cents=fee, bands=[
                TariffBand(position=n, up_to_kwh=limit, cents_per_kwh=Decimal(price))
                for n, (limit, price) in enumerate(bands)]))
        members = {}
        for number, name, email, token, joined in MEMBERS:
            members[number] = Member(number=number, name=name, email=email, token=token, joined_on=joined)
        session.add_all(members.values())
        session.flush()
        meters = {}
        for number, kind, area, owner, tariff in METERS:
            meters[number] = Meter(number=number, kind=kind, area=area, member=members[owner], tariff_code=tariff)
        session.add_all(meters.values())
        session.flush()
        session.add_all(Reading(meter_id=meters[m].id, taken_at=_local(at), wh=wh) for m, at, wh in READINGS)
        morning = _local("2026-03-12T06:00")
        session.add_all(Reading(meter_id=meters["AT005"].id, taken_at=morning + timedelta(minutes=15 * n), wh=100 + n)
                        for n in range(8))
        first = Invoice(number="2026-02-1002", member=members["M-1002"], period="2026-02", total_cents=1_500, lines=[
            InvoiceLine(text="Energy AT002", wh=46_939, amount_cents=1_150),
            InvoiceLine(text="Base fee Basis", wh=None, amount_cents=350)])
        session.add(first)
        session.flush()
        session.add(Invoice(number="2026-02-1002-K1", member=members["M-1002"], period="2026-02", revision=1,
                            total_cents=1_453, corrects_id=first.id, lines=[
                                InvoiceLine(text="Energy AT002", wh=45_000, amount_cents=1_103),
                                InvoiceLine(text="Base fee Basis", wh=None, amount_cents=350)]))
        session.add(Outage(reference="OUT-1", area="nord", description="Transformer Seestrasse",
                           starts_at=_local("2026-04-14T22:10"), expected_end=None))
        session.add(Outage(reference="OUT-0", area="sued", planned=True, description="Cable work",
                           starts_at=_local("2026-03-02T08:00"), expected_end=_local("2026-03-02T12:00"),
                           ended_at=_local("2026-03-02T11:20")))


if __name__ == "__main__":
    fill()
    print("database written")

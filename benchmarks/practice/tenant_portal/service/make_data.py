"""Demo data for development and staging; writes the database anew."""

import os
from datetime import date, datetime, time, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenant_portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections, transaction  # noqa: E402

from portal import clock  # noqa: E402
from portal.accounts import digest_of  # noqa: E402
from portal.models import *  # noqa: E402, F403

ACCOUNTS = [
    ("office", "Lindenhof office", "office"),
    ("kern", "Ute Kern", "caretaker"),
    ("sahin", "Emre Şahin", "caretaker"),
    ("pipes", "Rohr & Söhne", "trade"),
    ("volt", "Volt electricians", "trade"),
    ("brandt", "Clara Brandt", "tenant"),
    ("petrova", "Ирина Петрова", "tenant"),
    ("okafor", "Chidi Okafor", "tenant"),
    ("nowak", "Piotr Nowak", "tenant"),
]
BUILDINGS = [("LI12", "Lindenstraße 12", "kern"), ("LI14", "Lindenstraße 14", "kern"), ("HO3", "Am Hof 3", "sahin")]
FLATS = [
    ("LI12-1", "LI12", 0, 54), ("LI12-2", "LI12", 1, 71), ("LI12-3", "LI12", 2, 71),
    ("LI14-1", "LI14", 0, 48), ("LI14-2", "LI14", 1, 63),
    ("HO3-1", "HO3", 0, 40), ("HO3-2", "HO3", 1, 85),
]
TENANTS = [("brandt", "Clara Brandt", "de"), ("petrova", "Ирина Петрова", "ru"), ("okafor", "Chidi Okafor", "en"),
           ("nowak", "Piotr Nowak", "pl"), (None, "Hildegard Voss", "de"), (None, "Jonas Weber", "de")]
TENANCIES = [
    ("Hildegard Voss", "LI12-1", "1998-04-01", None),
    ("Jonas Weber", "LI12-2", "2015-06-01", "2024-02-29"),
    ("Clara Brandt", "LI12-2", "2024-03-01", None),
    ("Ирина Петрова", "LI12-3", "2022-10-01", None),
    ("Chidi Okafor", "LI14-1", "2023-01-01", "2026-10-31"),
    ("Piotr Nowak", "LI14-1", "2026-11-01", None),
    ("Piotr Nowak", "HO3-1", "2025-05-01", "2026-10-31"),
]
# number, flat, kind, [(day, value)]
METERS = [
    ("H-121", "LI12-1", "heat", [("2026-06-30", 8200), ("2026-07-31", 8200), ("2026-08-31", 8200)]),
    ("H-122", "LI12-2", "heat", [("2026-06-30", 5110), ("2026-07-31", 5115), ("2026-08-31", 5115)]),
    ("H-123", "LI12-3", "heat", [("2026-06-30", 7433), ("2026-07-31", 7448), ("2026-08-31", 7448)]),
    ("W-121", "LI12-1", "water", [("2026-06-30", 310), ("2026-07-31", 314), ("2026-08-31", 317)]),
    ("W-122", "LI12-2", "water", [("2026-06-30", 402), ("2026-07-31", 411), ("2026-08-31", 419)]),
    ("W-123", "LI12-3", "water", [("2026-06-30", 288), ("2026-07-31", 300), ("2026-08-31", 313)]),
    ("W-141", "LI14-1", "water", [("2026-07-31", 77), ("2026-08-31", 81)]),
]
REMOTE_SINCE, REMOTE_DAYS = date(2025, 9, 1), 378
# flat, title, priority, due, reported, [(status, when, who)]
REPAIRS = [
    ("LI12-2", "Tap drips", "low", None, "2026-07-02T09:00", []),
    ("LI12-2", "Heating cold in the bath", "urgent", "2026-09-18", "2026-09-10T18:30", [("assigned", "2026-09-11T08:00", "kern")]),
    ("LI12-3", "Window does not close", "normal", "2026-09-25", "2026-08-30T12:00", []),
    ("LI12-1", "Lamp on the stairs", "low", None, "2026-09-01T07:45", []),
    ("LI14-1", "Door bell is silent", "normal", "2026-09-18", "2026-09-03T20:10", [("assigned", "2026-09-04T08:15", "kern")]),
    ("LI14-2", "Mould in the cellar", "urgent", "2026-10-02", "2026-08-11T10:00", []),
    ("HO3-1", "Shutter stuck", "normal", None, "2026-09-05T16:20", []),
    ("HO3-2", "Gutter leaks", "normal", "2026-10-15", "2026-09-07T11:00", []),
    ("LI12-2", "Letter box lock", "low", None, "2026-09-12T13:00", []),
    ("LI12-3", "Radiator valve", "normal", None, "2025-11-03T08:00", [("assigned", "2025-11-04T08:00", "kern"),
        ("waiting", "2025-11-05T09:00", "kern"), ("assigned", "2025-11-07T09:30", "kern"), ("done", "2025-11-07T12:00", "kern")]),
    ("HO3-1", "Intercom", "low", None, "2025-03-10T10:00", [("waiting", "2025-03-11T10:00", "sahin"),
        ("assigned", "2025-03-12T16:00", "sahin"), ("finished", "2025-03-13T09:00", "sahin")]),
    ("LI12-2", "Balcony rail", "normal", "2026-11-30", "2026-08-20T10:00", [("assigned", "2026-08-21T10:00", "kern"),
        ("on_hold", "2026-09-11T10:00", "kern")]),
]


def accounts() -> dict[str, Account]:
    made = {}
    for key, name, role in ACCOUNTS:
        made[key] = Account.objects.create(
            email=f"{key}@example.org", name=name, role=role, password=make_password(f"{key}-password", salt=key * 3)
        )
        ApiToken.objects.create(account=made[key], digest=digest_of(f"token-{key}"), created_at=clock.now())
    return made


def houses(people: dict[str, Account]) -> None:
    for code, street, caretaker in BUILDINGS:
        Building.objects.create(code=code, street=street, caretaker=people[caretaker])
    for number, code, floor, area in FLATS:
        Flat.objects.create(number=number, building=Building.objects.get(code=code), floor=floor, area=area)
    for key, name, language in TENANTS:
        Tenant.objects.create(account=people.get(key), name=name, language=language)
    for name, number, starts_on, ends_on in TENANCIES:
        Tenancy.objects.create(
            tenant=Tenant.objects.get(name=name), flat=Flat.objects.get(number=number),
            starts_on=date.fromisoformat(starts_on), ends_on=date.fromisoformat(ends_on) if ends_on else None,
        )


def remote_readings(meter: Meter) -> list[Reading]:
    """More in winter than in summer."""
    made, value = [], 1000
    for number in range(REMOTE_DAYS):
        day = REMOTE_SINCE + timedelta(days=number)
        consumption = 2 if 5 <= day.month <= 9 else 9
        value += consumption
        made.append(Reading(
            meter=meter, read_on=day, value=value, consumption=consumption if number else None,
            changed_at=clock.local(day, time(3, 15)),
        ))
    return made


def meters() -> None:
    for number, flat, kind, readings in METERS:
        meter = Meter.objects.create(number=number, flat=Flat.objects.get(number=flat), kind=kind)
        for day, value in readings:
            Reading.objects.create(meter=meter, read_on=date.fromisoformat(day), value=value)
    remote = Meter.objects.create(number="R-142", flat=Flat.objects.get(number="LI14-2"), kind="heat", remote=True)
    Reading.objects.bulk_create(remote_readings(remote))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


def repairs(people: dict[str, Account]) -> None:
    for flat, title, priority, due, reported, changes in REPAIRS:
        repair = Repair.objects.create(
            flat=Flat.objects.get(number=flat), title=title, priority=priority, reported_at=moment(reported),
            due_on=date.fromisoformat(due) if due else None,
        )
        StatusChange.objects.create(repair=repair, status="open", at=moment(reported))
        for status, at, who in changes:
            StatusChange.objects.create(repair=repair, status=status, at=moment(at), by=people[who])
            repair.status = {"finished": "done"}.get(status, status)
        repair.save()


def agenda(people: dict[str, Account]) -> None:
    for title, who, starts, ends in [
        ("Heating cold in the bath", "pipes", "2026-09-16T13:00", "2026-09-16T15:00"),
        ("Door bell is silent", "volt", "2026-09-17T09:00", "2026-09-17T10:00"),
        ("Shutter stuck", "volt", "2026-09-22T08:00", "2026-09-22T09:30"),
    ]:
        Appointment.objects.create(
            repair=Repair.objects.get(title=title), trade=people[who], starts_at=moment(starts), ends_at=moment(ends)
        )
    for code, title, day, from_time in [
        ("HO3", "Smoke alarms", "2026-11-04", None),
        ("LI12", "Chimney sweep", "2027-01-12", time(10, 0)),
        ("LI12", "Meter reading", "2027-01-04", None),
    ]:
        Round.objects.create(
            building=Building.objects.get(code=code), title=title, day=date.fromisoformat(day), from_time=from_time
        )


def letters() -> None:
    for number, name, flat, subject, sent, read in [
        (1, "Clara Brandt", "LI12-2", "House rules", "2024-03-04T10:00", "2024-03-06T19:00"),
        (2, "Hildegard Voss", "LI12-1", "Rent from January 2026", "2025-11-20T09:00", None),
        (3, "Clara Brandt", "LI12-2", "Müll: new days for collection", "2026-06-01T09:00", None),
        (4, "Chidi Okafor", "LI14-1", "Your notice of 12 July", "2026-07-15T11:30", "2026-07-15T12:00"),
        (5, "Clara Brandt", "LI12-2", "Fire drill", "2026-09-10T09:00", None),
    ]:
        Letter.objects.create(
            number=number, tenant=Tenant.objects.get(name=name), flat=Flat.objects.get(number=flat), subject=subject,
            body=f"Dear {name}, ...", sent_at=moment(sent), read_at=moment(read) if read else None,
        )


def costs() -> None:
    for code, month, kind, cents in [
        ("LI12", "2026-07", "heat", 9_001), ("LI12", "2026-07", "water", 15_400), ("LI12", "2026-08", "water", 14_300),
        ("LI14", "2026-08", "water", 6_000),
    ]:
        Cost.objects.create(building=Building.objects.get(code=code), month=month, kind=kind, cents=cents)


def fill() -> None:
    with transaction.atomic():
        people = accounts()
        houses(people)
        meters()
        repairs(people)
        agenda(people)
        letters()
        costs()


def main() -> None:
    connections.close_all()
    Path(settings.DATABASES["default"]["NAME"]).unlink(missing_ok=True)
    call_command("migrate", verbosity=0)
    fill()


if __name__ == "__main__":
    main()

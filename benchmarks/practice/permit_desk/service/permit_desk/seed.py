"""Data of the training desk: python -m permit_desk.seed"""
import os
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

TOWN = ZoneInfo("Europe/Vienna")

OFFICERS = [  # user name, first name, last name, desk, token
    ("weber", "Anna", "Weber", "building", "desk-weber-7f3a"),
    ("hofer", "Karl", "Hofer", "trade", "desk-hofer-19bc"),
    ("lang", "Petra", "Lang", "events", "desk-lang-5e20"),
]

TYPES = [  # code, name, desk, fee, working days
    ("garage", "Garage or shed", "building", "120.00", 30),
    ("shop", "Shop", "trade", "80.00", 20),
    ("street-party", "Street party", "events", "0.00", 10),
]

CASES = [  # reference, token, type, name, e-mail, subject, address, status, officer, received, deadline
    ("2026-0001", "t-gruber-1", "garage", "Eva Gruber", "eva@example.org", "Carport", "Gartenweg 3", "received", "weber",
     datetime(2026, 3, 2, 10, 15), date(2026, 4, 14)),
    ("2026-0002", "t-moser-2", "garage", "Jan Moser", "jan@example.org", "Double garage", "Bachgasse 11", "received", "weber",
     datetime(2026, 3, 4, 8, 30), date(2026, 4, 16)),
    ("2026-0003", "t-pichler-3", "shop", "Ida Pichler", "ida@example.org", "Bakery", "Hauptplatz 1", "incomplete", "hofer",
     datetime(2026, 3, 5, 16, 0), date(2026, 4, 2)),
    ("2026-0004", "t-berger-4", "garage", "Franz Berger", "", "Tool shed", "Mühlweg 8", "incomplete", "weber",
     datetime(2026, 3, 6, 11, 20), None),
    ("2026-0005", "t-fuchs-5", "street-party", "Lea Fuchs", "lea@example.org", "Summer party", "Lindengasse", "received", "lang",
     datetime(2026, 3, 9, 9, 5), date(2026, 3, 23)),
]

DECIDED = [  # reference, type, subject, address, number, outcome, received, decided, officer, working days, fee paid
    ("2018-0009", "garage", "Barn", "Feldweg 2", "B/4/2018", "refused", datetime(2018, 5, 2, 9, 0), date(2018, 6, 20), None, None, None),
    ("2019-0031", "garage", "Garage", "Feldweg 7", "B/17/2019", "granted", datetime(2019, 8, 1, 9, 0), date(2019, 9, 12), None, None, "95.00"),
    ("2025-0102", "garage", "Shed", "Am Anger 5", "B-2026-001", "granted", datetime(2025, 12, 1, 9, 0), date(2026, 1, 15), "weber", 28, "120.00"),
    ("2025-0107", "shop", "Book shop", "Hauptplatz 4", "T-2026-001", "granted", datetime(2025, 12, 9, 9, 0), date(2026, 1, 20), "hofer", 25, "80.00"),
    ("2025-0110", "garage", "Carport", "Am Anger 9", "B-2026-002", "refused", datetime(2025, 12, 29, 9, 0), date(2026, 2, 3), "weber", 24, "120.00"),
    ("2025-0111", "garage", "Garage", "Bachgasse 2", "B-2026-003", "granted", datetime(2025, 12, 30, 9, 0), date(2026, 2, 11), "weber", 29, "120.00"),
    ("2025-0112", "shop", "Café", "Bachgasse 4", "T-2026-002", "granted", datetime(2026, 1, 8, 9, 0), date(2026, 2, 5), "hofer", 20, "80.00"),
    ("2025-0113", "street-party", "Carnival", "Hauptplatz", "E-2026-001", "granted", datetime(2026, 1, 26, 9, 0), date(2026, 2, 6), "lang", 9, None),
]


def load():
    """Fill an empty database."""
    from permit_desk import models as m

    officers = {}
    for username, first, last, desk, token in OFFICERS:
        officers[username] = m.Officer.objects.create_user(
            username, first_name=first, last_name=last, desk=desk, api_token=token
        )
    types = {}
    for code, name, desk, fee, days in TYPES:
        types[code] = m.PermitType.objects.create(code=code, name=name, desk=desk, fee=Decimal(fee), decision_days=days)
    cases = {}
    for reference, token, kind, name, email, subject, address, status, officer, received, deadline in CASES:
        cases[reference] = m.Application.objects.create(
            reference=reference, token=token, permit_type=types[kind], applicant_name=name, applicant_email=email,
            subject=subject, address=address, status=status, officer=officers[officer],
            received_at=received.replace(tzinfo=TOWN), deadline=deadline,
        )
        if types[kind].fee:
            m.Fee.objects.create(application=cases[reference], purpose="application", amount=types[kind].fee)
    for reference, kind, subject, address, number, outcome, received, decided, officer, days, paid in DECIDED:
        case = m.Application.objects.create(
            reference=reference, token=f"t-{reference}", permit_type=types[kind], applicant_name="Archive", subject=subject,
            address=address, status="decided", officer=officers.get(officer), received_at=received.replace(tzinfo=TOWN),
        )
        m.Decision.objects.create(
            application=case, number=number, outcome=outcome, decided_on=decided, decided_by=officers.get(officer), days_taken=days
        )
        if paid:
            m.Fee.objects.create(application=case, purpose="application", amount=Decimal(paid), paid_on=decided)
    for reference, kind, received in [
        ("2026-0001", "plan", date(2026, 3, 2)), ("2026-0003", "plan", date(2026, 3, 5)), ("2026-0003", "insurance", None),
        ("2026-0004", "plan", None), ("2026-0004", "consent", None),
    ]:
        m.Document.objects.create(application=cases[reference], kind=kind, received_on=received)
    for reference, name, email, reason, lodged, withdrawn in [
        ("2026-0001", "Otto Haas", "otto@example.org", "Too close to my fence.", datetime(2026, 3, 10, 22, 40), False),
        ("2026-0002", "Otto Haas", "otto@example.org", "Takes the light.", datetime(2026, 3, 11, 0, 20), False),
        ("2026-0002", "Rosa Wolf", "rosa@example.org", "Noise.", datetime(2026, 3, 12, 14, 0), False),
        ("2026-0005", "Rosa Wolf", "rosa@example.org", "Noise.", datetime(2026, 3, 12, 14, 5), True),
    ]:
        m.Objection.objects.create(
            application=cases[reference], name=name, email=email, reason=reason, lodged_at=lodged.replace(tzinfo=TOWN), withdrawn=withdrawn
        )


def main():
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permit_desk.settings")
    django.setup()
    from permit_desk.models import PermitType

    call_command("migrate", verbosity=0)
    if not PermitType.objects.exists():
        load()


if __name__ == "__main__":
    main()

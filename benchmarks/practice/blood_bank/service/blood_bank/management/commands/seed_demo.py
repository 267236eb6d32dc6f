from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from blood_bank.models import Appointment, Deferral, Donation, Donor, Hospital, Site, Unit

SITES = [
    ("linz-centre", "Donation centre Linz", "Museumstrasse 12, 4020 Linz", 2),
    ("steyr-hall", "Town hall Steyr", "Stadtplatz 27\n4400 Steyr", 1),
    ("wels-fair", "Fair hall 3", "Messeplatz 1, 4600 Wels", 3),
]
DONORS = [
    ("D-1001", "Ilse", "Gruber", "ilse@post.example", date(1980, 5, 17), "64.5", "O-"),
    ("D-1002", "Markus", "Hofer", "markus@post.example", date(1991, 1, 3), "82.0", "A+"),
    ("D-1003", "Ayla", "Demir", "", date(1999, 11, 30), "58.0", "B+"),
    ("D-1004", "Peter", "Lang", "lang@post.example", date(1975, 8, 9), None, "O+"),
    ("D-1005", "Zoe", "Lang", "lang@post.example", date(2009, 3, 20), "49.5", "A-"),
    ("D-1006", "Tomas", "Novak", "tomas@post.example", date(1988, 2, 29), "90.0", ""),
]
UNITS = [
    ("U-0001", "D-1001", date(2026, 1, 12), "red cells", "O-", date(2026, 2, 23)),
    ("U-0002", "D-1002", date(2026, 2, 10), "red cells", "A+", date(2026, 3, 24)),
    ("U-0003", "D-1002", date(2026, 2, 10), "plasma", "A+", None),
    ("U-0004", "D-1003", date(2026, 1, 28), "red cells", "B+", date(2026, 3, 11)),
    ("U-0005", "D-1004", date(2025, 12, 15), "plasma", "O+", None),
    ("U-0006", "D-1001", date(2026, 1, 30), "red cells", "O-", date(2026, 3, 13)),
    ("U-0007", "D-1001", date(2026, 1, 30), "platelets", "O-", date(2026, 3, 4)),
]


class Command(BaseCommand):
    help = "Makes the database of the demo system anew."

    def handle(self, *args, **options):
        path = Path(settings.DATABASES["default"]["NAME"])
        connection.close()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        call_command("migrate", verbosity=0)
        sites = [Site.objects.create(code=c, name=n, address=a, beds=b) for c, n, a, b in SITES]
        donors = {}
        for number, first, last, email, born, weight, group in DONORS:
            donors[number] = Donor.objects.create(
                number=number,
                first_name=first,
                last_name=last,
                email=email,
                born=born,
                weight_kg=Decimal(weight) if weight else None,
                group=group,
            )
        for code, number, day, component, group, expires in UNITS:
            donation, _ = Donation.objects.get_or_create(donor=donors[number], site=sites[0], given_on=day)
            Unit.objects.create(
                code=code, donation=donation, component=component, group=group, expires_on=expires
            )
        Deferral.objects.create(donor=donors["D-1004"], reason="journey to Kenya", until=date(2026, 4, 30))
        monday = date(2026, 3, 2)
        for number, site, days, at in [
            ("D-1001", sites[0], 28, time(9)),
            ("D-1002", sites[0], 36, time(9, 30)),
            ("D-1003", sites[1], 22, time(14)),
            ("D-1004", sites[1], 64, time(15)),
        ]:
            start = timezone.make_aware(datetime.combine(monday + timedelta(days=days), at))
            Appointment.objects.create(donor=donors[number], site=site, start=start)
        Hospital.objects.create(code="ukh-linz", name="Accident Hospital Linz", email="lab@ukh.example")
        Hospital.objects.create(code="lkh-steyr", name="Hospital Steyr", email="depot@lkh.example")
        self.stdout.write(f"{len(donors)} donors, {len(UNITS)} units")

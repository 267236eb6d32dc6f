"""Data for trainings: python -m nightbus.seed"""
import os
from datetime import datetime, timedelta
from decimal import Decimal

REGIONS = [("ber", "Berlin", "Europe/Berlin", "EUR"), ("lis", "Lisbon", "Europe/Lisbon", "EUR"), ("lon", "London", "Europe/London", "GBP")]

STOPS = [  # code, name, region, zone
    ("alex", "Alexanderplatz", "ber", 1), ("kotti", "Kottbusser Tor", "ber", 1), ("spandau", "Rathaus Spandau", "ber", 2),
    ("airport", "Flughafen BER", "ber", 3), ("rossio", "Rossio", "lis", 1), ("belem", "Belém", "lis", 2),
    ("humberto", "Aeroporto", "lis", 3), ("soho", "Soho", "lon", 1), ("stratford", "Stratford", "lon", 3),
]

RIDERS = [("+4915100000001", "Ada Krüger", ""), ("+4915100000002", "Ben Yilmaz", "de"), ("+351910000003", "Clara Sá", "pt")]

DRIVERS = [("Jonas Weiß", "B-11", "drv-jonas-4c1f"), ("Mirela Popa", "B-12", "drv-mirela-88d0"), ("Rui Costa", "L-07", "drv-rui-2b9e")]

SHIFTS = [  # badge, region, begin, end, seats
    ("B-11", "ber", "2026-10-24T22:00+02:00", "2026-10-25T06:00+01:00", 8),
    ("B-11", "ber", "2026-10-27T22:00+01:00", "2026-10-28T05:30+01:00", 8),
    ("B-12", "ber", "2026-10-26T22:00+01:00", "2026-10-27T06:00+01:00", 6),
    ("L-07", "lis", "2026-10-27T23:30+00:00", "2026-10-28T06:00+00:00", 8),
]

PARTNERS = [  # code, name, region, key, commission
    ("hotel-mitte", "Hotel Mitte", "ber", "key-mitte-71aa", "12.5"),
    ("hotel-tejo", "Hotel Tejo", "lis", "key-tejo-93bc", "10.0"),
]

VOUCHERS = [  # code, kind, value, uses left, expires
    ("WELCOME", "percent", "50.00", 10, None),
    ("LATE5", "amount", "5.00", 3, "2026-12-31T23:59+01:00"),
    ("SPRING", "percent", "20.00", 5, "2026-06-01T00:00+02:00"),
    ("GONE", "amount", "2.00", 0, None),
    ("FREE100", "percent", "100.00", 2, None),
]

RIDES = [  # rider, partner, from, to, begin of the window, passengers, status, fare, discount, voucher, shift
    (1, None, "alex", "spandau", "2026-10-24T23:15+02:00", 1, "completed", "6.10", "0.00", None, 1),
    (2, None, "kotti", "airport", "2026-10-25T01:40+02:00", 2, "completed", "8.30", "0.00", None, 1),
    (None, "hotel-mitte", "airport", "alex", "2026-10-26T23:30+01:00", 2, "completed", "7.70", "0.00", None, 3),
    (1, None, "alex", "kotti", "2026-10-27T23:00+01:00", 1, "assigned", "4.90", "2.45", "WELCOME", 2),
    (2, None, "alex", "spandau", "2026-10-27T23:20+01:00", 3, "assigned", "8.10", "0.00", None, 2),
    (1, None, "spandau", "alex", "2026-10-20T23:30+02:00", 1, "cancelled", "6.10", "0.00", None, None),
    (3, None, "rossio", "belem", "2026-10-27T21:30+00:00", 1, "requested", "4.60", "0.00", None, None),
    (None, "hotel-tejo", "humberto", "rossio", "2026-10-22T22:10+01:00", 1, "cancelled", "5.00", "0.00", None, None),
    (1, None, "kotti", "alex", "2026-10-26T22:40+01:00", 1, "completed", "4.90", "4.90", "FREE100", 3),
    (2, None, "alex", "airport", "2026-10-25T05:20+01:00", 1, "completed", "7.30", "0.00", None, 1),
    (None, "hotel-mitte", "alex", "spandau", "2026-10-26T02:10+01:00", 1, "completed", "5.50", "0.00", None, None),
]

DEPARTURES = [("N1", "alex", 1360), ("N1", "alex", 1450), ("N7", "alex", 1395), ("N1", "kotti", 1372)]


def load():
    """Fill an empty database."""
    from nightbus import auth, models as m

    def moment(text):
        return datetime.fromisoformat(text) if text else None

    begun = moment("2026-01-10T12:00+00:00")
    regions = {c: m.Region.objects.create(code=c, name=n, time_zone=z, currency=cur) for c, n, z, cur in REGIONS}
    stops = {c: m.Stop.objects.create(code=c, name=n, region=regions[r], zone=z) for c, n, r, z in STOPS}
    riders = [m.Rider.objects.create(phone=p, name=n, language=lang, created_at=begun) for p, n, lang in RIDERS]
    drivers = {b: m.Driver.objects.create(name=n, badge=b, token=t) for n, b, t in DRIVERS}
    shifts = [
        m.Shift.objects.create(driver=drivers[b], region=regions[r], starts_at=moment(s), ends_at=moment(e), seats=seats)
        for b, r, s, e, seats in SHIFTS
    ]
    partners = {
        c: m.Partner.objects.create(code=c, name=n, region=regions[r], key_digest=auth.digest(k), commission=Decimal(share))
        for c, n, r, k, share in PARTNERS
    }
    vouchers = {
        c: m.Voucher.objects.create(code=c, kind=k, value=Decimal(v), uses_left=left, expires_at=moment(until))
        for c, k, v, left, until in VOUCHERS
    }
    rides = []
    for rider, partner, start, to, begin, passengers, status, fare, discount, voucher, shift in RIDES:
        earliest = moment(begin)
        ride = m.Ride.objects.create(
            rider=riders[rider - 1] if rider else None, partner=partners.get(partner), guest="Mr Okoye" if partner else "",
            from_stop=stops[start], to_stop=stops[to], earliest=earliest, latest=earliest + timedelta(minutes=20),
            passengers=passengers, status=status, fare=Decimal(fare), discount=Decimal(discount), voucher=vouchers.get(voucher),
            shift=shifts[shift - 1] if shift else None, booked_at=moment("2026-10-19T18:00+00:00"),
            completed_at=earliest + timedelta(minutes=40) if status == "completed" else None,
            cancelled_at=moment("2026-10-20T20:00+02:00") if status == "cancelled" else None,
            cancelled_by=("partner" if partner else "rider") if status == "cancelled" else "",
        )
        ride.reference = f"NB-{1000 + ride.pk}"
        ride.save()
        rides.append(ride)
    m.Rating.objects.create(ride=rides[0], stars=5, comment="On time", created_at=begun)
    m.Rating.objects.create(ride=rides[1], stars=4, created_at=begun)
    m.Payment.objects.create(event="evt-5001", ride=rides[0], kind="charge", amount=Decimal("6.10"), received_at=begun)
    m.Payment.objects.create(event="evt-5002", ride=rides[1], kind="charge", amount=Decimal("8.30"), received_at=begun)
    m.Device.objects.create(rider=riders[0], token="push-ada-1", platform="ios", seen_at=begun)
    m.Device.objects.create(rider=riders[1], token="push-ben-1", platform="android", seen_at=begun)
    m.LoginCode.objects.create(phone=RIDERS[1][0], code="204816", created_at=moment("2026-10-27T20:57+01:00"))
    for line, stop, minutes in DEPARTURES:
        m.Departure.objects.create(line=line, stop=stops[stop], minutes=minutes)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nightbus.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction

    database = settings.DATABASES["default"]["NAME"]
    if os.path.exists(database):
        os.remove(database)
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        load()


if __name__ == "__main__":
    main()

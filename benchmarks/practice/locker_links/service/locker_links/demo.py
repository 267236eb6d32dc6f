"""The demo's data. ``python -m locker_links.demo`` makes the database anew."""
import os
from datetime import datetime, timedelta
from decimal import Decimal

PEOPLE = {
    "ota": ("+420601000001", "Ota Vrba", "4711", True),
    "iva": ("+420601000002", "Iva Malá", "2580", False),
    "jan": ("+420601000003", "Jan Kos", "1357", False),
    "eda": ("+420601000004", "Eda Lysý", "8642", False),
    "zoe": ("+420601000005", "Zoe Hart", "9081", False),
}
PRICES = {
    "S": [(60, "30"), (240, "60"), (1440, "150")],
    "M": [(60, "40"), (240, "90"), (1440, "220")],
    "L": [(240, "140"), (1440, "320")],
    "B": [(1440, "35.50")],
}


def _at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+02:00")


def load() -> None:
    """Fills an empty database, through the same functions that the views use."""
    from locker_links import clock, fleet, identity, rentals
    from locker_links import handovers
    from locker_links.models import Band, Locker, Renter, Site

    with clock.at(_at("2026-05-01T08:00")):
        people = {}
        for short, (phone, name, pin, staff) in PEOPLE.items():
            people[short] = identity.sign_up(phone, name, pin)
            Renter.objects.filter(phone=phone).update(staff=staff)
            identity.issue(people[short], "phone", key=f"k-{short}", secret=f"demo-{short}")
    with clock.at(_at("2026-02-01T08:00")):
        identity.issue(people["jan"], "old phone", key="k-old", secret="demo-old")

    stock = {
        "HLN": ("Praha hlavní nádraží", "SSSMMMLB"),
        "SMI": ("Praha-Smíchov", "SSML"),
        "KLA": ("Kladno", "SM"),
        "BER": ("Beroun", "BBBB"),
    }
    for code, (name, sizes) in stock.items():
        site = Site.objects.create(code=code, name=name)
        for number, size in enumerate(sizes, start=1):
            Locker.objects.create(site=site, number=number, size=size)
        for size in dict.fromkeys(sizes):
            for minutes, price in PRICES[size]:
                Band.objects.create(site=site, size=size, minutes=minutes, price=Decimal(price))
    Locker.objects.filter(site__code="BER", number=4).update(in_service=False)

    def rent(short: str, site: str, size: str, opened: str, until: str, code: str, closed: str | None = None):
        with clock.at(_at(opened)):
            rental = rentals.start(people[short], fleet.site_called(site), size, _at(until))
        rental.code = code
        rental.save(update_fields=["code"])
        if closed:
            with clock.at(_at(closed)):
                rentals.close(rental, people[short])
        return rental

    rent("zoe", "HLN", "S", "2026-05-20T10:00", "2026-05-20T14:00", "100001", closed="2026-05-20T13:20")
    rent("jan", "BER", "B", "2026-05-02T07:00", "2026-06-09T07:00", "100002", closed="2026-06-08T18:00")
    rent("iva", "HLN", "L", "2026-06-08T11:00", "2026-06-09T12:00", "100003", closed="2026-06-09T11:30")
    rent("jan", "HLN", "M", "2026-06-08T09:00", "2026-06-08T12:00", "100004", closed="2026-06-08T11:50")
    rent("iva", "HLN", "S", "2026-06-09T17:00", "2026-06-11T17:00", "246810")
    rent("iva", "SMI", "M", "2026-06-10T08:00", "2026-06-10T20:00", "135790")
    lent = rent("jan", "HLN", "S", "2026-06-05T08:00", "2026-06-20T08:00", "112358")
    rent("eda", "BER", "B", "2026-06-01T06:00", "2026-06-09T06:00", "314159")
    rent("eda", "KLA", "S", "2026-06-10T09:00", "2026-06-10T19:00", "271828")
    with clock.at(_at("2026-06-07T08:00")):
        handovers.make(lent, "+420601000005", people["jan"])
    with clock.at(_at("2026-06-10T08:10")):
        rentals.unlock(fleet.locker_called("SMI-003"), "135790")
    with clock.at(_at("2026-06-09T20:00")):
        identity.erase(people["zoe"])


def kiosk(short: str, key: str) -> None:
    """A session of the pages that is signed in already."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from locker_links.models import Renter

    content = {"renter": Renter.objects.get(phone=PEOPLE[short][0]).pk}
    Session.objects.create(
        session_key=key,
        session_data=SessionStore().encode(content),
        expire_date=timezone.now() + timedelta(days=3650),
    )


def main() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    path = settings.DATABASES["default"]["NAME"]
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    call_command("migrate", verbosity=0)
    load()
    kiosk("iva", "demokioskiva0000000000000000iva1")
    kiosk("ota", "demokioskota0000000000000000ota1")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "locker_links.settings")
    main()

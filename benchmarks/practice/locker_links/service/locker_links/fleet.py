"""The lockers: which are free, and what the staff changes about them."""
from django.db import transaction
from django.db.models import QuerySet

from . import codes
from . import ledger
from .models import Locker, Rental, Renter, Site, Size
from .problems import NotAllowed, Unknown, WrongState


def site_called(code: str) -> Site:
    site = Site.objects.filter(code=code).first()
    if site is None:
        raise Unknown(f"There is no site {code}")
    return site


def locker_called(label: str) -> Locker:
    place = codes.split_label(label)
    locker = place and Locker.objects.select_related("site").filter(site__code=place[0], number=place[1]).first()
    if not locker:
        raise Unknown(f"There is no locker {label}")
    return locker


def free(site: Site, size: str | None = None) -> QuerySet[Locker]:
    """Lockers in service without an open rental, by number."""
    taken = Rental.objects.filter(closed_at=None, locker__site=site).values("locker_id")
    found = site.lockers.filter(in_service=True).exclude(pk__in=taken).order_by("number")
    return found.filter(size=size) if size else found


def free_numbers(site: Site, size: str) -> list[int]:
    return list(free(site, size).values_list("number", flat=True))


def claim(site: Site, size: str) -> Locker:
    """The free locker that the next renter gets."""
    numbers = free_numbers(site, size)
    if not numbers:
        raise WrongState(f"Nothing of size {Size(size).label} is free at {site.name}", code="site-full")
    return site.lockers.get(number=numbers[0], size=size, in_service=True)


def _must_be_empty(locker: Locker) -> None:
    if locker.rentals.filter(closed_at=None).exists():
        raise WrongState(f"{locker.label} is in use", code="in-use")


@transaction.atomic
def set_service(locker: Locker, in_service: bool, by: Renter) -> Locker:
    """Takes an empty locker out of service, or back into it."""
    if not in_service:
        _must_be_empty(locker)
    if locker.in_service != in_service:
        locker.in_service = in_service
        locker.save(update_fields=["in_service"])
        ledger.record("locker.back" if in_service else "locker.out", actor=by, locker=locker.label)
    return locker


@transaction.atomic
def refit(locker: Locker, size: str, by: Renter) -> Locker:
    """The insert of an empty locker was changed, so it has another size."""
    _must_be_empty(locker)
    if not locker.site.bands.filter(size=size).exists():
        raise NotAllowed(f"{locker.site.code} has no prices for size {size}", code="size")
    before, locker.size = locker.size, size
    locker.save(update_fields=["size"])
    ledger.record("locker.refit", actor=by, locker=locker.label, before=before, after=size)
    return locker

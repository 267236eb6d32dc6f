"""Rentals from the opening to the bill."""
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from . import clock, codes, fleet, tariffs
from . import ledger
from .models import Locker, Rental, Renter, Site
from .problems import KeypadLocked, NotAllowed, Refused, Unknown, WrongState


def _check_until(until: datetime) -> None:
    now = clock.now()
    if until <= now:
        raise NotAllowed("The end of a rental lies ahead", code="until")
    if until > now + timedelta(days=settings.LOCKER_LONGEST_DAYS):
        raise NotAllowed(f"Not longer than {settings.LOCKER_LONGEST_DAYS} days", code="until")


def held_by(renter: Renter) -> QuerySet[Rental]:
    """What a renter has open."""
    return Rental.objects.select_related("locker__site").filter(holder=renter, closed_at=None).order_by("pk")


def of(renter: Renter, number: int) -> Rental:
    rental = Rental.objects.select_related("locker__site", "holder").filter(pk=number).first()
    if rental is None:
        raise Unknown(f"There is no rental {number}")
    if rental.holder_id != renter.pk and not renter.staff:
        raise Refused("This rental is not yours")
    return rental


@transaction.atomic
def start(renter: Renter, site: Site, size: str, until: datetime) -> Rental:
    """Rents the lowest free locker of this size."""
    _check_until(until)
    rental = Rental.objects.create(
        locker=fleet.claim(site, size),
        holder=renter,
        code=codes.draw(),
        opened_at=clock.now(),
        until=until,
    )
    ledger.record("rental.started", actor=renter, rental=rental, until=clock.said(until))
    return rental


def _still_open(rental: Rental) -> None:
    if rental.closed_at is not None:
        raise WrongState("This rental is closed", code="closed")


@transaction.atomic
def extend(rental: Rental, until: datetime, by: Renter) -> Rental:
    _still_open(rental)
    _check_until(until)
    if until <= rental.until:
        raise NotAllowed("An extension ends later than the rental", code="until")
    rental.until, rental.warned_at = until, None
    rental.save(update_fields=["until", "warned_at"])
    ledger.record("rental.extended", actor=by, rental=rental, until=clock.said(until))
    return rental


@transaction.atomic
def close(rental: Rental, by: Renter) -> Rental:
    """Ends a rental; it costs what the time since its opening costs."""
    _still_open(rental)
    rental.closed_at = clock.now()
    lasting = rental.closed_at - rental.opened_at
    rental.paid = tariffs.cost(rental.locker.site, rental.locker.size, lasting)
    rental.save(update_fields=["closed_at", "paid"])
    ledger.record("rental.closed", actor=by, rental=rental, paid=tariffs.plain(rental.paid))
    return rental


def unlock(locker: Locker, code: str) -> Rental:
    """The keypad asks. Not one transaction: a miss has to stay counted."""
    rental = locker.rentals.filter(closed_at=None).first()
    if rental is None:
        raise WrongState(f"{locker.label} is not rented", code="not-rented")
    if rental.misses >= settings.LOCKER_MOST_MISSES:
        raise KeypadLocked("Too many wrong codes; call us")
    if code != rental.code:
        Rental.objects.filter(pk=rental.pk).update(misses=F("misses") + 1)
        raise Refused("This code does not fit", code="wrong-code")
    Rental.objects.filter(pk=rental.pk).update(misses=0)
    ledger.record("locker.opened", rental=rental)
    return rental


# several at once, from the pages


@dataclass(frozen=True)
class Extension:
    """What one rental would become: its new end, and the cost from its opening to there."""

    rental: Rental
    until: datetime
    cost: Decimal


def plan(renter: Renter, hours: dict[int, int]) -> list[Extension]:
    """The renter's open rentals among the keys of ``hours``, each so many hours longer."""
    extensions = []
    for rental in held_by(renter).filter(pk__in=hours):
        until = rental.until + timedelta(hours=hours[rental.pk])
        lasting = until - rental.opened_at
        extensions.append(Extension(rental, until, tariffs.cost(rental.locker.site, rental.locker.size, lasting)))
    return extensions


@transaction.atomic
def extend_all(renter: Renter, hours: dict[int, int]) -> int:
    """Carries a plan out, all or nothing; gives how many were extended."""
    planned = plan(renter, hours)
    for each in planned:
        extend(each.rental, each.until, renter)
    return len(planned)

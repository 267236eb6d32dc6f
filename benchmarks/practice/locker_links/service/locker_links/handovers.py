"""Handing a rental over to somebody else."""
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from . import clock, codes, links
from . import ledger
from .models import Offer, Rental, Renter
from .problems import LinkOver, NotAllowed, Refused, WrongState


def open_offer(rental: Rental) -> Offer | None:
    """The offer of a rental that can still be taken."""
    return rental.offers.filter(outcome=Offer.Outcome.OPEN, ends_at__gt=clock.now()).first()


def lapse(offers) -> int:
    """Settles those of ``offers`` that are over."""
    over = offers.filter(outcome=Offer.Outcome.OPEN, ends_at__lte=clock.now())
    return over.update(outcome=Offer.Outcome.LAPSED)


def link_of(offer: Offer) -> str:
    return links.offer.make(offer.pk, offer.ends_at - clock.now())


@transaction.atomic
def make(rental: Rental, phone: str, by: Renter) -> Offer:
    """Offers a rental to a phone number for two days."""
    if rental.closed_at is not None:
        raise WrongState("This rental is closed", code="closed")
    if codes.PHONE.fullmatch(phone) is None:
        raise NotAllowed("A phone number is + and nine to fourteen digits", code="phone")
    if rental.holder is not None and rental.holder.phone == phone:
        raise NotAllowed("This rental is theirs already", code="phone")
    if open_offer(rental) is not None:
        raise WrongState("This rental is offered already", code="offered")
    lapse(rental.offers)
    now = clock.now()
    offer = Offer.objects.create(
        rental=rental,
        giver=by,
        phone=phone,
        made_at=now,
        ends_at=now + timedelta(hours=settings.LOCKER_OFFER_HOURS),
    )
    ledger.record("offer.made", actor=by, rental=rental, phone=phone)
    return offer


@transaction.atomic
def withdraw(rental: Rental, by: Renter) -> Offer:
    offer = open_offer(rental)
    if offer is None:
        raise WrongState("This rental is not offered", code="not-offered")
    offer.outcome = Offer.Outcome.WITHDRAWN
    offer.save(update_fields=["outcome"])
    ledger.record("offer.withdrawn", actor=by, rental=rental)
    return offer


@transaction.atomic
def take(text: str, taker: Renter) -> Rental:
    """Takes an offer by its link. The rental gets a new code, for its last holder knows the old one."""
    number = links.offer.read(text)
    offer = Offer.objects.select_related("rental__locker__site").filter(pk=number).first()
    if offer is None or offer.outcome != Offer.Outcome.OPEN or offer.rental.closed_at is not None:
        raise LinkOver("This offer is settled")
    if offer.phone != taker.phone:
        raise Refused("This offer is for somebody else")
    offer.outcome = Offer.Outcome.TAKEN
    offer.save(update_fields=["outcome"])
    rental = offer.rental
    rental.holder, rental.code, rental.misses = taker, codes.draw(), 0
    rental.save(update_fields=["holder", "code", "misses"])
    ledger.record("offer.taken", actor=taker, rental=rental)
    return rental

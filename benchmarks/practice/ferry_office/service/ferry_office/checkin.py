"""The gate."""
from django.db import IntegrityError, transaction

from . import audit, clock
from .errors import Conflict, Unknown
from .models import BoardingCard, Booking, Passenger, Sailing


@transaction.atomic
def check_in(passenger_id, gate, actor):
    """Lets a passenger through; a second scan gives the first card again. Answers the card and whether it is new."""
    passenger = Passenger.objects.select_related("booking__sailing").filter(pk=passenger_id).first()
    if passenger is None:
        raise Unknown(f"no passenger {passenger_id}")
    booking = passenger.booking
    if booking.status != Booking.Status.PAID or booking.sailing.status != Sailing.Status.SCHEDULED:
        raise Conflict(f"{booking.reference} cannot board")
    try:
        with transaction.atomic():
            card = BoardingCard.objects.create(passenger=passenger, gate=gate, scanned_at=clock.now())
    except IntegrityError:
        return BoardingCard.objects.select_related("passenger").get(passenger=passenger), False
    audit.record("check-in", booking.reference, actor, passenger=passenger.name, gate=gate)
    return card, True


def boarded(sailing):
    """Passengers through the gate, and those expected."""
    expected = Passenger.objects.filter(booking__sailing=sailing, booking__status=Booking.Status.PAID)
    return expected.filter(card__isnull=False).count(), expected.count()

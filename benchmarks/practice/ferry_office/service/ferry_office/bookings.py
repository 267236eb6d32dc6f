"""Making and cancelling bookings."""
from django.db import transaction

from . import audit, clock, drafts, pricing, queries
from .errors import Conflict, OfficeError
from .models import Booking, Passenger, Refund, Sailing, Vehicle


def next_reference():
    last = Booking.objects.order_by("-pk").first()
    return f"B-{1001 + (last.pk if last else 0)}"


def require_open(sailing):
    if sailing.status != Sailing.Status.SCHEDULED or sailing.departs_at <= clock.now():
        raise Conflict(f"{sailing.number} is closed")


def quote_draft(draft):
    sailing = queries.sailing_by_number(draft["sailing"])
    vehicle = draft["vehicle"]
    return sailing, pricing.quote(sailing.route.code, drafts.party(draft), vehicle and vehicle["kind"])


@transaction.atomic
def book(draft, contact, flexible):
    """Turns a draft into a paid booking."""
    if not draft["passengers"]:
        raise OfficeError("nobody travels")
    sailing, price = quote_draft(draft)
    require_open(sailing)
    booking = Booking.objects.create(reference=next_reference(), sailing=sailing, contact=contact, flexible=flexible,
                                     total=price.total)
    Passenger.objects.bulk_create(Passenger(booking=booking, **person) for person in draft["passengers"])
    if draft["vehicle"]:
        Vehicle.objects.create(booking=booking, **draft["vehicle"])
    return booking


@transaction.atomic
def cancel(reference, reason, actor):
    """Cancels a booking and pays back what its fare allows."""
    booking = queries.booking_by_reference(reference)
    if booking.status == Booking.Status.CANCELLED:
        raise Conflict(f"{reference} is cancelled already")
    require_open(booking.sailing)
    terms = pricing.refund_terms(booking, clock.now())
    refund = Refund.objects.create(booking=booking, amount=pricing.refund_amount(booking.total, terms), reason=reason,
                                   created_at=clock.now())
    booking.status = Booking.Status.CANCELLED
    booking.save(update_fields=["status"])
    audit.record("cancel", reference, actor, reason=reason, sailing=booking.sailing.number, **terms)
    return refund

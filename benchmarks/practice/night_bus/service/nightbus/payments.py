"""Events of the payment provider."""
from decimal import Decimal

from django.db import IntegrityError, transaction

from nightbus import clock
from nightbus.api import invalid
from nightbus.models import Payment, Ride


def record(event, reference, kind, amount):
    """Keep an event; the provider sends it again until we answer, so one that we have is no error."""
    ride = Ride.objects.filter(reference=reference).first()
    if ride is None:
        raise invalid("ride", "no such ride")
    try:
        with transaction.atomic():
            payment = Payment.objects.create(event=event, ride=ride, kind=kind, amount=amount, received_at=clock.now())
    except IntegrityError:
        return Payment.objects.select_related("ride").get(event=event), False
    return payment, True


def balance(ride):
    """What was paid for a ride, less what went back."""
    paid = Decimal("0.00")
    for payment in ride.payments.all():
        paid += payment.amount if payment.kind == Payment.Kind.CHARGE else -payment.amount
    return paid

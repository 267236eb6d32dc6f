"""Sending units to hospitals."""

from collections import Counter

from django.conf import settings
from django.db import transaction

from blood_bank import clock, letters, stock
from blood_bank.http import ApiError
from blood_bank.models import Transport, Unit


def pick(codes):
    """The units with these codes, in the order of the shelf; all of them must be on it."""
    units = list(Unit.objects.on_shelf(clock.today()).filter(code__in=codes))
    missing = sorted(set(codes) - {unit.code for unit in units})
    if missing:
        raise ApiError(f"not on the shelf: {', '.join(missing)}", 409)
    return units


def next_number():
    return f"T-{Transport.objects.count() + 1:04d}"


def dispatch(hospital, codes):
    """Sends units; returns the transport, its units and the groups that have become scarce by it, with what is left."""
    with transaction.atomic():
        units = pick(codes)
        transport = Transport.objects.create(number=next_number(), hospital=hospital, sent_at=clock.now())
        Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(
            status=Unit.Status.SENT, transport=transport
        )
    scarce = {}
    for group, number in sorted(Counter(unit.group for unit in units).items()):
        left = stock.change(group, -number)
        if left < settings.LOW_STOCK:
            scarce[group] = left
    if scarce:
        letters.warn_planners(scarce)
    return transport, units, scarce

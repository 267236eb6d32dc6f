"""Readings: entered by tenants and caretakers, delivered by remote meters."""

from datetime import date

from django.db import IntegrityError, transaction

from portal import clock, tenancies
from portal.errors import Conflict, NotFound, PortalError
from portal.models import Account, Meter, Reading


def find_meter(number: str) -> Meter:
    meter = Meter.objects.select_related("flat").filter(number=number).first()
    if meter is None:
        raise NotFound("there is no such meter")
    return meter


def meter_for(account: Account, number: str) -> Meter:
    """A meter in a flat that the account may see."""
    meter = find_meter(number)
    tenancies.find_flat(account, meter.flat.number)
    return meter


def previous(reading: Reading) -> Reading | None:
    return Reading.objects.filter(meter_id=reading.meter_id, read_on__lt=reading.read_on).last()


def following(reading: Reading) -> Reading | None:
    return Reading.objects.filter(meter_id=reading.meter_id, read_on__gt=reading.read_on).first()


def check_value(reading: Reading) -> None:
    """A meter does not run backwards."""
    before, after = previous(reading), following(reading)
    if before is not None and reading.value < before.value:
        raise Conflict("the meter showed more before", before=before.value)
    if after is not None and reading.value > after.value:
        raise Conflict("the meter showed less afterwards", after=after.value)


def record(meter: Meter, read_on: date, value: int) -> Reading:
    if read_on > clock.today():
        raise PortalError("please check the fields", fields={"read_on": "This day is yet to come."})
    reading = Reading(meter=meter, read_on=read_on, value=value)
    check_value(reading)
    try:
        with transaction.atomic():
            reading.save()
    except IntegrityError as error:
        raise Conflict("there is a reading of that day") from error
    return reading


def correct(reading: Reading, value: int) -> None:
    reading.value = value
    check_value(reading)
    reading.save()


def refresh(reading: Reading) -> None:
    """Work out the consumption that depends on this reading: its own and that of the following one."""
    before, after = previous(reading), following(reading)
    reading.consumption = None if before is None else reading.value - before.value
    Reading.objects.filter(pk=reading.pk).update(consumption=reading.consumption)
    if after is not None:
        Reading.objects.filter(pk=after.pk).update(consumption=after.value - reading.value)


def describe(reading: Reading) -> dict:
    return {
        "id": reading.pk,
        "read_on": reading.read_on.isoformat(),
        "value": reading.value,
        "consumption": reading.consumption,
        "changed_at": clock.show(reading.changed_at),
    }

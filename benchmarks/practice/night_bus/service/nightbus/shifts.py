"""Drivers' shifts."""
from datetime import timedelta

from django.db.models import Avg, Count

from nightbus import clock, rides, times
from nightbus.api import conflict, not_found
from nightbus.models import Rating, Ride, Shift


def of_driver(driver):
    return Shift.objects.filter(driver=driver).select_related("region")


def one_of(driver, pk):
    shift = of_driver(driver).filter(pk=pk).first()
    if shift is None:
        raise not_found("shift")
    return shift


def paid_hours(shift):
    """Hours that have begun are paid."""
    return times.hours_between(*times.span(shift.starts_at, shift.ends_at, shift.region.time_zone))


def hourly_load(shift):
    """How many passengers are picked up in each hour of a shift."""
    zone = shift.region.time_zone
    counts = [0] * paid_hours(shift)
    for ride in shift.rides.exclude(status=Ride.Status.CANCELLED):
        counts[int((ride.earliest - shift.starts_at) / times.HOUR)] += ride.passengers
    return [
        {"from": times.local_iso(shift.starts_at + timedelta(hours=n), zone), "passengers": count}
        for n, count in enumerate(counts)
    ]


def call_off(shift):
    """The driver cannot come: all open rides of the shift are cancelled."""
    if shift.called_off_at:
        raise conflict("the shift was called off before")
    if shift.ends_at <= clock.now():
        raise conflict("the shift is over")
    shift.called_off_at = clock.now()
    shift.save(update_fields=["called_off_at"])
    cancelled = list(shift.rides.filter(status__in=rides.OPEN).select_related("voucher").order_by("pk"))
    for ride in cancelled:
        rides.cancel(ride, by="driver")
    return cancelled


def rating_of(driver):
    """Mean and number of a driver's ratings."""
    found = Rating.objects.filter(ride__shift__driver=driver).aggregate(mean=Avg("stars"), number=Count("pk"))
    return {"mean": None if found["mean"] is None else round(found["mean"], 1), "number": found["number"]}

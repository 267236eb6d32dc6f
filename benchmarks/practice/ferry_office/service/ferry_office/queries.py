"""Looking things up in the timetable."""
from datetime import datetime, time, timedelta

from django.utils import timezone

from .errors import Unknown
from .models import Booking, Sailing, Vehicle

SHORTEST_CHANGE = timedelta(minutes=30)
LONGEST_CHANGE = timedelta(hours=4)


def sailings():
    return Sailing.objects.select_related("route__origin", "route__destination", "vessel")


def sailing_by_number(number):
    try:
        return sailings().get(number=number)
    except Sailing.DoesNotExist:
        raise Unknown(f"no sailing {number}") from None


def booking_by_reference(reference):
    try:
        return Booking.objects.select_related("sailing").get(reference=reference)
    except Booking.DoesNotExist:
        raise Unknown(f"no booking {reference}") from None


def sailings_of_day(day):
    start = timezone.make_aware(datetime.combine(day, time.min))
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return sailings().filter(departs_at__gte=start, departs_at__lt=end)


def sailings_after(moment, origin="", destination=""):
    found = sailings().filter(departs_at__gte=moment).exclude(status=Sailing.Status.CANCELLED)
    if origin:
        found = found.filter(route__origin__code=origin.upper())
    if destination:
        found = found.filter(route__destination__code=destination.upper())
    return found


def connections(origin, destination, moment):
    """Ways from port to port that leave at the moment or later, direct or with one change, the first to arrive first."""
    legs = list(sailings().filter(status=Sailing.Status.SCHEDULED))
    ways = []
    for leg in legs:
        if leg.route.origin.code != origin or leg.departs_at < moment:
            continue
        if leg.route.destination.code == destination:
            ways.append([leg])
            continue
        for onward in legs:
            if onward.route.origin_id != leg.route.destination_id or onward.route.destination.code != destination:
                continue
            if SHORTEST_CHANGE <= onward.departs_at - leg.arrives_at <= LONGEST_CHANGE:
                ways.append([leg, onward])
    return sorted(ways, key=lambda way: (way[-1].arrives_at, way[0].departs_at, way[0].number))


def dangerous_goods(number):
    """A sailing that carries dangerous goods, and the vehicles they are on, for the declaration to the harbour master."""
    try:
        sailing = sailings().filter(
            bookings__status=Booking.Status.PAID, bookings__vehicles__hazardous=True,
        ).distinct().get(number=number)
    except Sailing.DoesNotExist:
        raise Unknown(f"no dangerous goods on {number}") from None
    vehicles = Vehicle.objects.filter(booking__sailing=sailing, booking__status=Booking.Status.PAID, hazardous=True)
    return sailing, vehicles.select_related("booking").order_by("un_number", "plate")

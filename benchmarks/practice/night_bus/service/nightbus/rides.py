"""Booking, assigning, cancelling and rating rides."""
from datetime import timedelta
from decimal import Decimal

from django.db.models import Sum

from nightbus import clock, fares, vouchers
from nightbus.api import conflict, invalid, not_found
from nightbus.models import Rating, Ride, Shift, Stop

AHEAD = timedelta(days=14)
BOARD_HORIZON = timedelta(hours=3)
OPEN = (Ride.Status.REQUESTED, Ride.Status.ASSIGNED)


def stop_named(code, field):
    stop = Stop.objects.select_related("region").filter(code=code).first()
    if stop is None:
        raise invalid(field, "no such stop")
    return stop


def way(body):
    """The two stops of a body, which have to differ and to be in one region."""
    from_stop, to_stop = stop_named(body.text("from", 20), "from"), stop_named(body.text("to", 20), "to")
    if from_stop.pk == to_stop.pk or from_stop.region_id != to_stop.region_id:
        raise invalid("to", "another stop of the same region is needed")
    return from_stop, to_stop


def window(body, zone):
    """The pick-up window of a body: when it begins, and 10 to 60 minutes."""
    earliest = body.moment("earliest", zone)
    if not clock.now() <= earliest <= clock.now() + AHEAD:
        raise invalid("earliest", "within the next fourteen days")
    return earliest, earliest + timedelta(minutes=body.integer("window", 10, 60, default=20))


def free_shift(region, earliest, latest, passengers):
    """The first shift that covers a window and has the seats."""
    shifts = Shift.objects.filter(region=region, starts_at__lte=earliest, ends_at__gte=latest, called_off_at=None)
    for shift in shifts.order_by("starts_at", "pk"):
        overlapping = shift.rides.filter(earliest__lt=latest, latest__gt=earliest).exclude(status=Ride.Status.CANCELLED)
        taken = overlapping.aggregate(taken=Sum("passengers", default=0))["taken"]
        if taken + passengers <= shift.seats:
            return shift
    return None


def book(stops, when, passengers, price, *, rider=None, partner=None, guest="", voucher=None):
    """A new ride, with a shift if there is one."""
    (from_stop, to_stop), (earliest, latest) = stops, when
    shift = free_shift(from_stop.region, earliest, latest, passengers)
    ride = Ride.objects.create(
        rider=rider,
        partner=partner,
        guest=guest,
        from_stop=from_stop,
        to_stop=to_stop,
        earliest=earliest,
        latest=latest,
        passengers=passengers,
        status=Ride.Status.ASSIGNED if shift else Ride.Status.REQUESTED,
        fare=price["fare"],
        discount=price["discount"],
        voucher=voucher,
        shift=shift,
        booked_at=clock.now(),
    )
    ride.reference = f"NB-{1000 + ride.pk}"
    ride.save(update_fields=["reference"])
    if voucher:
        vouchers.use(voucher)
    return ride


def with_relations(queryset):
    """Rides with all that `present.ride` shows."""
    return queryset.select_related("from_stop__region", "to_stop", "shift__driver", "voucher", "rating")


def one_of(queryset, reference):
    """A ride among those that somebody may see."""
    ride = with_relations(queryset).filter(reference=reference).first()
    if ride is None:
        raise not_found("ride")
    return ride


def waiting_at(stop_code):
    """Rides that are to be picked up at a stop, in the order of their windows; for the board, which shows the driver."""
    now = clock.now()
    return (
        Ride.objects.filter(from_stop__code=stop_code, status__in=OPEN, latest__gte=now, earliest__lte=now + BOARD_HORIZON)
        .select_related("from_stop__region", "to_stop", "shift__driver")
        .order_by("earliest", "pk")
    )


def cancel(ride, by):
    """Cancel a ride; the fee for a late cancellation, which only riders pay."""
    if ride.status not in OPEN:
        raise conflict(f"the ride is {ride.status}")
    now = clock.now()
    ride.status = Ride.Status.CANCELLED
    ride.cancelled_at = now
    ride.cancelled_by = by
    ride.save(update_fields=["status", "cancelled_at", "cancelled_by"])
    if ride.voucher:
        vouchers.give_back(ride.voucher)
    return fares.cancellation_fee(ride, now) if by == "rider" else Decimal("0.00")


def rate(ride, stars, comment):
    """A rider's rating of a ride that is over; who rates again gets what there is."""
    if ride.status != Ride.Status.COMPLETED:
        raise conflict(f"the ride is {ride.status}")
    return Rating.objects.get_or_create(
        ride=ride, defaults={"stars": stars, "comment": comment, "created_at": clock.now()}
    )


def advance(ride, status):
    """The driver picks up or sets down."""
    expected = {Ride.Status.RIDING: Ride.Status.ASSIGNED, Ride.Status.COMPLETED: Ride.Status.RIDING}[status]
    if ride.status != expected:
        raise conflict(f"the ride is {ride.status}")
    ride.status = status
    if status == Ride.Status.COMPLETED:
        ride.completed_at = clock.now()
    ride.save(update_fields=["status", "completed_at"])


def expire():
    """Requests that nobody took before their window closed."""
    overdue = Ride.objects.filter(status=Ride.Status.REQUESTED, latest__lt=clock.now())
    return overdue.update(status=Ride.Status.EXPIRED)

"""What drivers do."""
from nightbus import auth, present, push, rides, shifts
from nightbus.api import endpoint, page
from nightbus.models import Ride


@endpoint(who=auth.driver)
def list_shifts(request):
    return page(request, shifts.of_driver(request.driver), lambda shift: present.shift(shift, shifts.paid_hours(shift)))


@endpoint(who=auth.driver)
def shift_rides(request, pk):
    """Rides of a shift in the order of their windows."""
    shift = shifts.one_of(request.driver, pk)
    return {"items": [present.ride(ride) for ride in rides.with_relations(shift.rides).order_by("earliest", "pk")]}


@endpoint(who=auth.driver)
def load(request, pk):
    shift = shifts.one_of(request.driver, pk)
    return {"shift": shift.pk, "hours": shifts.hourly_load(shift)}


@endpoint(who=auth.driver)
def call_off(request, pk):
    """Cancel a shift; the answer holds the messages that the sender is to deliver."""
    cancelled = shifts.call_off(shifts.one_of(request.driver, pk))
    messages = [message for ride in cancelled for message in push.messages_for(ride, "Your night bus cannot come.")]
    return {"cancelled": [ride.reference for ride in cancelled], "messages": messages}


def _advance(request, reference, status):
    ride = rides.one_of(Ride.objects.filter(shift__driver=request.driver), reference)
    rides.advance(ride, status)
    return present.ride(ride)


@endpoint(who=auth.driver)
def pick_up(request, reference):
    return _advance(request, reference, Ride.Status.RIDING)


@endpoint(who=auth.driver)
def set_down(request, reference):
    return _advance(request, reference, Ride.Status.COMPLETED)


@endpoint(who=auth.driver)
def ratings(request):
    return shifts.rating_of(request.driver)

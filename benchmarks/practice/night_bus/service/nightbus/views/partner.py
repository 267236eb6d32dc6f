"""What hotels do for their guests."""
from nightbus import auth, partners, present, rides
from nightbus.api import Body, endpoint, invalid, page


def _way(request, body):
    stops = rides.way(body)
    if stops[0].region_id != request.partner.region_id:
        raise invalid("from", "a stop of your region is needed")
    return stops


@endpoint(who=auth.partner)
def quote(request):
    body = Body(request)
    stops = _way(request, body)
    found = partners.quote(request.partner, *stops, body.integer("passengers", 1, 6, default=1))
    return present.price(found, request.partner.region.currency)


@endpoint(who=auth.partner)
def book(request):
    body = Body(request)
    stops = _way(request, body)
    when = rides.window(body, request.partner.region.time_zone)
    passengers = body.integer("passengers", 1, 6, default=1)
    price = partners.quote(request.partner, *stops, passengers)
    ride = rides.book(stops, when, passengers, price, partner=request.partner, guest=body.text("guest", 80))
    return present.ride(ride), 201


@endpoint(who=auth.partner)
def list_rides(request):
    return page(request, rides.with_relations(request.partner.rides), present.ride)


@endpoint(who=auth.partner)
def cancel(request, reference):
    ride = rides.one_of(request.partner.rides, reference)
    rides.cancel(ride, by="partner")
    return present.ride(ride)

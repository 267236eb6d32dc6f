"""What riders do."""
from nightbus import auth, fares, present, push, receipts, rides, vouchers
from nightbus.api import Body, endpoint, invalid, not_found, page
from nightbus.models import Ride


def _voucher(body):
    code = body.text("voucher", 20, default="")
    return vouchers.find(code) if code else None


@endpoint(who=auth.rider)
def me(request):
    return present.rider(request.rider)


@endpoint(who=auth.rider)
def change_me(request):
    body = Body(request)
    rider = request.rider
    rider.name = body.text("name", 80, default=rider.name)
    language = body.text("language", 8, default=rider.language)
    if language and language not in receipts.TEXTS:
        raise invalid("language", "one of " + ", ".join(receipts.TEXTS))
    rider.language = language
    rider.save(update_fields=["name", "language"])
    return present.rider(rider)


@endpoint(who=auth.rider)
def devices(request):
    return {"items": [present.device(one) for one in request.rider.devices.order_by("pk")]}


@endpoint(who=auth.rider)
def add_device(request):
    body = Body(request)
    device, new = push.register(request.rider, body.text("token", 120), body.choice("platform", push.PLATFORMS))
    return present.device(device), 201 if new else 200


@endpoint(who=auth.rider)
def remove_device(request, pk):
    if not push.remove(request.rider, pk):
        raise not_found("device")
    return {"removed": pk}


@endpoint(who=auth.rider)
def quote(request):
    body = Body(request)
    stops = rides.way(body)
    found = fares.quote(*stops, body.integer("passengers", 1, 6, default=1), _voucher(body))
    return present.price(found, stops[0].region.currency)


@endpoint(who=auth.rider)
def book(request):
    body = Body(request)
    stops = rides.way(body)
    when = rides.window(body, stops[0].region.time_zone)
    passengers = body.integer("passengers", 1, 6, default=1)
    voucher = _voucher(body)
    price = fares.quote(*stops, passengers, voucher)
    ride = rides.book(stops, when, passengers, price, rider=request.rider, voucher=voucher)
    return present.ride(ride), 201


@endpoint(who=auth.rider)
def list_rides(request):
    """The rider's rides, perhaps only those in one state."""
    found = rides.with_relations(request.rider.rides)
    status = request.GET.get("status")
    if status:
        if status not in Ride.Status.values:
            raise invalid("status", "one of " + ", ".join(Ride.Status.values))
        found = found.filter(status=status)
    return page(request, found, present.ride)


@endpoint(who=auth.rider)
def one_ride(request, reference):
    return present.ride(rides.one_of(request.rider.rides, reference))


@endpoint(who=auth.rider)
def cancel(request, reference):
    ride = rides.one_of(request.rider.rides, reference)
    fee = rides.cancel(ride, by="rider")
    return {**present.ride(ride), "fee": present.money(fee)}


@endpoint(who=auth.rider)
def rate(request, reference):
    body = Body(request)
    ride = rides.one_of(request.rider.rides, reference)
    rating, new = rides.rate(ride, body.integer("stars", 1, 5), body.text("comment", 500, default=""))
    return {"ride": ride.reference, "stars": rating.stars, "comment": rating.comment or None}, 201 if new else 200


@endpoint(who=auth.rider)
def receipt(request, reference):
    ride = rides.one_of(request.rider.rides, reference)
    language = receipts.language(request.rider, request.headers.get("Accept-Language", ""))
    return receipts.render(ride, language)

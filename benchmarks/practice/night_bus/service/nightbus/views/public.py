"""What needs no rider: stops, boards, timetables, signing in and the provider's hook."""
from django.db.transaction import non_atomic_requests

from nightbus import auth, payments, present, push, rides, signin, timetables
from nightbus.api import Body, endpoint, not_found
from nightbus.models import Payment, Stop


@endpoint()
def health(request):
    return {"status": "ok", "stops": Stop.objects.count()}


@endpoint()
def stops(request):
    """All stops, or those of a region."""
    found = Stop.objects.select_related("region").order_by("region__code", "code")
    region = request.GET.get("region")
    if region:
        found = found.filter(region__code=region)
    return {"items": [present.stop(stop) for stop in found]}


@endpoint()
def departures(request, code):
    stop = Stop.objects.filter(code=code).first()
    if stop is None:
        raise not_found("stop")
    found = timetables.departures(stop, request.GET.get("line"))
    return {"stop": stop.code, "items": [present.departure(one) for one in found]}


@non_atomic_requests
@endpoint()
async def board(request, code):
    """The display at a stop; hundreds of them ask every few seconds."""
    if not await Stop.objects.filter(code=code).aexists():
        raise not_found("stop")
    return {"stop": code, "items": [present.board_entry(ride) async for ride in rides.waiting_at(code)]}


@endpoint()
def send_code(request):
    signin.send_code(signin.phone_number(Body(request).text("phone", 40)))
    return {"sent": True}, 201


@endpoint()
def sign_in(request):
    """Exchange a code for a session token; the app tells its push token with it."""
    body = Body(request)
    phone = signin.phone_number(body.text("phone", 40))
    code = body.text("code", 20)
    push_token = body.text("push_token", 120, default="")
    platform = body.choice("platform", push.PLATFORMS) if push_token else None
    rider, new = signin.confirm(phone, code)
    device = push.register(rider, push_token, platform)[0] if push_token else None
    return {"token": auth.issue(rider, device), "new": new}, 201


@endpoint(who=auth.provider)
def payment_hook(request):
    body = Body(request)
    payment, new = payments.record(
        body.text("event", 40), body.text("ride", 12), body.choice("kind", Payment.Kind.values), body.money("amount")
    )
    return present.payment(payment), 201 if new else 200

"""JSON API of the app."""
from datetime import timedelta

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from . import accounts, audit, bookings, clock, devices, invitations, parsing, profiles, tokens, web
from .errors import Unknown
from .models import Course


def _answer(data, new=False):
    return JsonResponse(data, status=201 if new else 200)


def _wrong_credentials():
    """Not an exception: what the audit log noted about the attempt has to stay."""
    return JsonResponse({"error": "Address or password is wrong"}, status=401)


def _device_reader(data):
    """Gives the function that registers the device of a sign-in, or None where the client names none."""
    if data.get("device") is None:
        return None
    device = data["device"] if isinstance(data["device"], dict) else {}
    key = parsing.text(device, "key", most=80)
    name = parsing.text(device, "name", most=80, default=key)
    platform = parsing.choice(device, "platform", devices.PLATFORMS, default="web")
    return lambda member: devices.register(member, key, name, platform)[0]


# accounts


@web.endpoint("POST")
def register(request):
    data = parsing.body(request)
    accounts.register(
        parsing.address(data),
        parsing.text(data, "name"),
        parsing.password(data),
        parsing.choice(data, "locale", profiles.LOCALES, default=profiles.DEFAULT_LOCALE),
    )
    return JsonResponse({"message": "Look into your mail"}, status=202)


@web.endpoint("POST")
def confirm(request):
    member = accounts.confirm(parsing.text(parsing.body(request), "code"))
    return _answer(profiles.as_json(member))


@web.endpoint("POST")
def sign_in(request):
    data = parsing.body(request)
    email, password = data.get("email"), data.get("password")
    if not isinstance(email, str) or not isinstance(password, str):
        return _wrong_credentials()
    found = accounts.sign_in(email, password, parsing.text(data, "name", 80, default="app"), _device_reader(data))
    if found is None:
        return _wrong_credentials()
    token, secret = found
    return _answer({"token": secret, **tokens.as_json(token)}, new=True)


@web.endpoint("GET", "POST", "DELETE")
def token_list(request):
    """POST takes HTTP Basic; the others a token."""
    if request.method == "POST":
        email, password = web.basic_credentials(request)
        found = accounts.sign_in(email, password, "terminal")
        if found is None:
            return _wrong_credentials()
        return _answer({"token": found[1], **tokens.as_json(found[0])}, new=True)
    return _own_tokens(request)


@web.endpoint("GET", "DELETE", scope="read")
def _own_tokens(request):
    if request.method == "DELETE":
        ended = tokens.revoke(request.member.tokens.all())
        audit.record("tokens.revoked", actor=request.member, subject=request.member, tokens=ended)
        return HttpResponse(status=204)
    own = request.member.tokens.select_related("device").order_by("created_at", "pk")
    return _answer({"tokens": [tokens.as_json(token) for token in own]})


@web.endpoint("DELETE", scope="read")
def current_token(request):
    """Signs this client out."""
    tokens.revoke(request.member.tokens.filter(pk=request.token.pk))
    audit.record("signout", actor=request.member, subject=request.member, token=request.token.name)
    return HttpResponse(status=204)


@web.endpoint("POST")
def ask_reset(request):
    accounts.ask_reset(parsing.address(parsing.body(request)))
    return JsonResponse({"message": "Look into your mail"}, status=202)


@web.endpoint("POST")
def reset(request):
    data = parsing.body(request)
    accounts.reset(parsing.text(data, "code"), parsing.password(data))
    return HttpResponse(status=204)


@web.endpoint("POST")
def accept_invitation(request):
    data = parsing.body(request)
    member = invitations.accept(parsing.text(data, "code"), parsing.password(data))
    return _answer(profiles.as_json(member))


# the member


@web.endpoint("GET", "PATCH", scope="read")
def me(request):
    if request.method == "PATCH":
        profiles.update(request.member, parsing.body(request), actor=request.member)
    return _answer(profiles.as_json(request.member))


@web.endpoint("GET", scope="read")
def my_lessons(request):
    """The lessons of the next four weeks, or of a time that the client names."""
    since = parsing.moment(request.GET.get("since"), "since", request.zone, default=clock.now())
    until = parsing.moment(request.GET.get("until"), "until", request.zone, default=since + timedelta(weeks=4))
    found = bookings.lessons_of(request.member, since, until)
    return _answer(
        {"lessons": [{"at": at.astimezone(request.zone).isoformat(), "course": course.code} for at, course in found]}
    )


@web.endpoint("GET", "POST", scope="read")
def device_list(request):
    if request.method == "GET":
        return _answer({"devices": [devices.as_json(device) for device in request.member.devices.all()]})
    data = parsing.body(request)
    key = parsing.text(data, "key", most=80)
    name = parsing.text(data, "name", most=80, default=key)
    device, new = devices.register(
        request.member, key, name, parsing.choice(data, "platform", devices.PLATFORMS, default="web")
    )
    return _answer(devices.as_json(device), new)


@web.endpoint("DELETE", scope="read")
def device(request, key):
    devices.remove(request.member, key)
    return HttpResponse(status=204)


# courses


@web.endpoint("GET")
def course_list(request):
    found = Course.objects.select_related("trainer").filter(starts_at__gt=clock.now())
    return _answer({"courses": [bookings.as_json(course) for course in found]})


@web.endpoint("GET")
def course(request, code):
    found = bookings.course(code)
    return _answer({**bookings.as_json(found), "lessons": [at.isoformat() for at in bookings.lessons(found)]})


@transaction.non_atomic_requests
@require_GET
async def course_live(request, code):
    """For the screens at the pool, which ask every few seconds."""
    found = await Course.objects.select_related("trainer").filter(code=code).afirst()
    if found is None:
        raise Unknown("No such course")
    waiting = await found.bookings.filter(state=bookings.State.WAITING).acount()
    return JsonResponse({**bookings.as_json(found), "waiting": waiting, "full": found.taken >= found.capacity})


@web.endpoint("POST", "DELETE", scope="book")
def booking(request, code):
    found = bookings.course(code)
    if request.method == "POST":
        made, new = bookings.book(found, request.member)
    else:
        made, new = bookings.cancel(found, request.member), False
    return _answer({"course": code, "state": made.state}, new)


@web.endpoint("GET", scope="read")
def booking_list(request):
    own = request.member.bookings.select_related("course")
    return _answer({"bookings": [{"course": each.course.code, "state": each.state} for each in own]})

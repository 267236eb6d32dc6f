"""Waiting lists: who wants seed of a variety, and whose turn it is."""
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from . import catalogue, clock, web
from . import hours
from .errors import Conflict, NotFound
from .models import Member, Request, Variety

State = Request.State
OPEN = [State.WAITING, State.OFFERED]
LEAST_GRAMS = 1


def next_position(variety: Variety) -> int:
    last = variety.requests.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


@transaction.atomic
def join(member: Member, variety: Variety) -> Request:
    """Put a member at the end of a waiting list."""
    if variety.requests.filter(member=member, state__in=OPEN).exists():
        raise Conflict("You are on this list already")
    return Request.objects.create(
        variety=variety, member=member, position=next_position(variety), asked_on=clock.today()
    )


def place(request: Request) -> int | None:
    """1 for the next whose turn it is; None for who does not wait any more."""
    if request.state != State.WAITING:
        return None
    return request.variety.requests.filter(state=State.WAITING, position__lte=request.position).count()


def stock(variety: Variety) -> int:
    """How many lots of a variety have seed to give away."""
    return variety.lots.filter(grams__gte=LEAST_GRAMS).count()


def lapse() -> int:
    """Take back the offers that nobody came for."""
    last = clock.today() - timedelta(days=settings.SEED_BANK_OFFER_DAYS)
    return Request.objects.filter(state=State.OFFERED, offered_on__lt=last).update(state=State.WITHDRAWN)


def offer() -> list[Request]:
    """Offer seed to the next of each list, as many at a time as there are lots."""
    made = []
    for variety in Variety.objects.filter(requests__state=State.WAITING).distinct():
        room = stock(variety) - variety.requests.filter(state=State.OFFERED).count()
        for request in variety.requests.filter(state=State.WAITING)[: max(room, 0)]:
            request.state, request.offered_on = State.OFFERED, clock.today()
            request.save(update_fields=["state", "offered_on"])
            made.append(request)
    return made


def as_json(request: Request) -> dict:
    return {
        "id": request.pk,
        "variety": request.variety.name,
        "state": request.state,
        "place": place(request),
        "pickup_at": request.pickup_at.astimezone(clock.BERLIN).isoformat() if request.pickup_at else None,
    }


@web.for_members
def ask(request, member):
    pk = web.Fields(request).whole("variety")
    return as_json(join(member, catalogue.variety_numbered(pk).accepted())), 201


@web.for_members
def mine(request, member):
    return {"requests": [as_json(each) for each in member.requests.select_related("variety")]}


@web.for_staff
def index(request, pk):
    variety = catalogue.variety_numbered(pk)
    waiting = variety.requests.filter(state__in=OPEN).select_related("member", "variety")
    return {"queue": [{**as_json(each), "card": each.member.card} for each in waiting]}


def _own(member: Member, pk: int) -> Request:
    found = member.requests.select_related("variety").filter(pk=pk).first()
    if found is None:
        raise NotFound(f"You have no request {pk}")
    return found


@web.for_members
def withdraw(request, member, pk):
    found = _own(member, pk)
    if found.state not in OPEN:
        raise Conflict(f"This request is {found.state}")
    found.state = State.WITHDRAWN
    found.save(update_fields=["state"])
    return as_json(found)


@web.for_members
def pick_up(request, member, pk):
    """Say when one comes for the seed that was offered."""
    found = _own(member, pk)
    if found.state != State.OFFERED:
        raise Conflict("There is no offer to pick up")
    at = web.Fields(request).moment("at")
    if at < clock.now() or not hours.is_open(at):
        raise Conflict("We are not open then")
    found.pickup_at = at
    found.save(update_fields=["pickup_at"])
    return as_json(found)

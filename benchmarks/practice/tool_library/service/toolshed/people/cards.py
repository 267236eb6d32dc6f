"""Who is asking: `Authorization: Card 1003`, checked by the gateway before it comes here."""

from __future__ import annotations

from toolshed.people.models import Member
from toolshed.web import Problem, missing


class CardMiddleware:
    """Puts the member (or None) on the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        scheme, _, number = request.headers.get("Authorization", "").partition(" ")
        request.member = None
        if scheme.lower() == "card" and number.strip().isdecimal():
            request.member = Member.objects.filter(card=int(number)).first()
        return self.get_response(request)


def holder(card: int) -> Member:
    """The member with this card."""
    found = Member.objects.filter(card=card).first()
    if found is None:
        raise missing(f"card {card}")
    return found


def same_or_desk(asking: Member, card: int) -> Member:
    """The member with this card, for that member and for volunteers."""
    if asking.card != card and not asking.volunteer:
        raise Problem(403, "not-yours", "You may only see your own account.")
    return holder(card)

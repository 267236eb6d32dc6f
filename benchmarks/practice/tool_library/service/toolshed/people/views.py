"""Membership, seen from the desk and by the members themselves."""

from django.db.models import Max, Q

from toolshed import clock
from toolshed.outbox import letters
from toolshed.people import cards
from toolshed.people.forms import JoinForm
from toolshed.people.models import Member
from toolshed.web import Endpoint, body, page_of, vetted

FIRST_CARD = 1001


def show(member: Member) -> dict:
    return {
        "card": member.card,
        "name": member.name,
        "email": member.email,
        "joined_on": member.joined_on,
        "volunteer": member.volunteer,
        "blocked": member.blocked,
    }


class Members(Endpoint):
    audience = "desk"

    def get(self, request):
        rows, words = Member.objects.all(), request.GET.get("q", "").split()
        for word in words:
            rows = rows.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word))
        return page_of(request, rows, show)

    def post(self, request):
        """Somebody joins and gets the next card."""
        known = vetted(JoinForm(body(request)))
        last = Member.objects.aggregate(card=Max("card"))["card"]
        card = FIRST_CARD if last is None else last + 1
        member = Member.objects.create(card=card, joined_on=clock.today(), **known)
        letters.write("welcome", member, {"name": member.first_name, "card": member.card})
        return 201, show(member)


class OneMember(Endpoint):
    audience = "member"

    def get(self, request, card):
        return show(cards.same_or_desk(request.member, card))

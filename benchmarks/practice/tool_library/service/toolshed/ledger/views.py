"""Accounts of the members."""

from django.http import HttpResponse

from toolshed import clock
from toolshed.ledger import fees, receipt
from toolshed.ledger.forms import PaymentForm
from toolshed.ledger.models import Entry
from toolshed.people import cards
from toolshed.web import Endpoint, body, conflict, vetted


def show(entry: Entry) -> dict:
    return {
        "kind": entry.kind,
        "amount": entry.amount,
        "booked_on": clock.local_day(entry.booked_at),
        "label": entry.loan.copy.label if entry.loan else None,
    }


class Account(Endpoint):
    """What was booked, what is owed, and what the tools at home would cost if they came back today."""

    audience = "member"

    def get(self, request, card):
        member = cards.same_or_desk(request.member, card)
        open_loans = member.loans.open().select_related("copy__tool__category")
        return {
            "card": member.card,
            "balance": fees.balance(member),
            "running": sum((fees.late_fee(loan, clock.today()) for loan in open_loans), fees.ZERO),
            "entries": [show(one) for one in member.entries.select_related("loan__copy__tool")],
        }


class Payments(Endpoint):
    audience = "desk"

    def post(self, request, card):
        member, asked = cards.holder(card), vetted(PaymentForm(body(request)))
        if asked["amount"] > fees.balance(member):
            raise conflict("too-much", "That is more than what is owed.")
        Entry.objects.create(
            member=member, kind=Entry.Kind.PAYMENT, amount=-asked["amount"], booked_at=clock.now()
        )
        return 201, {"card": member.card, "balance": fees.balance(member)}


class Slip(Endpoint):
    """A slip for the receipt printer."""

    audience = "member"

    def get(self, request, card):
        member = cards.same_or_desk(request.member, card)
        loans = list(member.loans.open().select_related("copy__tool").order_by("due_on", "id"))
        text = receipt.loans_slip(member, loans)
        return HttpResponse(receipt.encoded(text), content_type=f"text/plain; charset={receipt.CODE_PAGE}")

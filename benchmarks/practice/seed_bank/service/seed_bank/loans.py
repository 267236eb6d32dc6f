"""Members borrow seed and give fresh seed back."""
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from . import clock, lots, web
from .errors import Conflict, Invalid, NotFound
from .models import Loan, Lot, Member


def member_with(card: str) -> Member:
    member = Member.objects.filter(card=card).first()
    if member is None:
        raise Invalid(f"There is no card {card}")
    return member


def take_from(accession: str, grams: Decimal) -> Lot:
    """Take seed out of a lot; Conflict where there is not as much."""
    lot = lots.lot_called(accession)
    if lot.grams < grams:
        raise Conflict(f"{accession} has only {lot.grams} g")
    lot.grams -= grams
    lot.save(update_fields=["grams"])
    return lot


def as_json(loan: Loan) -> dict:
    return {
        "id": loan.pk,
        "lot": loan.lot.accession,
        "variety": loan.lot.variety.name,
        "card": loan.member.card if loan.member else None,
        "grams": str(loan.grams),
        "due_on": loan.due_on.isoformat(),
        "returned_on": loan.returned_on.isoformat() if loan.returned_on else None,
        "overdue": loan.returned_on is None and loan.due_on < clock.today(),
    }


@web.for_staff
def lend(request):
    fields = web.Fields(request)
    member, grams = member_with(fields.text("card")), fields.grams("grams")
    if any(as_json(loan)["overdue"] for loan in member.loans.select_related("lot__variety", "member")):
        raise Conflict(f"{member.card} has loans that are overdue")
    with transaction.atomic():
        lot = take_from(fields.text("lot"), grams)
        today = clock.today()
        due_on = today + timedelta(days=settings.SEED_BANK_LOAN_DAYS)
        loan = Loan.objects.create(lot=lot, member=member, grams=grams, lent_on=today, due_on=due_on)
    return as_json(loan), 201


@web.for_staff
def give_back(request, pk):
    loan = Loan.objects.select_related("lot__variety", "member").filter(pk=pk).first()
    if loan is None:
        raise NotFound(f"There is no loan {pk}")
    if loan.returned_on is not None:
        raise Conflict("This loan was given back already")
    fields = web.Fields(request)
    loan.returned_grams = fields.grams("grams")
    loan.returned_on = fields.day("returned_on", default=clock.today())
    if not loan.lent_on <= loan.returned_on <= clock.today():
        raise Invalid("returned_on is before the loan or still to come")
    loan.save()
    return as_json(loan)


@web.for_members
def mine(request, member):
    return {"loans": [as_json(loan) for loan in member.loans.select_related("lot__variety", "member")]}

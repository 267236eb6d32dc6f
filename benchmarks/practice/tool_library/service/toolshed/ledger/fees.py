"""What lateness costs and what a member owes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.models import Sum

from toolshed import clock
from toolshed.circulation.models import Loan
from toolshed.ledger.models import Entry
from toolshed.people.models import Member

ZERO = Decimal("0.00")
FALLBACK_FEE = Decimal("0.50")


def late_fee(loan: Loan, day: date) -> Decimal:
    """What a loan costs when the copy is (or would be) back on `day`."""
    late = (day - loan.due_on).days
    if late <= settings.GRACE_DAYS:
        return ZERO
    category = loan.copy.tool.category
    daily = category.daily_fee if category else FALLBACK_FEE
    return min(late * daily, Decimal(settings.LATE_FEE_CAP))


def charge_late(loan: Loan) -> Entry | None:
    """Book the fee of a loan that has just ended; nothing is booked for nothing."""
    fee = late_fee(loan, clock.local_day(loan.returned_at))
    if not fee:
        return None
    return Entry.objects.create(
        member=loan.member, loan=loan, kind=Entry.Kind.LATE, amount=fee, booked_at=loan.returned_at
    )


def balance(member: Member) -> Decimal:
    """What the member owes; below zero it is a credit."""
    total = member.entries.aggregate(sum=Sum("amount"))["sum"] or ZERO
    return total.quantize(ZERO)


def in_debt(member: Member) -> bool:
    return balance(member) > Decimal(settings.DEBT_LIMIT)

"""What happens at the desk: taking out, bringing back, renewing."""

from __future__ import annotations

from django.conf import settings

from toolshed import clock
from toolshed.catalogue.models import Copy
from toolshed.circulation import days
from toolshed.circulation.models import Loan
from toolshed.holds import queue
from toolshed.ledger import fees
from toolshed.people.models import Member
from toolshed.web import conflict


def loan_days(copy: Copy) -> int:
    category = copy.tool.category
    return category.loan_days if category else settings.DEFAULT_LOAN_DAYS


def take_out(copy: Copy, member: Member) -> Loan:
    """Lend a copy. Refuses copies that are not there and members who may not borrow."""
    if member.blocked:
        raise conflict("blocked", f"Card {member.card} is blocked.")
    if member.loans.open().count() >= settings.MOST_LOANS:
        raise conflict("too-many", f"Card {member.card} has {settings.MOST_LOANS} tools already.")
    if fees.in_debt(member):
        raise conflict("debt", f"Card {member.card} owes too much.")
    if copy.state == Copy.State.ASIDE:
        queue.fetch(copy, member)
    elif copy.state != Copy.State.SHELF:
        raise conflict("not-there", f"{copy.label} is not on the shelf.")
    copy.state = Copy.State.LOAN
    copy.save()
    due_on = days.due_day(clock.today(), loan_days(copy))
    return Loan.objects.create(copy=copy, member=member, taken_at=clock.now(), due_on=due_on)


def bring_back(copy: Copy) -> Loan:
    """Take a copy back; found things come back, too."""
    loan = copy.loans.open().select_related("member").first()
    if loan is None:
        raise conflict("not-out", f"{copy.label} is not on loan.")
    loan.returned_at = clock.now()
    loan.save()
    copy.state = Copy.State.SHELF
    copy.save()
    fees.charge_late(loan)
    queue.set_aside(copy)
    return loan


def renew(loan: Loan) -> Loan:
    """Give some more days, counted from today."""
    if loan.returned_at is not None:
        raise conflict("not-out", "This loan has ended.")
    if loan.renewals >= settings.MOST_RENEWALS:
        raise conflict("too-often", f"A loan is renewed {settings.MOST_RENEWALS} times at most.")
    if queue.waiting(loan.copy.tool).exists():
        raise conflict("wanted", "Somebody waits for this tool.")
    loan.due_on = days.due_day(clock.today(), loan_days(loan.copy))
    loan.renewals += 1
    loan.save()
    return loan


def show(loan: Loan) -> dict:
    return {
        "id": loan.id,
        "label": loan.copy.label,
        "tool": loan.copy.tool.name,
        "card": loan.member.card,
        "taken_on": clock.local_day(loan.taken_at),
        "due_on": loan.due_on,
        "returned_on": clock.local_day(loan.returned_at) if loan.returned_at else None,
        "renewals": loan.renewals,
    }

"""Loans over HTTP."""

from toolshed import clock
from toolshed.catalogue import shelf
from toolshed.circulation import desk
from toolshed.circulation.forms import ORDERS, LoanFilterForm, ReturnBoxForm, TakeOutForm
from toolshed.circulation.models import Loan
from toolshed.people import cards
from toolshed.web import Endpoint, Problem, body, missing, page_of, vetted


class Loans(Endpoint):
    """Members see their own loans, the desk sees all."""

    audience = "member"

    def get(self, request):
        asked = vetted(LoanFilterForm(request.GET))
        rows = Loan.objects.select_related("copy__tool", "member")
        if not request.member.volunteer:
            rows = rows.filter(member=request.member)
        if asked["state"] == "overdue":
            rows = rows.overdue(clock.today())
        elif asked["state"]:
            rows = rows.filter(returned_at__isnull=asked["state"] == "open")
        return page_of(request, rows.order_by(*ORDERS[asked["order"] or "newest"]), desk.show)

    def post(self, request):
        if not request.member.volunteer:
            raise Problem(403, "desk-only", "Tools are handed out at the desk.")
        asked = vetted(TakeOutForm(body(request)))
        loan = desk.take_out(shelf.copy(asked["label"]), cards.holder(asked["card"]))
        return 201, desk.show(loan)


def own_loan(request, number: int) -> Loan:
    """A loan that is the member's own, or any for the desk; others do not exist for them."""
    rows = Loan.objects.select_related("copy__tool__category", "member").filter(id=number)
    if not request.member.volunteer:
        rows = rows.filter(member=request.member)
    found = rows.first()
    if found is None:
        raise missing(f"loan {number}")
    return found


class OneLoan(Endpoint):
    audience = "member"

    def get(self, request, number):
        return desk.show(own_loan(request, number))


class Renewal(Endpoint):
    audience = "member"

    def post(self, request, number):
        return desk.show(desk.renew(own_loan(request, number)))


class Return(Endpoint):
    audience = "desk"

    def post(self, request, label):
        return desk.show(desk.bring_back(shelf.copy(label)))


class ReturnBox(Endpoint):
    """What lay in the box in the morning; one bad label does not stop the others."""

    audience = "desk"

    def post(self, request):
        outcome = {"returned": [], "refused": []}
        for label in vetted(ReturnBoxForm(body(request)))["labels"]:
            try:
                outcome["returned"].append(desk.show(desk.bring_back(shelf.copy(label))))
            except Problem as problem:
                outcome["refused"].append({"label": label, "code": problem.document["code"]})
        return outcome

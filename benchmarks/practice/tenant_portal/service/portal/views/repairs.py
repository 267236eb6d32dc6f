"""Repairs."""

from django.http import HttpRequest

from portal import paging, repairs, status
from portal.errors import PortalError
from portal.forms import MoveForm, RepairForm
from portal.models import Role
from portal.web import endpoint, read_form


@endpoint("GET")
def listing(request: HttpRequest) -> dict:
    order = repairs.ORDERS.get(request.GET.get("order", "id"))
    if order is None:
        raise PortalError("there is no such order")
    rows = repairs.visible(request.account).select_related("flat")
    rows = repairs.search(rows, request.GET.get("status", ""), request.GET.get("q", ""))
    limit = paging.read_limit(request.GET.get("limit"))
    found, following = paging.page(rows, order, limit, request.GET.get("after"))
    return {"repairs": [repairs.describe(one) for one in found], "next": following}


@endpoint("POST", roles=[Role.TENANT, Role.CARETAKER, Role.OFFICE])
def report(request: HttpRequest) -> tuple[int, dict]:
    return 201, repairs.describe(repairs.report(request.account, read_form(request, RepairForm)))


@endpoint("GET")
def show(request: HttpRequest, repair_id: int) -> dict:
    return repairs.describe(repairs.find(request.account, repair_id))


@endpoint("POST", roles=[Role.CARETAKER, Role.OFFICE])
def move(request: HttpRequest, repair_id: int) -> dict:
    form = read_form(request, MoveForm)
    repair = repairs.find(request.account, repair_id)
    repairs.move(repair, status.read(form["status"]), request.account)
    return repairs.describe(repair)


@endpoint("GET")
def timeline(request: HttpRequest, repair_id: int) -> dict:
    return repairs.timeline(repairs.find(request.account, repair_id))

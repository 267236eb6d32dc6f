"""Flats and tenancies."""

from django.http import HttpRequest

from portal import tenancies
from portal.errors import PortalError
from portal.forms import TenancyForm
from portal.models import Role
from portal.web import endpoint, read_form


@endpoint("GET")
def flats(request: HttpRequest) -> dict:
    found = tenancies.visible_flats(request.account).select_related("building")
    return {"flats": [tenancies.describe_flat(flat) for flat in found]}


@endpoint("GET")
def flat(request: HttpRequest, number: str) -> dict:
    return tenancies.describe_flat(tenancies.find_flat(request.account, number))


@endpoint("POST", roles=[Role.OFFICE])
def new_tenancy(request: HttpRequest) -> tuple[int, dict]:
    form = read_form(request, TenancyForm)
    if form["ends_on"] and form["ends_on"] < form["starts_on"]:
        raise PortalError("please check the fields", fields={"ends_on": "This is before the start."})
    flat = tenancies.find_flat(request.account, form["flat"])
    tenancy = tenancies.enter(form["tenant"], flat, form["starts_on"], form["ends_on"])
    return 201, {"id": tenancy.pk, "flat": flat.number, "tenant": tenancy.tenant.name}

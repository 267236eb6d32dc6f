"""Appointments, rounds, agenda."""

from datetime import timedelta

from django.http import HttpRequest

from portal import agenda, clock
from portal.forms import AppointmentForm, RoundForm
from portal.models import Appointment, Role
from portal.web import endpoint, read_form


def describe(appointment: Appointment) -> dict:
    return {
        "id": appointment.pk,
        "repair": appointment.repair_id,
        "trade": appointment.trade_id,
        "starts_at": clock.show(appointment.starts_at),
        "ends_at": clock.show(appointment.ends_at),
        "cancelled": appointment.cancelled,
    }


@endpoint("POST", roles=[Role.TENANT, Role.CARETAKER, Role.OFFICE])
def book(request: HttpRequest) -> tuple[int, dict]:
    return 201, describe(agenda.book(request.account, read_form(request, AppointmentForm)))


@endpoint("DELETE")
def cancel(request: HttpRequest, appointment_id: int) -> dict:
    return describe(agenda.cancel(request.account, appointment_id))


@endpoint("POST", roles=[Role.CARETAKER, Role.OFFICE])
def announce_round(request: HttpRequest) -> tuple[int, dict]:
    made = agenda.announce_round(request.account, read_form(request, RoundForm))
    return 201, {"id": made.pk, "building": made.building.code, "day": made.day.isoformat()}


@endpoint("GET")
def show(request: HttpRequest) -> dict:
    first = clock.today()
    if "from" in request.GET:
        first = clock.parse_day(request.GET["from"], "from")
    last = first + timedelta(days=30)
    if "to" in request.GET:
        last = clock.parse_day(request.GET["to"], "to")
    return {"entries": [agenda.describe(one) for one in agenda.entries(request.account, first, last)]}

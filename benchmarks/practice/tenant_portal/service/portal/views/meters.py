"""Meter readings."""

from django.http import HttpRequest

from portal import clock, meters
from portal.errors import NotFound
from portal.forms import CorrectionForm, ReadingForm
from portal.models import Reading, Role
from portal.web import endpoint, read_form


@endpoint("GET")
def readings(request: HttpRequest, number: str) -> dict:
    meter = meters.meter_for(request.account, number)
    found = meter.readings.all()
    if "from" in request.GET:
        found = found.filter(read_on__gte=clock.parse_day(request.GET["from"], "from"))
    if "to" in request.GET:
        found = found.filter(read_on__lte=clock.parse_day(request.GET["to"], "to"))
    return {"meter": meter.number, "kind": meter.kind, "readings": [meters.describe(one) for one in found]}


@endpoint("POST")
def record(request: HttpRequest, number: str) -> tuple[int, dict]:
    form = read_form(request, ReadingForm)
    meter = meters.meter_for(request.account, number)
    return 201, meters.describe(meters.record(meter, form["read_on"], form["value"]))


@endpoint("PATCH", roles=[Role.OFFICE, Role.CARETAKER])
def correct(request: HttpRequest, reading_id: int) -> dict:
    form = read_form(request, CorrectionForm)
    reading = Reading.objects.select_related("meter").filter(pk=reading_id).first()
    if reading is None:
        raise NotFound("there is no such reading")
    meters.meter_for(request.account, reading.meter.number)
    meters.correct(reading, form["value"])
    return meters.describe(reading)

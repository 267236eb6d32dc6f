from django.http import JsonResponse
from django.urls import path

from blood_bank import clock, intake, stock
from blood_bank.http import ApiError, ApiView, find, read_date, read_text
from blood_bank.models import Site, Unit


def as_json(unit):
    return {
        "code": unit.code,
        "component": unit.component,
        "group": unit.group,
        "expires_on": unit.expires_on.isoformat() if unit.expires_on else None,
        "status": unit.status,
    }


class UnitsView(ApiView):
    """The shelf, at most LIST_LIMIT units; `group` and `component` narrow it."""

    def get(self, request):
        narrow = {name: request.GET[name] for name in ("group", "component") if request.GET.get(name)}
        units = Unit.objects.listing(clock.today(), narrow)
        return JsonResponse({"units": [as_json(unit) for unit in units]})


class IntakeView(ApiView):
    def post(self, request):
        data = self.body()
        site = find(Site.objects, "site", code=read_text(data, "site"))
        day = read_date(data.get("day"), "day")
        booked, known = intake.take_in(site, day, intake.read_lines(data))
        return JsonResponse({"booked": booked, "known": known}, status=201 if booked else 200)


class DiscardView(ApiView):
    def post(self, request, code):
        unit = find(Unit.objects, "unit", code=code)
        if unit.status != Unit.Status.STOCK:
            raise ApiError(f"the unit is {unit.status}", 409)
        unit.status = Unit.Status.DISCARDED
        unit.reason = read_text(self.body(), "reason")
        unit.save()
        units = unit.donation.units.order_by("code")
        return JsonResponse({"donation": [as_json(each) for each in units]})


class StockView(ApiView):
    def get(self, request):
        return JsonResponse(stock.levels())


urlpatterns = [
    path("units", UnitsView.as_view()),
    path("units/<slug:code>/discard", DiscardView.as_view()),
    path("intake", IntakeView.as_view()),
    path("stock", StockView.as_view()),
]

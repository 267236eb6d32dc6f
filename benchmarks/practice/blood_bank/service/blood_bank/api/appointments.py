from django.http import JsonResponse
from django.urls import path
from django.utils import timezone

from blood_bank import booking, links
from blood_bank.http import ApiView, find, read_date, read_moment, read_text
from blood_bank.models import Donor, Site


class SlotsView(ApiView):
    """Slots of a site on a day, with the number of free beds."""

    def get(self, request, code):
        site = find(Site.objects, "site", code=code)
        day = read_date(request.GET.get("day"), "day")
        places = booking.free_places(site, day)
        return JsonResponse(
            {
                "site": site.code,
                "day": day.isoformat(),
                "slots": [
                    {"start": timezone.localtime(start).strftime("%H:%M"), "free": free}
                    for start, free in places.items()
                ],
            }
        )


class BookingView(ApiView):
    def post(self, request):
        data = self.body()
        donor = find(Donor.objects, "donor", number=read_text(data, "donor"))
        site = find(Site.objects, "site", code=read_text(data, "site"))
        visit = booking.book(donor, site, read_moment(data.get("start"), "start"))
        return JsonResponse(
            {
                "donor": donor.number,
                "site": site.code,
                "start": timezone.localtime(visit.start).isoformat(),
                "link": links.url_for(visit),
            },
            status=201,
        )


urlpatterns = [
    path("sites/<slug:code>/slots", SlotsView.as_view()),
    path("appointments", BookingView.as_view()),
]

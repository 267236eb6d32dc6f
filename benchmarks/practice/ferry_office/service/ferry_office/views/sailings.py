"""The timetable, for everybody."""
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render

from ..errors import OfficeError
from ..http import api, read_day, read_moment, show_moment
from ..models import Vessel
from .. import queries


def present(sailing):
    return {
        "number": sailing.number,
        "origin": sailing.route.origin.code,
        "destination": sailing.route.destination.code,
        "departs_at": show_moment(sailing.departs_at),
        "arrives_at": show_moment(sailing.arrives_at),
        "vessel": sailing.vessel.name if sailing.vessel else None,
        "status": sailing.status,
    }


def board(request):
    """The departures board of a day."""
    try:
        day = read_day(request)
    except OfficeError as error:
        return HttpResponseBadRequest(str(error))
    return render(request, "ferry_office/board.html", {"day": day, "sailings": queries.sailings_of_day(day)})


def vessel(request, pk):
    ship = get_object_or_404(Vessel.objects.prefetch_related("lanes"), pk=pk)
    return render(request, "ferry_office/vessel.html", {"vessel": ship})


def manifest_page(request, number):
    """The page that the purser prints."""
    if not request.user.is_staff:
        raise Http404
    try:
        sailing = queries.sailing_by_number(number)
    except OfficeError as error:
        raise Http404 from error
    bookings = sailing.bookings.filter(status="paid").prefetch_related("passengers", "vehicles").order_by("reference")
    return render(request, "ferry_office/manifest.html", {"sailing": sailing, "bookings": bookings})


@api("GET")
def sailing_list(request):
    moment = read_moment(request, "departs_after")
    found = queries.sailings_after(moment, request.GET.get("origin", ""), request.GET.get("destination", ""))
    return {"sailings": [present(sailing) for sailing in found]}


@api("GET")
def sailing_detail(request, number):
    return present(queries.sailing_by_number(number))


@api("GET")
def connection_list(request):
    origin, destination = request.GET.get("origin", ""), request.GET.get("destination", "")
    if not origin or not destination:
        raise OfficeError("origin and destination are needed")
    ways = queries.connections(origin.upper(), destination.upper(), read_moment(request, "departs_after"))
    return {"connections": [{"legs": [present(leg) for leg in way], "changes": len(way) - 1} for way in ways]}

"""What the quay needs: check-in, deck plan, dangerous goods, manifest."""
import csv

from django.http import HttpResponse

from .. import checkin, deck, forms, queries
from ..http import api, checked, read_json, show_moment
from ..models import Passenger


@api("POST", access="staff")
def scan(request):
    data = checked(forms.ScanForm(read_json(request)))
    gate = request.terminal.name if request.terminal else "office"
    card, new = checkin.check_in(data["passenger"], gate, request.user.username)
    return {"passenger": card.passenger.name, "gate": card.gate, "scanned_at": show_moment(card.scanned_at), "repeated": not new}


@api("GET", access="staff")
def gate_count(request, number):
    through, expected = checkin.boarded(queries.sailing_by_number(number))
    return {"sailing": number, "boarded": through, "expected": expected}


@api("GET", access="staff")
def deck_plan(request, number):
    loads, left_behind = deck.plan_sailing(queries.sailing_by_number(number))
    return {
        "lanes": [{"lane": load.lane.number, "free_m": str(load.free_m), "vehicles": [one.plate for one in load.vehicles]}
                  for load in loads],
        "left_behind": [one.plate for one in left_behind],
    }


@api("GET", access="staff")
def dangerous_goods(request, number):
    sailing, vehicles = queries.dangerous_goods(number)
    return {
        "sailing": sailing.number,
        "vessel": sailing.vessel.name if sailing.vessel else None,
        "goods": [{"un": one.un_number, "plate": one.plate, "booking": one.booking.reference} for one in vehicles],
    }


@api("GET", access="staff")
def manifest(request, number):
    """The list of passengers as CSV, for the coast guard."""
    sailing = queries.sailing_by_number(number)
    people = Passenger.objects.filter(booking__sailing=sailing, booking__status="paid").select_related("booking").order_by("name")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{sailing.number}.csv"'
    rows = csv.writer(response, lineterminator="\n")
    rows.writerow(["name", "kind", "booking"])
    rows.writerows([one.name, one.kind, one.booking.reference] for one in people)
    return response

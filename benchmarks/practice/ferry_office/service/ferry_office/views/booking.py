"""The booking wizard, bookings and refunds."""
from .. import audit, bookings, drafts, forms, pricing, queries
from ..http import api, checked, read_json, show_moment
from ..models import Refund


def present_quote(price):
    return {
        "lines": [{"kind": kind, "count": count, "amount": pricing.money(amount)} for kind, count, amount in price.lines],
        "booking_fee": pricing.money(price.booking_fee),
        "total": pricing.money(price.total),
    }


def present_booking(booking):
    return {
        "reference": booking.reference,
        "sailing": booking.sailing.number,
        "status": booking.status,
        "flexible": booking.flexible,
        "total": pricing.money(booking.total),
        "passengers": [{"id": one.pk, "name": one.name, "kind": one.kind} for one in booking.passengers.order_by("pk")],
        "vehicles": [one.plate for one in booking.vehicles.order_by("pk")],
    }


@api("POST")
def quote(request):
    form = forms.QuoteForm(read_json(request))
    data = checked(form)
    return present_quote(pricing.quote(data["route"].upper(), form.party(), data["vehicle"]))


@api("GET", "POST")
def draft(request):
    """Starts a draft, or shows what it costs as it is."""
    if request.method == "POST":
        sailing = queries.sailing_by_number(checked(forms.StartForm(read_json(request)))["sailing"])
        bookings.require_open(sailing)
        return drafts.start(request.session, sailing)
    found = drafts.load(request.session)
    _, price = bookings.quote_draft(found)
    return {**found, "price": present_quote(price)}


@api("POST")
def draft_passenger(request):
    data = checked(forms.PassengerForm(read_json(request)))
    return drafts.add_passenger(request.session, data["name"], data["kind"])


@api("POST")
def draft_vehicle(request):
    return drafts.set_vehicle(request.session, checked(forms.VehicleForm(read_json(request))))


@api("POST")
def confirm(request):
    data = checked(forms.ConfirmForm(read_json(request)))
    booking = bookings.book(drafts.load(request.session), data["contact"], data["flexible"])
    drafts.drop(request.session)
    return present_booking(booking)


@api("GET", access="staff")
def booking_detail(request, reference):
    return present_booking(queries.booking_by_reference(reference))


@api("POST", access="staff")
def cancel(request, reference):
    data = checked(forms.CancelForm(read_json(request)))
    refund = bookings.cancel(reference, data["reason"], request.user.username)
    return {"reference": reference, "status": "cancelled", "refund": pricing.money(refund.amount)}


@api("GET", access="staff")
def refund_list(request):
    found = Refund.objects.select_related("booking").order_by("pk")
    return {"refunds": [{"reference": one.booking.reference, "amount": pricing.money(one.amount), "reason": one.reason}
                        for one in found]}


@api("GET", access="staff")
def audit_trail(request, reference):
    return {"entries": [{"action": one.action, "actor": one.actor, "at": show_moment(one.at), "detail": one.detail}
                        for one in audit.trail(reference)]}

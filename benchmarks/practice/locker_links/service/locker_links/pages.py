"""The HTML pages."""
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.views import View

from . import fleet, identity, rentals
from . import links
from . import ledger
from .models import Rental, Site
from .problems import NoCredentials, Problem
from .problems import Refused
from .problems import Unknown


class Page(View):
    """A page; ``needs_renter`` sends strangers to the sign-in."""

    needs_renter = False

    def dispatch(self, request, *args, **kwargs):
        if self.needs_renter and not request.renter:
            raise NoCredentials("Sign in first")
        return super().dispatch(request, *args, **kwargs)

    def show(self, template: str, status: int = 200, **context):
        return render(self.request, f"locker_links/{template}.html", context, status=status)


class Home(Page):
    def get(self, request):
        sites = [(site, fleet.free(site).count()) for site in Site.objects.all()]
        return self.show("home", sites=sites)


class SignIn(Page):
    def get(self, request):
        return self.show("sign_in")

    def post(self, request):
        try:
            renter = identity.by_pin(request.POST.get("phone", ""), request.POST.get("pin", ""))
        except NoCredentials as problem:
            return self.show("sign_in", status=problem.status, problem=problem)
        identity.enter(request, renter)
        return redirect("mine")


class SignOut(Page):
    def post(self, request):
        request.session.flush()
        return redirect("home")


class Mine(Page):
    needs_renter = True

    def get(self, request):
        return self.show("mine", rentals=rentals.held_by(request.renter))


class Shared(Page):
    """What somebody with a view link sees."""

    def get(self, request, link):
        number = links.view.read(link)
        rental = Rental.objects.select_related("locker__site", "holder").filter(pk=number).first()
        if rental is None:
            raise Unknown("There is no such rental")
        return self.show("shared", rental=rental)


class LockerHistory(Page):
    needs_renter = True

    def get(self, request, label):
        if not request.renter.staff:
            raise Refused("This is for the staff", code="staff-only")
        locker = fleet.locker_called(label)
        return self.show("history", locker=locker, rows=ledger.history(locker))


# several rentals are made longer at once: choose, look, confirm

MOST_HOURS = 24 * 14
_PICKED = "longer"


def _chosen(request: HttpRequest) -> dict[int, int]:
    """Rental -> hours, from the fields ``hours-<rental>`` of the form; empty ones do not count."""
    chosen = {}
    for field, value in request.POST.items():
        name, _, number = field.partition("-")
        if name == "hours" and number.isdecimal() and value.strip():
            if not value.strip().isdecimal() or not 1 <= int(value) <= MOST_HOURS:
                raise Problem(f"{value} is no number of hours from 1 to {MOST_HOURS}")
            chosen[int(number)] = int(value)
    return chosen


def _picked(request: HttpRequest) -> dict[int, int]:
    """What was chosen before, from the session, where keys are text."""
    return {int(number): hours for number, hours in request.session.get(_PICKED, {}).items()}


class Longer(Page):
    needs_renter = True

    def post(self, request):
        request.session[_PICKED] = _chosen(request)
        return redirect("longer-review")


class LongerReview(Page):
    needs_renter = True

    def get(self, request):
        return self.show("review", extensions=rentals.plan(request.renter, _picked(request)))


class LongerConfirm(Page):
    needs_renter = True

    def post(self, request):
        rentals.extend_all(request.renter, _picked(request))
        request.session.pop(_PICKED, None)
        return redirect("mine")

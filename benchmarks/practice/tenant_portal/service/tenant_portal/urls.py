"""All addresses."""

from django.urls import path

from portal.views import base
from portal.views import accounts
from portal.views import houses
from portal.views import meters
from portal.views import repairs
from portal.views import agenda
from portal.views import letters
from portal.views import statements
from portal.web import by_method

handler404 = "portal.views.base.not_found"
handler500 = "portal.views.base.server_error"

urlpatterns = [
    path("health", base.health),
    path("sign-in", accounts.sign_in),
    path("sign-out", accounts.sign_out),
    path("tokens", by_method(POST=accounts.new_token, DELETE=accounts.revoke_token)),
    path("me", accounts.me),
    path("me/email", accounts.change_email),
    path("confirm", accounts.confirm_email),
    path("accounts/<int:account_id>", by_method(PATCH=accounts.update, DELETE=accounts.delete)),
    path("flats", houses.flats),
    path("flats/<str:number>", houses.flat),
    path("tenancies", houses.new_tenancy),
    path("meters/<str:number>/readings", by_method(GET=meters.readings, POST=meters.record)),
    path("readings/<int:reading_id>", meters.correct),
    path("repairs", by_method(GET=repairs.listing, POST=repairs.report)),
    path("repairs/<int:repair_id>", repairs.show),
    path("repairs/<int:repair_id>/status", repairs.move),
    path("repairs/<int:repair_id>/timeline", repairs.timeline),
    path("appointments", agenda.book),
    path("appointments/<int:appointment_id>", agenda.cancel),
    path("rounds", agenda.announce_round),
    path("agenda", agenda.show),
    path("letters", by_method(GET=letters.listing, POST=letters.send)),
    path("letters/<int:number>-<slug:slug>", letters.show, name="letter"),
    path("statements", statements.listing),
]

"""Addresses of the night bus."""
from django.urls import path

from nightbus.api import methods
from nightbus.views import driver, partner, public, rider

urlpatterns = [
    path("health", methods(GET=public.health)),
    path("stops", methods(GET=public.stops)),
    path("stops/<slug:code>/board", public.board),
    path("stops/<slug:code>/departures", methods(GET=public.departures)),
    path("signin/code", methods(POST=public.send_code)),
    path("signin", methods(POST=public.sign_in)),
    path("hooks/payments", methods(POST=public.payment_hook)),
    path("me", methods(GET=rider.me, PATCH=rider.change_me)),
    path("me/devices", methods(GET=rider.devices, POST=rider.add_device)),
    path("me/devices/<int:pk>", methods(DELETE=rider.remove_device)),
    path("quotes", methods(POST=rider.quote)),
    path("rides", methods(GET=rider.list_rides, POST=rider.book)),
    path("rides/<slug:reference>", methods(GET=rider.one_ride)),
    path("rides/<slug:reference>/cancel", methods(POST=rider.cancel)),
    path("rides/<slug:reference>/rating", methods(POST=rider.rate)),
    path("rides/<slug:reference>/receipt", methods(GET=rider.receipt)),
    path("driver/shifts", methods(GET=driver.list_shifts)),
    path("driver/shifts/<int:pk>/rides", methods(GET=driver.shift_rides)),
    path("driver/shifts/<int:pk>/load", methods(GET=driver.load)),
    path("driver/shifts/<int:pk>/call-off", methods(POST=driver.call_off)),
    path("driver/rides/<slug:reference>/pick-up", methods(POST=driver.pick_up)),
    path("driver/rides/<slug:reference>/set-down", methods(POST=driver.set_down)),
    path("driver/ratings", methods(GET=driver.ratings)),
    path("partner/quotes", methods(POST=partner.quote)),
    path("partner/rides", methods(GET=partner.list_rides, POST=partner.book)),
    path("partner/rides/<slug:reference>/cancel", methods(POST=partner.cancel)),
]

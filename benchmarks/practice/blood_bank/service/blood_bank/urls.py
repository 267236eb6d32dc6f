from django.urls import include, path

from blood_bank import pages
from blood_bank.api import appointments, donors, transports, units

urlpatterns = [
    path("donors/", pages.DonorList.as_view(), name="donor-list"),
    path("donors/new/", pages.DonorCreate.as_view(), name="donor-new"),
    path("donors/<slug:number>/", pages.DonorPage.as_view(), name="donor-page"),
    path("appointment/<str:token>/", pages.AppointmentPage.as_view(), name="appointment"),
    path("api/", include(donors.urlpatterns)),
    path("api/", include(appointments.urlpatterns)),
    path("api/", include(units.urlpatterns)),
    path("api/", include(transports.urlpatterns)),
]

from django.urls import include, path

from airwaves.api import Up

urlpatterns = [
    path("api/up", Up.as_view()),
    path("", include("airwaves.catalogue.urls")),
    path("", include("airwaves.access.urls")),
    path("", include("airwaves.labels.urls")),
    path("", include("airwaves.rights.urls")),
    path("", include("airwaves.tapes.urls")),
    path("", include("airwaves.journal.urls")),
]
handler404 = "airwaves.api.not_found"
handler500 = "airwaves.api.broken"

"""All routes; every app brings its own."""

from django.urls import include, path

from toolshed import web

urlpatterns = [
    path("up", web.Up.as_view()),
    path("", include("toolshed.catalogue.urls")),
    path("", include("toolshed.people.urls")),
    path("", include("toolshed.circulation.urls")),
    path("", include("toolshed.ledger.urls")),
    path("", include("toolshed.holds.urls")),
    path("", include("toolshed.upkeep.urls")),
    path("insights/", include("toolshed.insights.urls")),
]

handler404 = web.unknown_address
handler500 = web.broken

from django.urls import path

from airwaves.rights import views

urlpatterns = [
    path("api/recordings/<slug:signature>/rights", views.Grants.as_view()),
    path("api/rights/ending", views.Ending.as_view()),
    path("recordings/<slug:signature>/rights/new/", views.NewGrantPage.as_view(), name="new-grant"),
]

from django.urls import path

from airwaves.labels import views

urlpatterns = [
    path("api/labels", views.Labels.as_view()),
    path("api/labels/<str:key>", views.OneLabel.as_view()),
]

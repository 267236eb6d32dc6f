from django.urls import path

from airwaves.journal.views import Journal

urlpatterns = [path("api/journal", Journal.as_view())]

from django.urls import path

from toolshed.upkeep import views

urlpatterns = [
    path("jobs", views.Jobs.as_view()),
    path("copies/<label>/faults", views.Faults.as_view()),
    path("jobs/<int:number>/repaired", views.Repaired.as_view()),
    path("journal", views.Journal.as_view()),
]

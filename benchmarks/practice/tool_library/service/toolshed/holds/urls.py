from django.urls import path

from toolshed.holds import views

urlpatterns = [
    path("holds", views.Holds.as_view()),
    path("holds/<int:number>", views.OneHold.as_view()),
    path("tools/<sku>/line", views.Line.as_view()),
]

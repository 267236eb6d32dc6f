from django.urls import path

from airwaves.tapes import views

urlpatterns = [
    path("api/tapes", views.Tapes.as_view()),
    path("api/tapes/<slug:barcode>", views.OneTape.as_view()),
    path("api/loans", views.Loans.as_view()),
    path("api/loans/<int:number>/return", views.Return.as_view()),
    path("loans/", views.LoansPage.as_view(), name="loans"),
]

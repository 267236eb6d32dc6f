from django.urls import path

from toolshed.circulation import views

urlpatterns = [
    path("loans", views.Loans.as_view()),
    path("loans/<int:number>", views.OneLoan.as_view()),
    path("loans/<int:number>/renewal", views.Renewal.as_view()),
    path("copies/<label>/return", views.Return.as_view()),
    path("return-box", views.ReturnBox.as_view()),
]

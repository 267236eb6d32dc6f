from django.urls import path

from toolshed.ledger import views

urlpatterns = [
    path("members/<int:card>/account", views.Account.as_view()),
    path("members/<int:card>/payments", views.Payments.as_view()),
    path("members/<int:card>/slip", views.Slip.as_view()),
]

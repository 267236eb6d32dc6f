from django.urls import path

from operations import views

urlpatterns = [
    path("health", views.health),
    path("staff/accounts", views.accounts),
    path("staff/accounts/<int:account_id>", views.account),
    path("staff/accounts/<int:account_id>/timeline", views.timeline),
    path("staff/accounts/<int:account_id>/lock", views.lock),
    path("staff/figures/sign-ins", views.sign_ins),
    path("staff/figures/failures", views.failures),
    path("staff/organisations/<slug:slug>", views.organisation),
    path("staff/organisations/<slug:slug>/import", views.import_accounts),
    path("staff/organisations/<slug:slug>/invitations", views.invite),
    path("staff/state", views.state),
    path("invitations/<str:code>", views.invitation),
]

from django.urls import path

from accounts import views

urlpatterns = [
    path("register", views.register),
    path("login", views.login),
    path("logout", views.logout),
    path("verify/<str:signed>", views.verify),
    path("password", views.ask_reset),
    path("password/<str:token>", views.reset),
    path("account", views.account),
    path("account/password", views.change_password),
    path("account/email", views.change_email),
    path("account/sessions", views.sessions),
    path("account/sessions/<int:device_id>", views.end_one),
    path("account/activity", views.activity),
    path("account/export", views.export),
]

"""Addresses of the permit desk."""
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from permit_desk import api, desk, public

urlpatterns = [
    path("", public.home, name="home"),
    path("apply", public.Apply.as_view(), name="apply"),
    path("follow/<str:token>", public.follow, name="follow"),
    path("follow/<str:token>/withdraw", public.withdraw, name="withdraw"),
    path("register", public.register_list, name="register"),
    path("register.csv", public.RegisterExport.as_view(), name="register-export"),
    path("register/<path:number>", public.register_entry, name="register-entry"),
    path("login", LoginView.as_view(template_name="permit_desk/login.html"), name="login"),
    path("logout", LogoutView.as_view(next_page="home"), name="logout"),
    path("desk/inbox", desk.Inbox.as_view(), name="inbox"),
    path("desk/parcels", desk.Parcels.as_view(), name="parcels"),
    path("desk/cases/<str:reference>", desk.case, name="case"),
    path("desk/cases/<str:reference>/remind", desk.remind, name="remind"),
    path("desk/cases/<str:reference>/hearing", desk.hearing, name="hearing"),
    path("desk/cases/<str:reference>/decide", desk.decide, name="decide"),
    path("api/inbox", api.inbox),
    path("api/follow/<str:token>", api.follow),
    path("api/follow/<str:token>/timeline", api.timeline),
    path("api/cases/<str:reference>/objections", api.lodge_objection),
]

"""All addresses."""
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from . import api, pages, staff

urlpatterns = [
    path("", pages.Home.as_view(), name="home"),
    path("register", pages.Register.as_view(), name="register"),
    path("login", LoginView.as_view(template_name="swim_club/login.html"), name="login"),
    path("logout", LogoutView.as_view(), name="logout"),
    path("profile", pages.ProfilePage.as_view(), name="profile"),
    path("link/<str:purpose>/<str:code>", pages.follow_link, name="link"),
    path("staff/audit", pages.AuditPage.as_view(), name="audit"),
    path("api/register", api.register),
    path("api/confirm", api.confirm),
    path("api/sign-in", api.sign_in),
    path("api/tokens", api.token_list),
    path("api/tokens/current", api.current_token),
    path("api/password/reset", api.ask_reset),
    path("api/password", api.reset),
    path("api/invitations/accept", api.accept_invitation),
    path("api/me", api.me),
    path("api/me/lessons", api.my_lessons),
    path("api/bookings", api.booking_list),
    path("api/devices", api.device_list),
    path("api/devices/<str:key>", api.device),
    path("api/courses", api.course_list),
    path("api/courses/<slug:code>", api.course),
    path("api/courses/<slug:code>/live", api.course_live),
    path("api/courses/<slug:code>/booking", api.booking),
    path("api/staff/members", staff.member_list),
    path("api/staff/members/<int:number>", staff.member),
    path("api/staff/invitations", staff.invite),
    path("api/staff/audit", staff.audit_log),
]

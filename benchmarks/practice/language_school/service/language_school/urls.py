"""All addresses."""
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from language_school import api, pages

urlpatterns = [
    path("", pages.Apply.as_view(), name="apply"),
    path("applied", pages.Applied.as_view(), name="applied"),
    path("login", LoginView.as_view(template_name="language_school/form.html"), name="login"),
    path("logout", LogoutView.as_view(next_page="apply"), name="logout"),
    path("account", pages.Account.as_view(), name="account"),
    path("account/password", pages.Password.as_view(), name="password"),
    path("account/email", pages.Email.as_view(), name="email"),
    path("account/email/<str:token>", pages.confirm_email, name="confirm-email"),
    path("office/students", pages.Students.as_view(), name="students"),
    path("office/import", pages.Import.as_view(), name="import"),
    path("api/board", api.board),
    path("api/week", api.Week.as_view()),
    path("api/wishes", api.Wishes.as_view()),
    path("api/placements/summary", api.Summary.as_view()),
    path("api/students/<str:number>/placements", api.Placements.as_view()),
    path("api/students/<str:number>/enrolments", api.Enrolments.as_view()),
    path("api/students/<str:number>/invoices", api.Invoices.as_view()),
    path("api/students/<str:number>/letters", api.Messages.as_view()),
    path("api/students/<str:number>/certificates/<str:code>", api.Certificates.as_view()),
    path("api/groups/<str:code>/attendance", api.Overview.as_view()),
    path("api/lessons/<int:pk>/register", api.Register.as_view()),
    path("api/invoices/<str:number>/payments", api.Payments.as_view()),
]

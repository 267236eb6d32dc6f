from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from airwaves.access.views import Me

urlpatterns = [
    path("api/me", Me.as_view()),
    path("sign-in/", LoginView.as_view(template_name="sign_in.html"), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
]

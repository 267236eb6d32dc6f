from django.urls import path

from toolshed.people import views

urlpatterns = [
    path("members", views.Members.as_view()),
    path("members/<int:card>", views.OneMember.as_view()),
]

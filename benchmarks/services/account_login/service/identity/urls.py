from django.urls import path

from identity import views

urlpatterns = [
    path("providers", views.listing),
    path("oauth/<slug:name>/start", views.start),
    path("oauth/<slug:name>/callback", views.callback),
    path("account/identities", views.identities),
    path("account/identities/<slug:name>", views.unlink),
]

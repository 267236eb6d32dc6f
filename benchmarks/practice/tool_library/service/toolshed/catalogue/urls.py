from django.urls import path

from toolshed.catalogue import views

urlpatterns = [
    path("tools", views.Tools.as_view()),
    path("tools/<sku>", views.OneTool.as_view()),
    path("scan/<label>", views.Scan.as_view()),
]

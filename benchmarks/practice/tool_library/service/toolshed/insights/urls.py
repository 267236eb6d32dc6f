from django.urls import path

from toolshed.insights import views

urlpatterns = [
    path("popular", views.Popular.as_view()),
    path("tools/<sku>/utilisation", views.Utilisation.as_view()),
    path("members/<int:card>/<int:year>", views.MemberYear.as_view()),
    path("stock", views.Stock.as_view()),
    path("happenings", views.Happenings.as_view()),
]

from django.urls import path

from .views import booking, crew, quay, sailings

urlpatterns = [
    path("", sailings.board, name="board"),
    path("vessels/<int:pk>", sailings.vessel, name="vessel"),
    path("sailings/<str:number>/manifest", sailings.manifest_page, name="manifest-page"),
    path("api/sailings", sailings.sailing_list),
    path("api/sailings/<str:number>", sailings.sailing_detail),
    path("api/sailings/<str:number>/crew", crew.sailing_crew),
    path("api/sailings/<str:number>/gate", quay.gate_count),
    path("api/sailings/<str:number>/deck", quay.deck_plan),
    path("api/sailings/<str:number>/dangerous-goods", quay.dangerous_goods),
    path("api/sailings/<str:number>/manifest.csv", quay.manifest),
    path("api/connections", sailings.connection_list),
    path("api/quote", booking.quote),
    path("api/draft", booking.draft),
    path("api/draft/passengers", booking.draft_passenger),
    path("api/draft/vehicle", booking.draft_vehicle),
    path("api/draft/confirm", booking.confirm),
    path("api/bookings/<str:reference>", booking.booking_detail),
    path("api/bookings/<str:reference>/cancel", booking.cancel),
    path("api/refunds", booking.refund_list),
    path("api/audit/<str:reference>", booking.audit_trail),
    path("api/scan", quay.scan),
    path("api/me/shifts", crew.my_shifts),
    path("api/login", crew.login),
    path("api/logout", crew.logout),
]

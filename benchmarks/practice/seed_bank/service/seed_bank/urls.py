from django.urls import path

from . import catalogue, lots
from . import loans
from . import queue
from . import labels, parcels
from . import hours
from . import partners, report
from .web import endpoint

urlpatterns = [
    path("health", endpoint(get=lambda request: {"ok": True})),
    path("api/varieties", endpoint(get=catalogue.index, post=catalogue.create)),
    path("api/varieties/<int:pk>", endpoint(get=catalogue.show, patch=catalogue.change)),
    path("api/varieties/<int:pk>/queue", endpoint(get=queue.index)),
    path("api/lots", endpoint(get=lots.index)),
    path("api/lots/<str:accession>", endpoint(get=lots.show)),
    path("api/lots/<str:accession>/tests", endpoint(post=lots.add_test)),
    path("api/loans", endpoint(post=loans.lend)),
    path("api/loans/<int:pk>/return", endpoint(post=loans.give_back)),
    path("api/me/loans", endpoint(get=loans.mine)),
    path("api/requests", endpoint(post=queue.ask)),
    path("api/requests/<int:pk>", endpoint(delete=queue.withdraw)),
    path("api/requests/<int:pk>/pickup", endpoint(post=queue.pick_up)),
    path("api/me/requests", endpoint(get=queue.mine)),
    path("api/me/address", endpoint(get=parcels.address, put=parcels.move)),
    path("api/parcels", endpoint(get=parcels.index, post=parcels.pack)),
    path("api/parcels/<int:pk>", endpoint(get=parcels.show)),
    path("api/labels", endpoint(post=labels.sheet)),
    path("api/hours", endpoint(get=hours.index)),
    path("api/hours/next", endpoint(get=hours.following)),
    path("api/hours/<str:text>", endpoint(put=hours.change)),
    path("api/partners/<str:code>/list", endpoint(post=partners.upload)),
    path("api/report/<int:year>", endpoint(get=report.show)),
]

"""Stand-ins for tariff service and tenants' portal, for training and tests."""
import json
from collections.abc import Callable

import httpx

TARIFFS = {
    "home-24": ("8.90", [("500", "0.1180"), ("1500", "0.1125"), (None, "0.1060")]),
    "school-24": ("64.00", [("10000", "0.0985"), (None, "0.0940")]),
    "trade-24": ("21.50", [(None, "0.1095")]),
}
posted: list[dict[str, object]] = []


def tariff_of(request: httpx.Request) -> httpx.Response:
    found = TARIFFS.get(request.url.path.rpartition("/")[2])
    if found is None or request.url.params["month"] < "2024-01":
        return httpx.Response(404, json={"error": "no such tariff"})
    base_fee, bands = found
    answer = {
        "code": request.url.path.rpartition("/")[2],
        "currency": "EUR",
        "base_fee": base_fee,
        "vat_rate": "0.07" if request.url.params["month"] < "2026-01" else "0.19",
        "bands": [{"up_to": up_to, "price": price} for up_to, price in bands],
    }
    return httpx.Response(200, json=answer)


def inbox(request: httpx.Request) -> httpx.Response:
    posted.append(json.loads(request.content))
    return httpx.Response(202)


HOSTS: dict[str, Callable[[httpx.Request], httpx.Response]] = {"tariffs.stub": tariff_of, "notices.stub": inbox}


class StubTransport(httpx.AsyncBaseTransport):
    """Gives a request to the stand-in of its host."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        stand_in = HOSTS.get(request.url.host)
        return httpx.Response(502) if stand_in is None else stand_in(request)

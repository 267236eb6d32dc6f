import httpx
import pytest

HOUSE = {"address": "Rua Nova 12, Lisboa", "area_m2": 75, "rooms": 3}
MATCH = {"label": "Rua Nova 12", "position": {"lat": 38.712, "lon": -9.131}, "confidence": 0.9}
GOOD = httpx.Response(200, json={"results": [MATCH]})


def refused(request):
    raise httpx.ConnectError("Connection refused", request=request)


def broken(request):
    raise httpx.RemoteProtocolError("Server disconnected", request=request)


def no_json(request):
    return httpx.Response(200, text="<html>maintenance</html>")


def slow(request):
    raise httpx.ReadTimeout("slow", request=request)


def bad(request):
    return httpx.Response(502)


@pytest.mark.parametrize("failure", [refused, broken, no_json, slow, bad])
def test_geocoder_is_down(client, geocoder, failure):
    geocoder(failure)
    answer = client.post("/estimate/address", json=HOUSE)
    assert answer.status_code in (502, 503)
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("failure", [refused, no_json, slow, bad])
def test_second_try_helps(client, geocoder, failure):
    calls = []

    def handler(request):
        calls.append(request)
        return failure(request) if len(calls) == 1 else httpx.Response(200, json={"results": [MATCH]})

    geocoder(handler)
    answer = client.post("/estimate/address", json=HOUSE)
    assert answer.status_code == 200
    assert answer.json()["estimate"]["district"] == "LIS-AL"
    assert len(calls) == 2


def test_no_more_than_two_tries(client, geocoder):
    calls = []

    def handler(request):
        calls.append(request)
        return httpx.Response(500)

    geocoder(handler)
    assert client.post("/estimate/address", json=HOUSE).status_code in (502, 503)
    assert len(calls) == 2


def test_no_geocoder_at_all(client):
    assert client.post("/estimate/address", json=HOUSE).status_code in (502, 503)

import httpx
import pytest

MATCH = {"label": "Rua Nova 12", "position": {"lat": 38.712, "lon": -9.131}, "confidence": 0.9}


@pytest.fixture
def answers(geocoder):
    return lambda handler: geocoder(handler, httpx.AsyncClient)


def test_known_address(client, answers):
    answers(lambda request: httpx.Response(200, json={"results": [MATCH]}))
    answer = client.get("/addresses", params={"q": "Rua Nova 12, Lisboa"})
    assert answer.status_code == 200
    assert answer.json() == {"known": True, "label": "Rua Nova 12", "district": "LIS-AL"}


def test_address_elsewhere(client, answers):
    far = MATCH | {"label": "Null Island", "position": {"lat": 0.0, "lon": 0.0}}
    answers(lambda request: httpx.Response(200, json={"results": [far]}))
    assert client.get("/addresses?q=Null%20Island").json() == {"known": True, "label": "Null Island", "district": None}


def test_unknown_address(client, answers):
    answers(lambda request: httpx.Response(200, json={"results": []}))
    assert client.get("/addresses?q=Nowhere%201").json() == {"known": False, "label": None, "district": None}


@pytest.mark.parametrize("status", [500, 502, 429])
def test_geocoder_is_down(client, answers, status):
    answers(lambda request: httpx.Response(status))
    assert client.get("/addresses?q=Rua%20Nova%2012").status_code in (502, 503)
    assert client.post("/estimate/address", json={"address": "Rua Nova 12", "area_m2": 75, "rooms": 3}).status_code in (502, 503)


def test_estimate_still_works(client, answers):
    answers(lambda request: httpx.Response(200, json={"results": [MATCH]}))
    body = client.post("/estimate/address", json={"address": "Rua Nova 12", "area_m2": 75, "rooms": 3}).json()
    assert body["estimate"]["district"] == "LIS-AL"


def test_short_queries(client):
    assert client.get("/addresses?q=Rua").status_code == 422

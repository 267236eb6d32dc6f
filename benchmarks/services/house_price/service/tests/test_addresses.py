import httpx
import pytest

HOUSE = {"address": "Rua Nova 12, Lisboa", "area_m2": 75, "rooms": 3}
MATCH = {"label": "Rua Nova 12", "position": {"lat": 38.712, "lon": -9.131}, "confidence": 0.9}


@pytest.fixture
def geocoder(app):
    """Lets a test say what the geocoder answers."""

    def answers(handler):
        app.state.http = httpx.Client(transport=httpx.MockTransport(handler), base_url="http://geocoder")

    return answers


def test_estimate_at_an_address(client, geocoder):
    geocoder(lambda request: httpx.Response(200, json={"results": [MATCH]}))
    body = client.post("/estimate/address", json=HOUSE).json()
    assert body["address"] == "Rua Nova 12"
    assert body["estimate"]["district"] == "LIS-AL"


def test_the_best_match_counts(client, geocoder):
    weak = MATCH | {"label": "Rua Nova 1", "confidence": 0.4}
    geocoder(lambda request: httpx.Response(200, json={"results": [weak, MATCH]}))
    assert client.post("/estimate/address", json=HOUSE).json()["confidence"] == 0.9


def test_unknown_address(client, geocoder):
    geocoder(lambda request: httpx.Response(200, json={"results": []}))
    assert client.post("/estimate/address", json=HOUSE).status_code == 404


def test_address_outside_of_our_districts(client, geocoder):
    far = MATCH | {"position": {"lat": 0.0, "lon": 0.0}}
    geocoder(lambda request: httpx.Response(200, json={"results": [far]}))
    assert client.post("/estimate/address", json=HOUSE).status_code == 422


def test_slow_geocoder(client, geocoder):
    def slow(request):
        raise httpx.ReadTimeout("slow", request=request)

    geocoder(slow)
    assert client.post("/estimate/address", json=HOUSE).status_code == 503


def test_broken_geocoder(client, geocoder):
    geocoder(lambda request: httpx.Response(502, text="bad gateway"))
    assert client.post("/estimate/address", json=HOUSE).status_code == 503

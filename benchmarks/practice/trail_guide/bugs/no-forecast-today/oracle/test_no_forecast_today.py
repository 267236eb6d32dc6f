import httpx
import pytest
from starlette.testclient import TestClient

from trail_guide.app import create_app


def with_provider(settings, answer):
    return TestClient(create_app(settings, httpx.MockTransport(answer)), raise_server_exceptions=False)


def test_recorded_region_without_forecast(client):
    answer = client.get("/trails/creux-du-van/weather")
    assert answer.status_code == 200
    assert answer.json() == {"trail": "creux-du-van", "forecast": None, "advice": None}


@pytest.mark.parametrize("slug", ["europaweg", "gemmi", "sniezka"])
@pytest.mark.parametrize("status", [204, 404])
def test_no_forecast(settings, slug, status):
    answer = with_provider(settings, lambda request: httpx.Response(status)).get(f"/trails/{slug}/weather")
    assert answer.status_code == 200
    assert answer.json() == {"trail": slug, "forecast": None, "advice": None}


@pytest.mark.parametrize("status", [429, 500, 503])
def test_failing_provider_as_before(settings, status):
    assert with_provider(settings, lambda request: httpx.Response(status)).get("/trails/gemmi/weather").status_code == 503


def test_forecasts_as_before(client):
    found = client.get("/trails/oeschinen-panorama/weather").json()
    assert found["forecast"] == {"summary": "sunny", "freezing_level_m": 3400, "alerts": []}
    assert found["advice"] == "go"
    found = client.get("/trails/europaweg/weather").json()
    assert found["forecast"]["alerts"][1] == {"level": 4, "kind": "flood", "text": ""}
    assert found["advice"] == "stay"

import asyncio

import httpx
import pytest

from trail_guide.errors import Unavailable
from trail_guide.weather import Alert, Forecast, WeatherClient, advice

SUNNY = {"summary": "sunny", "freezing_level_m": 3400, "alerts": [{"level": 2, "kind": "wind"}]}


def ask(answer):
    client = WeatherClient("https://weather.example/v2", httpx.MockTransport(answer))
    return asyncio.run(client.forecast("bern"))


def test_forecast():
    asked = []

    def answer(request):
        asked.append(str(request.url))
        return httpx.Response(200, json=SUNNY)

    assert ask(answer) == Forecast("sunny", 3400, (Alert(2, "wind", ""),))
    assert asked == ["https://weather.example/v2/regions/bern/forecast"]


def test_region_that_is_not_covered():
    assert ask(lambda request: httpx.Response(404)) is None


def test_no_forecast_at_the_moment():
    assert ask(lambda request: httpx.Response(204)) is None


@pytest.mark.parametrize("status", [429, 500, 503])
def test_provider_fails(status):
    with pytest.raises(Unavailable):
        ask(lambda request: httpx.Response(status))


def test_provider_does_not_answer():
    def answer(request):
        raise httpx.ConnectTimeout("late")

    with pytest.raises(Unavailable):
        ask(answer)


@pytest.mark.parametrize(
    "forecast, highest, expected",
    [
        (None, 2000.0, None),
        (Forecast("", 3400, ()), 2000.0, "go"),
        (Forecast("", 1500, ()), 2000.0, "careful"),
        (Forecast("", None, (Alert(4, "", ""),)), None, "stay"),
    ],
)
def test_advice(forecast, highest, expected):
    assert advice(forecast, highest) == expected

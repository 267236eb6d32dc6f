"""Client of the weather provider, see docs/weather-provider.md."""
import json
from dataclasses import dataclass
from pathlib import Path

import httpx

from trail_guide.errors import Unavailable

CAREFUL_FROM, STAY_FROM = 2, 4


@dataclass(frozen=True)
class Alert:
    level: int
    kind: str
    text: str


@dataclass(frozen=True)
class Forecast:
    summary: str
    freezing_level_m: int | None
    alerts: tuple[Alert, ...]


class WeatherClient:
    def __init__(self, base_url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.base_url = base_url
        self.transport = transport

    async def forecast(self, region: str) -> Forecast | None:
        """The region's forecast, None if the provider has none."""
        response = await self._get(f"/regions/{region}/forecast")
        if response.status_code in (httpx.codes.NO_CONTENT, httpx.codes.NOT_FOUND):
            return None
        if response.is_error:
            raise Unavailable(f"weather provider answered {response.status_code}")
        payload = response.json()
        return Forecast(
            summary=payload["summary"],
            freezing_level_m=payload.get("freezing_level_m"),
            alerts=tuple(Alert(alert["level"], alert["kind"], alert.get("text", "")) for alert in payload["alerts"]),
        )

    async def _get(self, path: str) -> httpx.Response:
        async with httpx.AsyncClient(base_url=self.base_url, transport=self.transport, timeout=5) as client:
            try:
                return await client.get(path)
            except httpx.TransportError as error:
                raise Unavailable("weather provider does not answer") from error


def advice(forecast: Forecast | None, highest_m: float | None) -> str | None:
    """stay, careful or go; None without a forecast."""
    if forecast is None:
        return None
    worst = max((alert.level for alert in forecast.alerts), default=0)
    if worst >= STAY_FROM:
        return "stay"
    icy = None not in (highest_m, forecast.freezing_level_m) and highest_m > forecast.freezing_level_m
    return "careful" if worst >= CAREFUL_FROM or icy else "go"


def recorded(folder: Path) -> httpx.MockTransport:
    """Answers from files of a folder, REGION.json: {"status": 200, "json": ...}; for work without network."""

    def answer(request: httpx.Request) -> httpx.Response:
        path = folder / f"{request.url.path.split('/')[-2]}.json"
        if not path.exists():
            return httpx.Response(404)
        recording = json.loads(path.read_text(encoding="utf-8"))
        if "json" not in recording:
            return httpx.Response(recording["status"])
        return httpx.Response(recording["status"], json=recording["json"])

    return httpx.MockTransport(answer)

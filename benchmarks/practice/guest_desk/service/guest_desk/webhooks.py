"""Webhooks: partners are told what happens. The client is given, tests give another one."""

import json
from typing import Any

import httpx

from . import clock, settings
from .store import Row, Store


def real_client() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=settings.WEBHOOK_SECONDS, trust_env=False)


class Webhooks:
    def __init__(self, store: Store, client: httpx.AsyncClient) -> None:
        self._store, self._client = store, client

    def _listening(self, event: str) -> list[Row]:
        partners = self._store.all("SELECT * FROM partners ORDER BY name")
        return [partner for partner in partners if event in json.loads(partner["events"])]

    async def announce(self, event: str, **data: Any) -> None:
        """Tell every partner that listens to this event."""
        body = {"event": event, "at": clock.written(clock.now()), "data": data}
        for partner in self._listening(event):
            try:
                answer = await self._send(partner, body)
            except httpx.HTTPError as error:
                self._note(partner, event, None, type(error).__name__)
            else:
                self._note(partner, event, answer.status_code, answer.reason_phrase)

    async def _send(self, partner: Row, body: dict[str, Any]) -> httpx.Response:
        return await self._client.post(partner["url"], json=body)

    def _note(self, partner: Row, event: str, status: int | None, detail: str) -> None:
        self._store.write(
            "INSERT INTO deliveries (partner, event, at, status, detail) VALUES (?, ?, ?, ?, ?)",
            *(partner["name"], event, clock.written(clock.now()), status, detail),
        )

    def deliveries(self, partner: str | None = None) -> list[dict[str, Any]]:
        rows = self._store.all("SELECT * FROM deliveries WHERE ?1 IS NULL OR partner = ?1 ORDER BY id", partner)
        return [dict(row) for row in rows]

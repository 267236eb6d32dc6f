"""Message Batches: requests of many conversations go together, cheaper and slower; for benchmarks, where nobody waits.

The discount is not in the price file, so costs that are told with batches are an upper bound.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import anthropic
from dspy import lm15

from arbase.model.anthropic_engine import AnthropicEngine, error_class, response_of
from arbase.model.settings import ModelSettings

MOST = 1_000
LONGEST = 24 * 3600.0


class BatchingEngine:
    """An engine like any other: whoever asks waits until the batch with its request has ended.

    A batch is sent when `batch_gather` seconds have passed since its first request, or when it is full.
    """

    supports_function_calling = True
    supports_reasoning = True

    def __init__(self, engine: AnthropicEngine, settings: ModelSettings) -> None:
        self._engine = engine
        self._settings = settings
        self._waiting: queue.Queue[tuple[Any, Future[Any]] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._serve, name="batches", daemon=True)
        self._thread.start()

    def complete(self, request: Any) -> Any:
        """The answer, when its batch has ended. Raises the errors of `dspy.lm15`."""
        answer: Future[Any] = Future()
        self._waiting.put((request, answer))
        return answer.result(timeout=LONGEST)

    def stream(self, request: Any) -> Iterator[Any]:
        """Canonical events of the finished answer."""
        yield from lm15.response_to_events(self.complete(request))

    def close(self) -> None:
        """Send what waits, then give back connections."""
        self._waiting.put(None)
        self._thread.join(self._settings.timeout_seconds)
        self._engine.close()

    def _serve(self) -> None:
        running: list[threading.Thread] = []
        while True:
            first = self._waiting.get()
            if first is None:
                break
            batch, ended = self._gathered(first)
            # The next batch gathers while this one runs.
            thread = threading.Thread(target=self._run, args=(batch,), daemon=True)
            thread.start()
            running = [one for one in running if one.is_alive()] + [thread]
            if ended:
                break
        for thread in running:
            thread.join(self._settings.timeout_seconds)

    def _gathered(self, first: tuple[Any, Future[Any]]) -> tuple[list[tuple[Any, Future[Any]]], bool]:
        batch = [first]
        until = time.monotonic() + self._settings.batch_gather
        while len(batch) < MOST and (left := until - time.monotonic()) > 0:
            with contextlib.suppress(queue.Empty):
                item = self._waiting.get(timeout=left)
                if item is None:
                    return batch, True
                batch.append(item)
        return batch, False

    def _run(self, batch: list[tuple[Any, Future[Any]]]) -> None:
        problem: Exception = lm15.TransportError("the batch broke off", provider="anthropic")
        try:
            with self._engine.translated():
                found = self._results([request for request, _ in batch])
            for index, (request, answer) in enumerate(batch):
                try:
                    answer.set_result(_answered(found.get(str(index)), request.model))
                except lm15.LM15Error as error:
                    answer.set_exception(error)
        except lm15.LM15Error as error:
            problem = error
        finally:
            # Whatever happened, nobody waits for ever.
            for _, answer in batch:
                if not answer.done():
                    answer.set_exception(problem)

    def _results(self, requests: list[Any]) -> dict[str, Any]:
        client: anthropic.Anthropic = self._engine.client
        params: Any = [
            {"custom_id": str(index), "params": self._engine.body(one)} for index, one in enumerate(requests)
        ]
        made: Any = client.messages.batches.create(requests=params)
        until = time.monotonic() + LONGEST
        while made.processing_status != "ended" and time.monotonic() < until:
            time.sleep(self._settings.batch_poll)
            made = client.messages.batches.retrieve(made.id)
        return {one.custom_id: one.result.model_dump(mode="json") for one in client.messages.batches.results(made.id)}


def _answered(result: dict[str, Any] | None, model: str) -> Any:
    if result is None:
        raise lm15.ServerError("the batch ended without this request's result", provider="anthropic")
    if result["type"] == "succeeded":
        return response_of(result["message"], model)
    if result["type"] == "errored":
        inner = (result.get("error") or {}).get("error") or {}
        kind, message = str(inner.get("type") or ""), str(inner.get("message") or "the request failed")
        raise error_class(200, kind, message)(message, provider="anthropic", provider_code=kind or None)
    raise lm15.ServerError(f"the request in the batch was {result['type']}", provider="anthropic")

"""The client of the LLM API. It belongs to another team, is sometimes slow, and limits how often we may ask."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from chatbot.echo import EchoTransport
from chatbot.errors import Unavailable
from chatbot.settings import Settings
from chatbot.tokens import count, count_message

logger = logging.getLogger(__name__)
PATH = "/v1/chat/completions"
RETRIED = (429, 500, 502, 503, 504)
LONGEST_WAIT = 2.0


@dataclass(frozen=True)
class ToolCall:
    """What the model wants to have done; `arguments` is text that should be JSON."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True)
class Answer:
    """One answer of the model."""

    content: str
    tool_calls: list[ToolCall] = field(default_factory=list)
    prompt_tokens: int = 0
    completion_tokens: int = 0


class LlmClient:
    """Asks the model. `transport` replaces the network."""

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.settings = settings
        self.local = settings.llm_url == "echo:"
        self.transport = transport or (EchoTransport() if self.local else None)

    def _client(self) -> httpx.AsyncClient:
        key = self.settings.llm_key
        return httpx.AsyncClient(
            base_url="http://echo" if self.local else self.settings.llm_url,
            timeout=self.settings.llm_timeout,
            headers={"authorization": f"Bearer {key}"} if key else {},
            transport=self.transport,
        )

    def _body(self, messages: list[dict], tools: list[dict] | None, stream: bool) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.settings.llm_model,
            "messages": messages,
            "max_tokens": self.settings.answer_tokens,
        }
        if tools:
            body["tools"] = tools
        if stream:
            body |= {"stream": True, "stream_options": {"include_usage": True}}
        return body

    async def complete(self, messages: list[dict], tools: list[dict] | None = None) -> Answer:
        """The model's answer. Raises Unavailable."""
        body = self._body(messages, tools, stream=False)
        async with self._client() as client:
            for attempt in range(self.settings.llm_retries + 1):
                last = attempt == self.settings.llm_retries
                try:
                    response = await client.post(PATH, json=body)
                except httpx.HTTPError as error:
                    if last:
                        raise Unavailable(f"the model did not answer ({type(error).__name__})") from error
                    logger.warning("The model did not answer (%s), attempt %d", type(error).__name__, attempt + 1)
                    await asyncio.sleep(pause(attempt, None))
                    continue
                if response.status_code in RETRIED and not last:
                    logger.warning("The model answered %d, attempt %d", response.status_code, attempt + 1)
                    await asyncio.sleep(pause(attempt, response.headers.get("retry-after")))
                    continue
                return read(response, messages)
        raise Unavailable("the model was not asked")

    async def stream(self, messages: list[dict]) -> AsyncIterator[str]:
        """The answer in parts, as they come. Raises Unavailable."""
        body = self._body(messages, None, stream=True)
        try:
            async with self._client() as client, client.stream("POST", PATH, json=body) as response:
                if response.status_code != 200:
                    raise Unavailable(f"the model answered {response.status_code}")
                async for line in response.aiter_lines():
                    part = delta(line)
                    if part:
                        yield part
        except httpx.HTTPError as error:
            raise Unavailable(f"the model stopped answering ({type(error).__name__})") from error


def pause(attempt: int, retry_after: str | None) -> float:
    """Seconds until the next attempt: what the API asks for, never longer than two."""
    try:
        wait = float(retry_after) if retry_after else 0.05 * 2**attempt
    except ValueError:  # an HTTP date
        wait = LONGEST_WAIT
    return max(0.0, min(wait, LONGEST_WAIT))


def read(response: httpx.Response, messages: list[dict]) -> Answer:
    """The answer in a response. Older versions of the API leave out the usage: then we count ourselves."""
    if response.status_code != 200:
        raise Unavailable(f"the model answered {response.status_code}")
    if notice := response.headers.get("deprecation") or response.headers.get("sunset"):
        logger.warning("The model's API will change: %s", notice)
    try:
        body = response.json()
        message = body["choices"][0]["message"]
        calls = [
            ToolCall(call["id"], call["function"]["name"], call["function"].get("arguments") or "{}")
            for call in message.get("tool_calls") or []
        ]
    except (ValueError, LookupError, TypeError) as error:
        raise Unavailable("the model gave no usable answer") from error
    content = message.get("content") or ""
    usage = body.get("usage") or {}
    return Answer(
        content=content,
        tool_calls=calls,
        prompt_tokens=usage.get("prompt_tokens", sum(count_message(one) for one in messages)),
        completion_tokens=usage.get("completion_tokens", count(content)),
    )


def delta(line: str) -> str:
    """The text in one line of a stream; empty for all that carries none."""
    name, _, value = line.partition(":")
    if name != "data" or value.strip() == "[DONE]":
        return ""
    try:
        choices = json.loads(value).get("choices") or []
    except ValueError:
        logger.warning("A line of the stream is not JSON: %.60s", value)
        return ""
    return (choices[0].get("delta") or {}).get("content") or "" if choices else ""

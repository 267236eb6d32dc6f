"""An engine for DSPy on the official anthropic SDK: one attempt a call, since DSPy owns retries.

What goes out is mapped by DSPy's own Messages dialect (tools, thinking, cache marks); the SDK carries it. What comes
back keeps its signed thinking, so that it can be sent again as it came.
"""

from __future__ import annotations

import contextlib
import inspect
import json
from collections.abc import Iterator
from typing import Any, Protocol

import anthropic
import httpx
from dspy import lm15

from arbase.model.settings import ModelSettings

PREFIX = "anthropic/"
STOPS = {"max_tokens": "length", "model_context_window_exceeded": "length", "refusal": "content_filter"}
TOO_LONG = ("prompt is too long", "context window", "context length", "exceed context limit")


class Engine(Protocol):
    """What DSPy asks of an engine."""

    def complete(self, request: Any) -> Any:
        """One canonical request, one canonical response."""
        ...

    def stream(self, request: Any) -> Iterator[Any]:
        """The same as canonical events."""
        ...

    def close(self) -> None:
        """Give back connections."""
        ...


class AnthropicEngine:
    """One attempt on the Messages API. Raises the errors of `dspy.lm15`."""

    supports_function_calling = True
    supports_reasoning = True

    def __init__(self, settings: ModelSettings, key: str) -> None:
        self._settings = settings
        self._dialect = lm15.AnthropicLM(api_key="mapping only, never sent")
        self._client = anthropic.Anthropic(
            api_key=key,
            base_url=settings.base_url or None,
            max_retries=0,
            timeout=anthropic.Timeout(settings.timeout_seconds, connect=min(15.0, settings.timeout_seconds)),
        )

        self._arguments = set(inspect.signature(self._client.messages.create).parameters)

    @property
    def client(self) -> anthropic.Anthropic:
        """The SDK's client."""
        return self._client

    def body(self, request: Any) -> dict[str, Any]:
        """The body of the Messages API for a canonical request."""
        named = lm15.Request(
            model=request.model.removeprefix(PREFIX),
            messages=request.messages,
            system=request.system,
            tools=request.tools,
            config=request.config,
        )
        body: dict[str, Any] = json.loads(self._dialect.build_request(named, stream=False).body)
        body.pop("stream", None)
        return body

    def arguments(self, request: Any) -> dict[str, Any]:
        """The arguments of the SDK for a canonical request."""
        body = self.body(request)
        # What the protocol has and this version of the SDK has no argument for, such as temperature.
        beside = {name: body.pop(name) for name in set(body) - self._arguments}
        return {**body, "extra_body": beside} if beside else body

    def complete(self, request: Any) -> Any:
        """The answer; streamed on the wire if the settings say so."""
        arguments = self.arguments(request)
        with self.translated():
            message = self._streamed(arguments) if self._settings.stream else self._whole(arguments)
        return response_of(message, request.model)

    def stream(self, request: Any) -> Iterator[Any]:
        """Canonical events of the finished answer; nothing in arbase shows an answer while it is written."""
        yield from lm15.response_to_events(self.complete(request))

    def close(self) -> None:
        """Give back connections."""
        self._client.close()

    def _streamed(self, arguments: dict[str, Any]) -> dict[str, Any]:
        with self._client.messages.stream(**arguments) as stream:
            kind = stream.response.headers.get("content-type", "")
            if not kind.startswith("text/event-stream"):
                raise self._not_the_protocol(kind)
            message = None
            for event in stream:
                if event.type == "message_stop":
                    message = stream.get_final_message()
            if message is None:
                raise lm15.TransportError("the answer ended in the middle", provider="anthropic")
            return message.model_dump(mode="json")

    def _whole(self, arguments: dict[str, Any]) -> dict[str, Any]:
        raw = self._client.messages.with_raw_response.create(**arguments)
        kind = raw.headers.get("content-type", "")
        if not kind.startswith("application/json"):
            raise self._not_the_protocol(kind)
        data = json.loads(raw.http_response.content)
        if not isinstance(data, dict):
            raise self._not_the_protocol("JSON that is no object")
        return data

    def _not_the_protocol(self, kind: str) -> Any:
        return lm15.ConfigurationError(
            f"{self._client.base_url} answered {kind or 'nothing known'} instead of the Messages protocol; correct "
            "model.base_url",
            provider="anthropic",
        )

    @contextlib.contextmanager
    def translated(self) -> Iterator[None]:
        """Errors of the SDK become those of `dspy.lm15`."""
        try:
            yield
        except anthropic.APITimeoutError as error:
            text = f"no answer within {self._settings.timeout_seconds:g} s"
            raise lm15.TimeoutError(text, provider="anthropic") from error
        except anthropic.APIStatusError as error:
            raise self._status_error(error) from error
        except (anthropic.APIConnectionError, httpx.HTTPError) as error:
            text = f"{self._client.base_url} cannot be reached ({error.__cause__ or error})"
            raise lm15.TransportError(text, provider="anthropic") from error
        except (anthropic.APIError, ValueError, AssertionError, IndexError) as error:
            # An answer that the SDK cannot read: cut off, or not of the protocol. Trying again may help.
            raise lm15.ServerError(f"the answer cannot be read ({str(error)[:200]})", provider="anthropic") from error

    def _status_error(self, error: anthropic.APIStatusError) -> Any:
        body = error.body if isinstance(error.body, dict) else {}
        found = body.get("error")
        inner = found if isinstance(found, dict) else {}
        message = str(inner.get("message") or error.message)[:500]
        kind = str(inner.get("type") or "")
        wanted = error.response.headers.get("retry-after", "")
        wait = min(float(wanted), self._settings.longest_wait) if wanted.replace(".", "", 1).isdecimal() else None
        facts: dict[str, Any] = {
            "provider": "anthropic",
            "provider_code": kind or None,
            "status": error.status_code,
            "request_id": error.request_id,
            "retry_after": wait,
        }
        return error_class(error.status_code, kind, message)(message, **facts)


def error_class(status: int, kind: str, message: str) -> Any:
    """The canonical error for an answer; inside of a stream the status is 200 and only the word tells."""
    if any(words in message.lower() for words in TOO_LONG):
        return lm15.ContextLengthError
    if status == 429 or kind == "rate_limit_error":
        return lm15.RateLimitError
    if kind in {"authentication_error", "permission_error"} or status in {401, 403}:
        return lm15.AuthError
    if kind == "billing_error" or status == 402:
        return lm15.BillingError
    if status == 404 or kind == "not_found_error":
        return lm15.UnsupportedModelError
    if status in {408, 504} or kind == "timeout_error":
        return lm15.TimeoutError
    if status >= 500 or kind in {"overloaded_error", "api_error"}:
        return lm15.ServerError
    return lm15.InvalidRequestError


def response_of(message: dict[str, Any], model: str) -> Any:
    """A canonical response of a Messages answer. Raises lm15.ServerError where it is not one."""
    try:
        parts = [part for block in message["content"] if (part := _part(block)) is not None]
        stop = str(message.get("stop_reason"))
        calls = any(isinstance(part, lm15.ToolCallPart) for part in parts)
        finish = STOPS.get(stop) or ("tool_call" if calls else "stop")
        used = message["usage"]
        return lm15.Response(
            id=str(message["id"]) if message.get("id") else None,
            model=str(message.get("model") or model),
            message=lm15.Message(role="assistant", parts=tuple(parts or [lm15.TextPart("")])),
            finish_reason=finish,
            usage=lm15.Usage(
                input_tokens=used.get("input_tokens"),
                output_tokens=used.get("output_tokens"),
                cache_read_tokens=used.get("cache_read_input_tokens"),
                cache_write_tokens=used.get("cache_creation_input_tokens"),
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        text = f"the answer is not of the Messages protocol ({type(error).__name__}: {str(error)[:200]})"
        raise lm15.ServerError(text, provider="anthropic") from error


def _part(block: dict[str, Any]) -> Any:
    kind = block.get("type")
    if kind == "text":
        # An empty text block may be received but not sent back.
        return lm15.TextPart(str(block["text"])) if block["text"] else None
    if kind == "tool_use":
        given = block.get("input")
        return lm15.ToolCallPart(str(block["id"]), str(block["name"]), given if isinstance(given, dict) else {})
    if kind == "thinking":
        kept = lm15.ContinuationState("anthropic", "thinking_signature", {"signature": str(block.get("signature"))})
        return lm15.ThinkingPart(str(block.get("thinking") or ""), (kept,))
    if kind == "redacted_thinking":
        kept = lm15.ContinuationState("anthropic", "redacted_thinking", {"data": block.get("data")})
        return lm15.ThinkingPart("", (kept,))
    return None

"""The OpenAI chat protocol: validates a request as the API documents it, renders an answer whole or as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from arbase.model.server.interface import Asked, Call, ProtocolError, Turn, WireError
from arbase.model.server.messages import usage_of

CHUNK = 24
STOPS = {"end_turn": "stop", "tool_use": "tool_calls", "max_tokens": "length", "refusal": "content_filter"}


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Text(_Wire):
    type: Literal["text"]
    text: str


class _Function(_Wire):
    name: str
    arguments: str


class _Called(_Wire):
    id: str
    type: Literal["function"] = "function"
    function: _Function


class _Told(_Wire):
    role: Literal["system", "developer", "user"]
    content: str | list[_Text]
    name: str | None = None


class _Said(_Wire):
    role: Literal["assistant"]
    content: str | list[_Text] | None = None
    tool_calls: list[_Called] = []
    reasoning_content: str | None = None
    refusal: str | None = None
    name: str | None = None


class _Result(_Wire):
    role: Literal["tool"]
    content: str | list[_Text]
    tool_call_id: str


_Message = Annotated[_Told | _Said | _Result, Field(discriminator="role")]


class _Definition(_Wire):
    name: str = Field(pattern=r"^[a-zA-Z0-9_-]{1,64}$")
    description: str = ""
    parameters: dict[str, Any] = {}
    strict: bool | None = None


class _Tool(_Wire):
    type: Literal["function"]
    function: _Definition


class _Request(_Wire):
    model: str = Field(min_length=1)
    messages: list[_Message] = Field(min_length=1)
    tools: list[_Tool] = []
    tool_choice: str | dict[str, Any] | None = None
    parallel_tool_calls: bool | None = None
    stream: bool = False
    stream_options: dict[str, Any] | None = None
    max_tokens: int | None = Field(default=None, ge=1)
    max_completion_tokens: int | None = Field(default=None, ge=1)
    temperature: float | None = Field(default=None, ge=0, le=2)
    top_p: float | None = None
    n: Literal[1] | None = None
    stop: str | list[str] | None = None
    seed: int | None = None
    reasoning_effort: str | None = None
    response_format: dict[str, Any] | None = None
    user: str | None = None
    store: bool | None = None


def read_request(body: dict[str, Any], key: str) -> Asked:
    """The request, checked. Raises ProtocolError with the first thing that is wrong and where."""
    try:
        request = _Request.model_validate(body)
    except ValidationError as error:
        first = max(error.errors(), key=lambda one: len(one["loc"]))
        where = ".".join(str(part) for part in first["loc"])
        raise _invalid(f"{where}: {first['msg']}") from error
    _check_order(request.messages)
    if request.tool_choice is not None and not request.tools:
        raise _invalid("'tool_choice' is only allowed when 'tools' are specified.")
    return Asked(
        protocol="chat",
        model=request.model,
        body=body,
        stream=request.stream,
        tools=tuple(tool.function.name for tool in request.tools),
        answered=sum(isinstance(message, _Said) for message in request.messages),
        key=key,
    )


def _check_order(messages: list[Any]) -> None:
    waiting: list[str] = []
    for index, message in enumerate(messages):
        if isinstance(message, _Result):
            if message.tool_call_id not in waiting:
                raise _invalid(f"messages.{index}: 'tool' must follow a message with its 'tool_calls'")
            waiting.remove(message.tool_call_id)
            continue
        if waiting:
            raise _invalid(f"messages.{index}: tool_call_ids without response messages: {', '.join(waiting)}")
        if isinstance(message, _Said):
            if message.content is None and not message.tool_calls:
                raise _invalid(f"messages.{index}: an assistant message needs content or tool_calls")
            waiting = [call.id for call in message.tool_calls]
    if waiting:
        raise _invalid(f"tool_call_ids without response messages: {', '.join(waiting)}")


def _invalid(message: str) -> ProtocolError:
    return ProtocolError(400, "invalid_request_error", message)


def whole(asked: Asked, turn: Turn, number: int) -> dict[str, Any]:
    """The answer as one JSON object."""
    message: dict[str, Any] = {"role": "assistant", "content": turn.text or None}
    if turn.thinking:
        message["reasoning_content"] = turn.thinking
    if turn.calls:
        message["tool_calls"] = [_call(call, number, index) for index, call in enumerate(turn.calls)]
    choice = {"index": 0, "message": message, "finish_reason": STOPS.get(turn.stop_reason, "stop")}
    return {**_head(asked, number, "chat.completion"), "choices": [choice], "usage": _usage(asked, turn)}


def streamed(asked: Asked, turn: Turn, number: int) -> Iterator[bytes]:
    """The answer as server-sent events."""
    head = _head(asked, number, "chat.completion.chunk")

    def chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
        return _event({**head, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

    yield chunk({"role": "assistant", "content": ""})
    for start in range(0, len(turn.text), CHUNK):
        yield chunk({"content": turn.text[start : start + CHUNK]})
    for index, call in enumerate(turn.calls):
        yield chunk({"tool_calls": [{"index": index, **_call(call, number, index)}]})
    yield chunk({}, STOPS.get(turn.stop_reason, "stop"))
    if (asked.body.get("stream_options") or {}).get("include_usage"):
        yield _event({**head, "choices": [], "usage": _usage(asked, turn)})
    yield b"data: [DONE]\n\n"


def _call(call: Call, number: int, index: int) -> dict[str, Any]:
    arguments = json.dumps(call.args) if call.raw is None else call.raw
    return {
        "id": f"call_{number}_{index}",
        "type": "function",
        "function": {"name": call.name, "arguments": arguments},
    }


def _head(asked: Asked, number: int, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{number}", "object": kind, "created": 0, "model": asked.model}


def _usage(asked: Asked, turn: Turn) -> dict[str, Any]:
    used = usage_of(asked, turn)
    cached = used["cache_read_input_tokens"]
    prompt, completion = used["input_tokens"] + cached, used["output_tokens"]
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": cached},
    }


def error_body(error: WireError) -> dict[str, Any]:
    """An error in the protocol's words."""
    codes = {404: "model_not_found", 401: "invalid_api_key"}
    code = "context_length_exceeded" if "context length" in error.message else codes.get(error.status)
    return {"error": {"message": error.message, "type": error.type, "param": None, "code": code}}


def error_event(error: WireError) -> bytes:
    """An error in the middle of a stream."""
    return _event(error_body(error))


def _event(data: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()

"""The Messages protocol: validates a request as the API documents it, renders an answer whole or as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from arbase.model.server.interface import Asked, ProtocolError, Turn, WireError

CHUNK = 24
CACHE_MARKS = 4
SIGNATURE = "c2lnbmVkIGJ5IHRoZSBzY3JpcHRlZCBzZXJ2ZXI="


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Cache(_Wire):
    type: Literal["ephemeral"]
    ttl: Literal["5m", "1h"] | None = None


class _Text(_Wire):
    type: Literal["text"]
    text: str = Field(min_length=1)
    cache_control: _Cache | None = None


class _ToolUse(_Wire):
    type: Literal["tool_use"]
    id: str = Field(pattern=r"^[a-zA-Z0-9_-]+$")
    name: str
    input: dict[str, Any]
    cache_control: _Cache | None = None


class _ToolResult(_Wire):
    type: Literal["tool_result"]
    tool_use_id: str
    content: str | list[_Text] = ""
    is_error: bool = False
    cache_control: _Cache | None = None


class _Thinking(_Wire):
    type: Literal["thinking"]
    thinking: str
    signature: str = Field(min_length=1)


class _Redacted(_Wire):
    type: Literal["redacted_thinking"]
    data: str


_Block = Annotated[_Text | _ToolUse | _ToolResult | _Thinking | _Redacted, Field(discriminator="type")]


class _Message(_Wire):
    role: Literal["user", "assistant"]
    content: str | list[_Block]

    def of(self, kind: type[_Wire]) -> list[Any]:
        """The blocks of this kind."""
        return [] if isinstance(self.content, str) else [block for block in self.content if isinstance(block, kind)]


class _Tool(_Wire):
    name: str = Field(pattern=r"^[a-zA-Z0-9_-]{1,128}$")
    description: str = ""
    input_schema: dict[str, Any]
    cache_control: _Cache | None = None


class _Choice(_Wire):
    type: Literal["auto", "any", "tool", "none"]
    name: str | None = None
    disable_parallel_tool_use: bool = False


class _ThinkingConfig(_Wire):
    type: Literal["enabled", "adaptive", "disabled"]
    budget_tokens: int | None = Field(default=None, ge=1024)
    display: str | None = None


class _Request(_Wire):
    model: str = Field(min_length=1)
    messages: list[_Message] = Field(min_length=1)
    max_tokens: int = Field(ge=1)
    system: str | list[_Text] | None = None
    tools: list[_Tool] = []
    tool_choice: _Choice | None = None
    stream: bool = False
    temperature: float | None = Field(default=None, ge=0, le=1)
    top_p: float | None = None
    top_k: int | None = None
    stop_sequences: list[str] = []
    thinking: _ThinkingConfig | None = None
    output_config: dict[str, Any] | None = None
    metadata: dict[str, Any] | None = None
    service_tier: str | None = None


def read_request(body: dict[str, Any], key: str) -> Asked:
    """The request, checked. Raises ProtocolError with the first thing that is wrong and where."""
    try:
        request = _Request.model_validate(body)
    except ValidationError as error:
        first = max(error.errors(), key=lambda one: len(one["loc"]))
        where = ".".join(str(part) for part in first["loc"])
        raise _invalid(f"{where}: {first['msg']}") from error
    _check_order(request.messages)
    _check_tools(request)
    _check_thinking(request)
    marks = json.dumps(body).count('"cache_control":')
    if marks > CACHE_MARKS:
        raise _invalid(f"A maximum of {CACHE_MARKS} blocks with cache_control may be provided. Found {marks}.")
    return Asked(
        protocol="messages",
        model=request.model,
        body=body,
        stream=request.stream,
        tools=tuple(tool.name for tool in request.tools),
        answered=sum(message.role == "assistant" for message in request.messages),
        key=key,
    )


def _check_order(messages: list[_Message]) -> None:
    if messages[0].role != "user":
        raise _invalid("messages: first message must use the user role")
    open_calls: list[str] = []
    for index, message in enumerate(messages):
        results = [block.tool_use_id for block in message.of(_ToolResult)]
        calls = [block.id for block in message.of(_ToolUse)]
        if message.role == "user" and sorted(results) != sorted(open_calls):
            missing = sorted(set(open_calls) ^ set(results))
            raise _invalid(f"messages.{index}: tool_use and tool_result do not pair: {', '.join(missing)}")
        if (message.role == "user" and calls) or (message.role == "assistant" and results):
            raise _invalid(f"messages.{index}: tool_use belongs to the assistant, tool_result to the user")
        if message.role == "assistant":
            if open_calls:
                raise _invalid(f"messages.{index}: tool_use ids without tool_result: {', '.join(open_calls)}")
            if index == len(messages) - 1:
                raise _invalid("messages: the final message must be of the user")
        open_calls = calls if message.role == "assistant" else []


def _check_tools(request: _Request) -> None:
    names = [tool.name for tool in request.tools]
    if len(set(names)) != len(names):
        raise _invalid("tools: Tool names must be unique.")
    for index, tool in enumerate(request.tools):
        if tool.input_schema.get("type") != "object":
            raise _invalid(f"tools.{index}.input_schema.type: Field required, must be 'object'")
    choice = request.tool_choice
    if choice is not None and not names:
        raise _invalid("tool_choice: may only be specified while providing tools")
    if choice is not None and choice.type == "tool" and choice.name not in names:
        raise _invalid(f"tool_choice: Tool {choice.name!r} not found in provided tools")
    if not names and any(message.of(_ToolUse) for message in request.messages):
        raise _invalid("Requests which include tool_use or tool_result blocks must define tools")


def _check_thinking(request: _Request) -> None:
    thinking = request.thinking
    if thinking is None or thinking.type == "disabled":
        return
    if thinking.type == "enabled" and (thinking.budget_tokens is None or thinking.budget_tokens >= request.max_tokens):
        raise _invalid("`max_tokens` must be greater than `thinking.budget_tokens`")
    if request.temperature not in (None, 1.0):
        raise _invalid("`temperature` may only be set to 1 when thinking is enabled")
    if request.tool_choice is not None and request.tool_choice.type not in ("auto", "none"):
        raise _invalid("Thinking may not be enabled when tool_choice forces tool use.")
    calling = [message for message in request.messages if message.of(_ToolUse)]
    if thinking.type == "enabled" and calling and not (calling[-1].of(_Thinking) or calling[-1].of(_Redacted)):
        raise _invalid("Expected `thinking` or `redacted_thinking`, but found `tool_use`, in the final assistant turn")


def _invalid(message: str) -> ProtocolError:
    return ProtocolError(400, "invalid_request_error", message)


def blocks_of(turn: Turn, number: int) -> list[dict[str, Any]]:
    """The content blocks of an answer."""
    blocks: list[dict[str, Any]] = []
    if turn.thinking:
        blocks.append({"type": "thinking", "thinking": turn.thinking, "signature": SIGNATURE})
    if turn.text:
        blocks.append({"type": "text", "text": turn.text})
    for index, call in enumerate(turn.calls):
        blocks.append({"type": "tool_use", "id": f"toolu_{number}_{index}", "name": call.name, "input": call.args})
    return blocks


def usage_of(asked: Asked, turn: Turn) -> dict[str, Any]:
    """What the answer reports as used."""
    tokens = turn.tokens
    written = len(turn.text) + len(turn.thinking) + sum(len(json.dumps(call.args)) for call in turn.calls)
    return {
        "input_tokens": asked.characters // 4 if tokens.input is None else tokens.input,
        "output_tokens": max(1, written // 4) if tokens.output is None else tokens.output,
        "cache_read_input_tokens": tokens.cache_read,
        "cache_creation_input_tokens": tokens.cache_write,
    }


def whole(asked: Asked, turn: Turn, number: int) -> dict[str, Any]:
    """The answer as one JSON object."""
    return {
        "id": f"msg_{number}",
        "type": "message",
        "role": "assistant",
        "model": asked.model,
        "content": blocks_of(turn, number),
        "stop_reason": turn.stop_reason,
        "stop_sequence": None,
        "usage": usage_of(asked, turn),
    }


def streamed(asked: Asked, turn: Turn, number: int) -> Iterator[bytes]:
    """The answer as server-sent events."""
    message = whole(asked, turn, number)
    usage = message["usage"]
    start = {**message, "content": [], "stop_reason": None, "usage": {**usage, "output_tokens": 1}}
    yield _event({"type": "message_start", "message": start})
    for index, block in enumerate(message["content"]):
        yield from _block_events(index, block, turn)
    delta = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    yield _event({"type": "message_delta", "delta": delta, "usage": {"output_tokens": usage["output_tokens"]}})
    yield _event({"type": "message_stop"})


def _block_events(index: int, block: dict[str, Any], turn: Turn) -> Iterator[bytes]:
    kind = block["type"]
    empty: dict[str, dict[str, Any]] = {
        "text": {"text": ""},
        "thinking": {"thinking": "", "signature": ""},
        "tool_use": {"input": {}},
    }
    yield _event({"type": "content_block_start", "index": index, "content_block": block | empty[kind]})
    if kind == "text":
        deltas = [{"type": "text_delta", "text": part} for part in _parts(block["text"])]
    elif kind == "thinking":
        deltas = [{"type": "thinking_delta", "thinking": part} for part in _parts(block["thinking"])]
        deltas.append({"type": "signature_delta", "signature": block["signature"]})
    else:
        raw = next((call.raw for call in turn.calls if call.name == block["name"] and call.raw is not None), None)
        text = json.dumps(block["input"]) if raw is None else raw
        deltas = [{"type": "input_json_delta", "partial_json": part} for part in _parts(text)]
    for delta in deltas:
        yield _event({"type": "content_block_delta", "index": index, "delta": delta})
    yield _event({"type": "content_block_stop", "index": index})


def error_body(error: WireError) -> dict[str, Any]:
    """An error in the protocol's words."""
    return {"type": "error", "error": {"type": error.type, "message": error.message}, "request_id": "req_scripted"}


def error_event(error: WireError) -> bytes:
    """An error in the middle of a stream."""
    return _event(error_body(error))


def _parts(text: str) -> list[str]:
    return [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]


def _event(data: dict[str, Any]) -> bytes:
    return f"event: {data['type']}\ndata: {json.dumps(data)}\n\n".encode()

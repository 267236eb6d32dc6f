"""A model for development and tests: speaks the LLM API's protocol, thinks nothing, always answers the same."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx

from chatbot.tokens import count, count_message

SAID = {"de": "Sie sagten", "fr": "Vous avez dit", "pt": "Disse"}
TOOLS = (
    ("calculator", re.compile(r"^(?:calculate|what is) (?P<expression>[\d\s.+*/()%-]+)\??$", re.I)),
    ("calendar", re.compile(r"^what day is (?P<date>\S+?)(?: plus (?P<add_days>-?\d+))?\??$", re.I)),
    ("order_lookup", re.compile(r"\border (?P<order_id>[A-Z]-\d+)", re.I)),
)


class EchoTransport(httpx.AsyncBaseTransport):
    """Stands in for the network. Texts that begin with `!say` are answered word by word, `!call` calls a tool.

    `!status 503` fails as the API does, `!raw {...}` is answered with exactly that body.
    """

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        asked = json.loads(await request.aread())
        text = asked["messages"][-1]["content"] or ""
        if text.startswith("!raw "):
            return httpx.Response(200, text=text[5:], headers={"content-type": "application/json"})
        if failure := re.fullmatch(r"!status (\d{3})", text):
            return httpx.Response(int(failure[1]), json={"error": {"message": "as you wish"}})
        if asked.get("stream"):
            return httpx.Response(200, stream=Chunks(asked), headers={"content-type": "text/event-stream"})
        message = think(asked)
        choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if "tool_calls" in message else "stop"}
        return httpx.Response(200, json={"id": "echo-1", "choices": [choice], "usage": usage(asked, message)})


class Chunks(httpx.AsyncByteStream):
    """The same answer word by word; the last chunk has no choice but the usage."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self.asked = asked

    async def __aiter__(self) -> AsyncIterator[bytes]:
        message = think({**self.asked, "tools": []})
        yield b": echo\n\n"
        for word in re.findall(r"\S+\s*", message["content"] or ""):
            yield event({"choices": [{"index": 0, "delta": {"content": word}}]})
        yield event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        yield event({"choices": [], "usage": usage(self.asked, message)})
        yield b"data: [DONE]\n\n"


def event(body: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n".encode()


def usage(asked: dict[str, Any], message: dict[str, Any]) -> dict[str, int]:
    """The tokens of question and answer."""
    prompt = sum(count_message(one) for one in asked["messages"])
    return {"prompt_tokens": prompt, "completion_tokens": count(message["content"] or "")}


def think(asked: dict[str, Any]) -> dict[str, Any]:
    """The message that answers."""
    system, last = asked["messages"][0]["content"], asked["messages"][-1]
    text = last["content"]
    if last["role"] == "tool":
        return {"role": "assistant", "content": f"I looked it up: {text}"}
    if "JSON" in system:
        named = json.dumps({"title": " ".join(text.split()[:5]), "tags": ["chat"]}, ensure_ascii=False)
        said = re.fullmatch(r"!say (.*)", text.splitlines()[0])
        return {"role": "assistant", "content": said[1] if said else f"```json\n{named}\n```"}
    if text.startswith("!say"):
        return {"role": "assistant", "content": text[4:].strip() or None}
    call = find_call(text) if asked.get("tools") else None
    if call:
        function = {"name": call[0], "arguments": call[1]}
        return {"role": "assistant", "content": None, "tool_calls": [{"id": "call-1", "function": function}]}
    language = next((code for code, word in (("de", "Deutsch"), ("fr", "français"), ("pt", "português")) if word in system), "")
    return {"role": "assistant", "content": f"{SAID.get(language, 'You said')}: {text}"}


def find_call(text: str) -> tuple[str, str] | None:
    """The tool that the text asks for, and its arguments as JSON."""
    forced = re.fullmatch(r"!call (\w+) ?(.*)", text)
    if forced:
        return forced[1], forced[2]
    for name, pattern in TOOLS:
        found = pattern.search(text)
        if found:
            return name, json.dumps({key: value for key, value in found.groupdict().items() if value is not None})
    return None

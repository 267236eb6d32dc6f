"""Answers as server-sent events: `delta` for each part, then `done`, or `error` if the model stops in the middle."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from typing import Any

from chatbot import chat
from chatbot.errors import Unavailable
from chatbot.services import Services
from chatbot.tokens import count, count_message

logger = logging.getLogger(__name__)


def event(name: str, body: dict[str, Any]) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n"


async def start(own: Services, user: dict, conversation: dict, text: str) -> AsyncIterator[str]:
    """The events of one turn. Waits for the first part, so that a model that is down is still a 503."""
    started = time.monotonic()
    messages = await chat.prepare(own, user, conversation, text)
    parts = own.llm.stream(messages)
    first = await anext(parts, "")

    async def events() -> AsyncIterator[str]:
        said = [first]
        if first:
            yield event("delta", {"text": first})
        try:
            async for part in parts:
                said.append(part)
                yield event("delta", {"text": part})
        except Unavailable as error:
            logger.error("The stream broke after %d parts: %s", len(said), error, exc_info=error.__cause__ or error)
            yield event("error", {"message": str(error)})
            return
        except (asyncio.CancelledError, GeneratorExit):
            logger.exception("The client left after %d parts", len(said))
            raise
        content = "".join(said)
        reply = {
            "content": content or chat.no_answer(conversation["language"]),
            "prompt_tokens": sum(count_message(message) for message in messages),
            "completion_tokens": count(content),
            "tools": [],
            "latency_ms": round((time.monotonic() - started) * 1000),
        }
        stored = await chat.store(own, user, conversation, text, reply)
        if not content:
            yield event("delta", {"text": reply["content"]})
        yield event("done", {name: stored[name] for name in ("message_id", "reply_id", "usage")})

    return events()

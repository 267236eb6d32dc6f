"""The context window: which messages the model is shown."""

from __future__ import annotations

from typing import Any

from chatbot.tokens import count_message, shorten

Message = dict[str, Any]


def trim(system: Message, history: list[Message], question: Message, limit: int) -> list[Message]:
    """System prompt, as many of the last messages as fit, and the question. Turns are never split."""
    room = limit - count_message(system) - count_message(question)
    kept: list[Message] = []
    for turn in reversed(turns(history)):
        size = sum(count_message(message) for message in turn)
        if size > room:
            break
        kept = [*turn, *kept]
        room -= size
    return [system, *kept, question]


def turns(history: list[Message]) -> list[list[Message]]:
    """The history in turns: each begins with what the user said."""
    found: list[list[Message]] = []
    for message in history:
        if message["role"] == "user" or not found:
            found.append([])
        found[-1].append({"role": message["role"], "content": message["content"]})
    return found


def clip(text: str, limit: int) -> str:
    """A question that would fill the window alone is shown shortened."""
    return shorten(text, max(limit // 2, 1))

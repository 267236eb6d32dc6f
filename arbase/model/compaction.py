"""Compaction: what a conversation loses when it is too long. The model's own words and its findings stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dspy import lm15

from arbase.model import conversation
from arbase.model.work import Run

SMALL = 400
TAKEN_OUT = "[taken out to save room; your notes stay, call the tool again if you need it]"


def size(messages: Sequence[Any]) -> int:
    """Characters of messages as they are sent, about."""
    return sum(len(str(conversation.to_json(message))) for message in messages)


def compact(run: Run, keep_turns: int) -> bool:
    """Take long results out of all but the last turns; the model's own words stay. True if that did anything."""
    kept = len(run.messages) - 2 * keep_turns
    short = [_emptied(one) if 0 < index < kept else one for index, one in enumerate(run.messages)]
    changed = any(new is not old for new, old in zip(short, run.messages, strict=True))
    run.messages = short
    return changed


def _emptied(message: Any) -> Any:
    if message.role != "tool" or size((message,)) < SMALL:
        return message
    gone = (lm15.TextPart(TAKEN_OUT),)
    return lm15.Message.tool(
        [lm15.ToolResultPart(part.id, gone, name=part.name, is_error=part.is_error) for part in message.parts]
    )

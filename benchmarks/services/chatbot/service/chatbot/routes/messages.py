"""Say something, read what was said."""

from __future__ import annotations

import asyncio
import logging
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from chatbot import chat, conversations, moderation, repeats, streaming, tokens
from chatbot.errors import Unavailable
from chatbot.services import Services, current_user, services

logger = logging.getLogger(__name__)
router = APIRouter()
User = Annotated[dict[str, Any], Depends(current_user)]
Own = Annotated[Services, Depends(services)]


class Said(BaseModel):
    """What the user says."""

    text: str = Field(max_length=8000)


def card(message: dict[str, Any]) -> dict[str, Any]:
    """A message as clients see it."""
    names = ("id", "role", "content", "tokens", "created_at")
    return {**{name: message[name] for name in names}, "tools": [tool["name"] for tool in message["tools"]]}


@router.post("/conversations/{number}/messages", status_code=201)
async def say(
    number: int, said: Said, user: User, own: Own, x_request_id: str | None = Header(default=None, max_length=64)
) -> dict[str, Any]:
    conversation = await conversations.require_open(own.db, user, number)
    if x_request_id is not None:
        await repeats.remember(own.db, user, x_request_id, own.now())
    try:
        async with asyncio.timeout(own.settings.turn_seconds):
            return await chat.take_turn(own, user, conversation, said.text)
    except TimeoutError as error:
        raise Unavailable("the answer took too long, the site has given up") from error
    except asyncio.CancelledError:
        logger.exception("Nobody waits for an answer in conversation %d any more", number)
        raise


@router.get("/conversations/{number}/messages")
async def listing(
    number: int, user: User, own: Own, after: int = Query(default=0, ge=0), limit: int = Query(default=50, ge=1, le=200)
) -> dict[str, Any]:
    await conversations.get(own.db, user, number)
    found = await conversations.messages(own.db, number, after)
    shown = found[:limit]
    return {
        "items": [card(message) for message in shown],
        "next_after": shown[-1]["id"] if len(found) > limit else None,
    }


@router.post("/conversations/{number}/title")
async def title(number: int, user: User, own: Own) -> dict[str, Any]:
    conversation = await conversations.require_open(own.db, user, number)
    return await chat.suggest_title(own, conversation)


@router.post("/conversations/{number}/messages/stream")
async def stream(number: int, said: Said, user: User, own: Own) -> StreamingResponse:
    conversation = await conversations.require_open(own.db, user, number)
    events = await streaming.start(own, user, conversation, said.text)
    return StreamingResponse(events, media_type="text/event-stream", headers={"cache-control": "no-store"})


@router.post("/tokens/count")
async def count(said: Said, user: User) -> dict[str, Any]:
    return {"tokens": tokens.count(said.text), "characters": len(said.text)}


@router.post("/moderation/check")
async def check(said: Said, user: User) -> dict[str, Any]:
    verdict = moderation.check(said.text)
    return {"text": verdict.text, "rules": list(verdict.rules), "blocked": verdict.blocked}

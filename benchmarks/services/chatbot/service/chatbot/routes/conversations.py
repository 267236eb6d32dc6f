"""Conversations: start, list, name, close, delete."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from chatbot import conversations as store
from chatbot.errors import InvalidInput
from chatbot.prompts import LANGUAGES
from chatbot.services import Services, current_user, services

router = APIRouter(prefix="/conversations")
User = Annotated[dict[str, Any], Depends(current_user)]
Own = Annotated[Services, Depends(services)]


class NewConversation(BaseModel):
    """Without a language it is the user's."""

    title: str | None = Field(default=None, max_length=120)
    language: str | None = None


class Changes(BaseModel):
    """What is left out or null stays as it is."""

    title: str | None = Field(default=None, max_length=120)
    tags: list[str] | None = Field(default=None, max_length=20)


def card(conversation: dict[str, Any]) -> dict[str, Any]:
    """What a list shows."""
    names = ("id", "title", "language", "status", "tags", "created_at", "updated_at")
    return {name: conversation[name] for name in names}


@router.post("", status_code=201)
async def start(body: NewConversation, user: User, own: Own) -> dict[str, Any]:
    language = body.language or user["language"] or own.settings.default_language
    if language not in LANGUAGES:
        raise InvalidInput(f"the languages are {', '.join(LANGUAGES)}")
    return card(await store.create(own.db, user, language, body.title, own.now()))


@router.get("")
async def listing(
    user: User,
    own: Own,
    status: Literal["open", "closed"] | None = None,
    tag: str | None = None,
    page: int = Query(default=1, ge=1, le=10_000),
    size: int = Query(default=10, ge=1, le=100),
) -> dict[str, Any]:
    found, total = await store.page(own.db, user, status, tag, page, size)
    return {"items": [card(item) for item in found], "total": total, "page": page, "pages": math.ceil(total / size)}


@router.get("/{number}")
async def show(number: int, user: User, own: Own) -> dict[str, Any]:
    conversation = await store.get(own.db, user, number)
    messages = await store.messages(own.db, number)
    last = messages[-1] if messages else None
    return {
        **card(conversation),
        "messages": len(messages),
        "tokens": sum(message["tokens"] for message in messages),
        "last_message_at": last["created_at"] if last else None,
        "preview": preview(last["content"]) if last else None,
        "summary": conversation["summary"],
    }


def preview(text: str, length: int = 60) -> str:
    """The beginning of a message in one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


@router.patch("/{number}")
async def change(number: int, body: Changes, user: User, own: Own) -> dict[str, Any]:
    await store.require_open(own.db, user, number)
    await store.change(own.db, number, body.title, body.tags)
    return card(await store.get(own.db, user, number))


@router.post("/{number}/close")
async def close(number: int, user: User, own: Own) -> dict[str, Any]:
    await store.require_open(own.db, user, number)
    await store.close(own.db, number, own.now())
    return card(await store.get(own.db, user, number))


@router.delete("/{number}", status_code=204)
async def delete(number: int, user: User, own: Own) -> None:
    await store.get(own.db, user, number)
    await store.delete(own.db, number)

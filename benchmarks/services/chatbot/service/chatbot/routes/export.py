"""Take a conversation along."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Response

from chatbot import conversations, exporting
from chatbot.services import Services, current_user, services

router = APIRouter()
FORMATS = {"json": (exporting.as_json, "application/json", "json"), "markdown": (exporting.as_markdown, "text/markdown", "md")}


@router.get("/conversations/{number}/export")
async def export(
    number: int,
    user: Annotated[dict[str, Any], Depends(current_user)],
    own: Annotated[Services, Depends(services)],
    format: Literal["json", "markdown"] = "json",
) -> Response:
    conversation = await conversations.get(own.db, user, number)
    messages = await conversations.messages(own.db, number)
    write, media_type, suffix = FORMATS[format]
    text = write(conversation, messages, user["time_zone"])
    headers = {"content-disposition": exporting.disposition(conversation, suffix)}
    return Response(text.encode(), media_type=f"{media_type}; charset=utf-8", headers=headers)

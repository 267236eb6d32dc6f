"""Find messages by their words."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from chatbot.errors import InvalidInput
from chatbot.moderation import folded
from chatbot.services import Services, current_user, services

router = APIRouter()
MARGIN = 20


def snippet(text: str, word: str) -> str:
    """The place of the word in the text, with what is around it."""
    line = " ".join(text.split())
    place = line.casefold().find(word.casefold())
    if place < 0:
        return line[: 2 * MARGIN]
    start, end = max(place - MARGIN, 0), place + len(word) + MARGIN
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")


@router.get("/search")
async def search(
    user: Annotated[dict[str, Any], Depends(current_user)],
    own: Annotated[Services, Depends(services)],
    q: str = Query(min_length=1, max_length=100),
    limit: int = Query(default=10, ge=1, le=50),
) -> dict[str, Any]:
    words = folded(q).split()
    if not words:
        raise InvalidInput("nothing to look for")
    rows = await own.db.all(
        "SELECT m.*, c.title FROM messages m JOIN conversations c ON c.id = m.conversation_id "
        "WHERE c.user_id = ? ORDER BY m.id DESC",
        user["id"],
    )
    found = [row for row in rows if all(word in folded(row["content"]) for word in words)]
    return {
        "total": len(found),
        "items": [
            {
                "conversation_id": row["conversation_id"],
                "message_id": row["id"],
                "title": row["title"],
                "snippet": snippet(row["content"], q.split()[0]),
            }
            for row in found[:limit]
        ],
    }

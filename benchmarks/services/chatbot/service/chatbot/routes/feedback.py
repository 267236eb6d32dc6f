"""Users rate answers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from chatbot import clock, conversations
from chatbot.errors import Conflict, NotFound
from chatbot.services import Services, current_user, services
from chatbot.statistics import ratings

router = APIRouter()
User = Annotated[dict[str, Any], Depends(current_user)]
Own = Annotated[Services, Depends(services)]


class Rating(BaseModel):
    """From 1, bad, to 5, good."""

    rating: int = Field(ge=1, le=5)
    comment: str | None = Field(default=None, max_length=1000)


@router.post("/messages/{message_id}/feedback", status_code=201)
async def rate(message_id: int, body: Rating, user: User, own: Own) -> dict[str, Any]:
    message = await own.db.one(
        "SELECT m.* FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.id = ? AND c.user_id = ?",
        *(message_id, user["id"]),
    )
    if message is None:
        raise NotFound(f"there is no message {message_id}")
    if message["role"] != "assistant":
        raise Conflict("only answers are rated")
    comment = (body.comment or "").strip() or None
    await own.db.run(
        "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)",
        *(message_id, user["id"], body.rating, comment, clock.stamp(own.now())),
    )
    return {"message_id": message_id, "rating": body.rating, "comment": comment}


@router.get("/conversations/{number}/feedback")
async def listing(number: int, user: User, own: Own) -> dict[str, Any]:
    await conversations.get(own.db, user, number)
    rows = await own.db.all(
        "SELECT f.* FROM feedback f JOIN messages m ON m.id = f.message_id WHERE m.conversation_id = ? ORDER BY m.id",
        number,
    )
    items = [{name: row[name] for name in ("message_id", "rating", "comment", "created_at")} for row in rows]
    return {"items": items, **ratings([row["rating"] for row in rows])}

"""The user's own settings and quota."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from chatbot import clock, plans, usage, users
from chatbot.errors import InvalidInput
from chatbot.prompts import LANGUAGES
from chatbot.services import Services, current_user, services

router = APIRouter(prefix="/me")
User = Annotated[dict[str, Any], Depends(current_user)]
Own = Annotated[Services, Depends(services)]


class Changes(BaseModel):
    """What is left out stays; null forgets it."""

    name: str | None = Field(default=None, min_length=1, max_length=80)
    language: str | None = None
    time_zone: str | None = None


def card(user: dict[str, Any]) -> dict[str, Any]:
    """What users see of themselves."""
    return {name: user[name] for name in ("id", "name", "plan", "language", "time_zone")}


@router.get("")
async def me(user: User) -> dict[str, Any]:
    return card(user)


@router.patch("")
async def change(changes: Changes, user: User, own: Own) -> dict[str, Any]:
    values = changes.model_dump(exclude_unset=True)
    if values.get("name", "") is None:
        raise InvalidInput("the name cannot be forgotten")
    if values.get("language") is not None and values["language"] not in LANGUAGES:
        raise InvalidInput(f"the languages are {', '.join(LANGUAGES)}")
    try:
        clock.zone(values.get("time_zone"))
    except ValueError as error:
        raise InvalidInput(str(error)) from error
    await users.change(own.db, user["id"], values)
    return card(await users.find(own.db, user["id"]) or user)


@router.get("/quota")
async def quota(user: User, own: Own) -> dict[str, Any]:
    now = own.now()
    plan = plans.plan_of(user)
    used = await usage.used_today(own.db, user, now)
    return {
        "plan": plan.name,
        "used": used,
        "limit": plan.daily_messages,
        "remaining": plans.remaining(plan, used),
        "percent": usage.percent(plan, used),
        "resets_in_seconds": clock.seconds_to_midnight(now, user["time_zone"]),
    }

"""Routes of partners, with their keys."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header

from ..store import Row
from .common import TheDesk

router = APIRouter(prefix="/partner")


def key_for(scope: str):
    """Depends on a key that works for this scope."""

    def check(desk: TheDesk, x_desk_key: Annotated[str, Header()] = "") -> Row:
        return desk.keys.check(x_desk_key, scope)

    return Depends(check)


@router.get("/guests/{number}")
async def guest(desk: TheDesk, number: int, key: Row = key_for("guests")) -> dict[str, Any]:
    found = desk.accounts.get(number)
    return {"id": found["id"], "hostel": found["hostel"], **desk.preferences.of(found)}


@router.get("/deliveries")
async def deliveries(desk: TheDesk, key: Row = key_for("deliveries")) -> list[dict[str, Any]]:
    return desk.webhooks.deliveries(key["partner"])

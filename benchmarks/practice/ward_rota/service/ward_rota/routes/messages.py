"""Messages of whoever is signed in."""

from fastapi import APIRouter

from ward_rota import messages
from ward_rota.auth import Me
from ward_rota.db import Db

router = APIRouter(prefix="/messages", tags=["messages"])


@router.get("")
def mine(me: Me, session: Db, unread: bool = False) -> list[dict]:
    return [messages.show(one) for one in messages.of(session, me, unread)]


@router.post("/{number}/read")
def read(number: int, me: Me, session: Db) -> dict:
    message = messages.mark_read(session, me, number)
    session.commit()
    return messages.show(message)

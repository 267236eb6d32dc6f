"""Who changed what at the counter."""

from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from . import clock
from .models import AuditEntry

_actor: ContextVar[str] = ContextVar("actor")

def act_as(login: str) -> None:
    """The rest of this request (or command) is done by this person."""
    _actor.set(login)

def actor() -> str:
    """Who is acting. There is no such person where nobody signed in, and no change without one."""
    return _actor.get()

def plain(value: Any) -> Any:
    """Details as JSON has them: days and times in ISO form, money as text."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value

def note(session: Session, action: str, who: str | None = None, **details: Any) -> None:
    """Add an entry. Without `who` it is the person who acts."""
    kept = {name: plain(value) for name, value in details.items()}
    session.add(AuditEntry(at=clock.now(), who=who or actor(), action=action, details=kept))

def latest(session: Session, limit: int = 50) -> list[AuditEntry]:
    """The newest entries first."""
    return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)))

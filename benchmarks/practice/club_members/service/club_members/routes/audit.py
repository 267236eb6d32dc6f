"""The audit log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query

from club_members.deps import Me, StoreDep
from club_members.permissions import demand
from club_members.schemas import AuditOut

router = APIRouter(tags=["audit"])


@router.get("/audit")
def list_entries(
    me: Me,
    store: StoreDep,
    member_id: int | None = None,
    action: str | None = None,
    since: datetime | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> list[AuditOut]:
    """The newest entries first."""
    demand(me, "audit:read")
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    found = store.audit.entries(member_id=member_id, action=action, since=since, limit=limit)
    return [AuditOut.model_validate(entry) for entry in found]

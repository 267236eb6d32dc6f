"""What the law asks for: a copy of everything we know about a member, and its erasure."""

from __future__ import annotations

import csv
import io
from typing import Any

from club_members.clock import Clock
from club_members.entities import Member
from club_members.store import Store


def copy_of(store: Store, member: Member) -> dict[str, Any]:
    """Everything about a member; FastAPI makes JSON of it."""
    family = store.families.of_member(member.id)
    membership = store.memberships.active_of(member.id)
    return {
        "member": {
            "id": member.id,
            "card_no": member.card_no,
            "email": member.email,
            "full_name": member.full_name,
            "born": member.born,
            "phone": member.phone,
            "language": member.language,
            "role": member.role,
            "created_at": member.created_at,
        },
        "preferences": store.members.preferences(member.id).model_dump(),
        "membership": membership.kind if membership else None,
        "family": family.name if family else None,
        "bookings": [{"court": b.court_id, "starts_at": b.starts_at, "hours": b.hours} for b in _bookings(store, member)],
        "invoices": [{"number": i.number, "amount": str(i.amount)} for i in store.invoices.of_member(member.id)],
        "audit": [
            {"at": e["created_at"], "action": e["action"], "details": e["details"]}
            for e in store.audit.entries(member_id=member.id, limit=1000)
        ],
    }


def _bookings(store: Store, member: Member) -> list[Any]:
    return store.bookings.of_member(member.id)


def as_csv(store: Store, member: Member) -> str:
    """The master data alone, for people who want to read it in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for field, value in copy_of(store, member)["member"].items():
        writer.writerow([field, "" if value is None else value])
    return out.getvalue()


def erase(store: Store, clock: Clock, actor: Member, member: Member) -> None:
    """Erase a member. Invoices stay, the law asks for that as well; a family loses its payer."""
    now = clock.now()
    with store.atomic():
        store.tokens.drop_all(member.id)
        store.bookings.cancel_future(member.id, now)
        membership = store.memberships.active_of(member.id)
        if membership is not None:
            store.memberships.end(membership.id)
        store.families.leave(member.id)
        store.members.erase(member.id, now)
        store.audit.write(now, actor.id, member.id, "erased")

"""Memberships and their fees."""

from __future__ import annotations

from fastapi import APIRouter

from club_members import fees
from club_members.deps import ClockDep, Me, StoreDep
from club_members.permissions import demand, demand_self_or
from club_members.problems import missing, refuse, unusable
from club_members.routes.members import find
from club_members.schemas import FeeOut, MembershipIn

router = APIRouter(prefix="/members/{member_id}", tags=["memberships"])


@router.post("/membership", status_code=201)
def begin(member_id: int, body: MembershipIn, me: Me, store: StoreDep, clock: ClockDep) -> dict[str, int]:
    """Begin a membership. A trial needs its last day, a life membership has none."""
    demand(me, "members:write")
    find(store, member_id)
    if body.kind == "trial" and body.ends_on is None:
        raise unusable("ends_on", "A trial needs a last day.")
    if body.ends_on is not None and (body.kind == "life" or body.ends_on < body.starts_on):
        raise unusable("ends_on", "This last day is not possible.")
    with store.atomic():
        if store.memberships.active_of(member_id):
            raise refuse("already_member", "There is a membership already.")
        membership_id = store.memberships.start(member_id, body.kind, body.starts_on, body.ends_on)
        store.audit.write(clock.now(), me.id, member_id, "membership_began", kind=body.kind, starts_on=body.starts_on)
    return {"id": membership_id}


@router.get("/fee")
def show_fee(member_id: int, me: Me, store: StoreDep, clock: ClockDep, year: int | None = None) -> FeeOut:
    """What a member pays for a year, by default the present one."""
    demand_self_or(me, member_id, "fees:read")
    member = find(store, member_id)
    membership = store.memberships.active_of(member_id)
    if membership is None:
        raise missing("membership", f"of member {member_id}")
    wanted = year or clock.today().year
    category, amount = fees.quote(store, member, membership, wanted)
    return FeeOut(member_id=member_id, year=wanted, category=category, amount=amount)

"""Members, as the desk and the board see them."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response

from club_members import personal_data
from club_members.deps import ClockDep, Me, StoreDep
from club_members.entities import Member
from club_members.permissions import demand, demand_self_or, may
from club_members.problems import missing, unusable
from club_members.schemas import MemberChange, MemberOut, RoleChange
from club_members.store import Store

router = APIRouter(prefix="/members", tags=["members"])


def find(store: Store, member_id: int) -> Member:
    """404 if there is none."""
    member = store.members.get(member_id)
    if member is None:
        raise missing("member", member_id)
    return member


def mask(email: str) -> str:
    """`a***@example.org`: enough to recognise an address, too little to write to it."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}***@{domain}"


def card_order(member: Member) -> tuple[int, int, str]:
    """Numbers first, then honorary cards, then members without one."""
    if member.card_no is None:
        return 2, 0, member.full_name
    return (0, member.card_no, "") if isinstance(member.card_no, int) else (1, 0, member.card_no)


ORDERS = {"name": lambda member: member.full_name.casefold(), "card": card_order}


@router.get("")
def list_members(me: Me, store: StoreDep, q: str = "", sort: Literal["name", "card"] = "name") -> list[MemberOut]:
    """Look members up. Coaches do not see addresses."""
    demand(me, "members:list")
    found = sorted(store.members.search(q), key=ORDERS[sort])
    shown = [MemberOut.model_validate(member) for member in found]
    if not may(me, "members:write"):
        shown = [one.model_copy(update={"email": mask(one.email), "phone": None}) for one in shown]
    return shown


@router.get("/{member_id}")
def show_member(member_id: int, me: Me, store: StoreDep) -> MemberOut:
    """One member."""
    demand_self_or(me, member_id, "members:write")
    return MemberOut.model_validate(find(store, member_id))


@router.patch("/{member_id}")
def change_member(member_id: int, body: MemberChange, me: Me, store: StoreDep, clock: ClockDep) -> MemberOut:
    """Change some fields; the audit log keeps what they were."""
    demand_self_or(me, member_id, "members:write")
    member = find(store, member_id)
    values = body.model_dump(exclude_unset=True)
    for field in ("full_name", "language"):
        if field in values and values[field] is None:
            raise unusable(field, "This cannot be empty.")
    with store.atomic():
        store.members.change(member_id, values)
        before = {name: getattr(member, name) for name in values}
        store.audit.write(clock.now(), me.id, member_id, "changed", before=before, after=values)
    return MemberOut.model_validate(find(store, member_id))


@router.put("/{member_id}/role")
def give_role(member_id: int, body: RoleChange, me: Me, store: StoreDep, clock: ClockDep) -> MemberOut:
    """Give another role. Nobody takes the own one away."""
    demand(me, "roles:write")
    member = find(store, member_id)
    if member.id == me.id:
        raise unusable("role", "Somebody else has to change your role.")
    with store.atomic():
        store.members.set_role(member_id, body.role)
        store.audit.write(clock.now(), me.id, member_id, "role", before=member.role, after=body.role)
    return MemberOut.model_validate(find(store, member_id))


@router.get("/{member_id}/personal-data", response_model=None)
def copy_personal_data(
    member_id: int, me: Me, store: StoreDep, form: Literal["json", "csv"] = "json"
) -> dict[str, object] | Response:
    """A copy of everything we know."""
    demand_self_or(me, member_id, "members:erase")
    member = find(store, member_id)
    if form == "json":
        return personal_data.copy_of(store, member)
    headers = {"content-disposition": f'attachment; filename="member-{member.id}.csv"'}
    return Response(personal_data.as_csv(store, member), media_type="text/csv; charset=utf-8", headers=headers)


@router.delete("/{member_id}", status_code=204)
def erase_member(member_id: int, me: Me, store: StoreDep, clock: ClockDep) -> Response:
    """Erase a member for good."""
    demand(me, "members:erase")
    if member_id == me.id:
        raise unusable("member_id", "Somebody else has to erase you.")
    personal_data.erase(store, clock, me, find(store, member_id))
    return Response(status_code=204)

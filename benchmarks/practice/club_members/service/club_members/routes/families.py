"""Families: who belongs to them, and who pays."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from club_members.deps import ClockDep, Me, StoreDep
from club_members.entities import Family
from club_members.permissions import demand, may
from club_members.problems import Problem, missing, refuse
from club_members.routes.members import find
from club_members.schemas import FamilyIn, RelativeIn
from club_members.store import Store

router = APIRouter(prefix="/families", tags=["families"])


def find_family(store: Store, family_id: int) -> Family:
    """404 if there is none."""
    family = store.families.get(family_id)
    if family is None:
        raise missing("family", family_id)
    return family


def describe(store: Store, family: Family) -> dict[str, Any]:
    """A family with the names of its members."""
    payer = store.members.get(family.payer_id) if family.payer_id is not None else None
    people = [store.members.get(member_id) for member_id in store.families.relatives(family.id)]
    return {
        "id": family.id,
        "name": family.name,
        "payer": None if family.payer_id is None else {"id": payer.id, "name": payer.full_name},
        "members": [{"id": person.id, "name": person.full_name, "born": person.born} for person in people],
    }


@router.post("", status_code=201)
def found(body: FamilyIn, me: Me, store: StoreDep, clock: ClockDep) -> dict[str, Any]:
    """Found a family."""
    demand(me, "members:write")
    payer = find(store, body.payer_id)
    with store.atomic():
        if store.families.of_member(payer.id):
            raise refuse("in_a_family", "The payer belongs to a family already.")
        family_id = store.families.add(body.name, payer.id)
        store.audit.write(clock.now(), me.id, payer.id, "family_founded", family=family_id)
    return describe(store, find_family(store, family_id))


@router.get("/{family_id}")
def show(family_id: int, me: Me, store: StoreDep) -> dict[str, Any]:
    """One family; its members may see it, and the desk."""
    family = find_family(store, family_id)
    if me.id not in store.families.relatives(family_id) and not may(me, "members:write"):
        raise Problem(403, "forbidden", "This is not your family.")
    return describe(store, family)


@router.post("/{family_id}/members", status_code=201)
def join(family_id: int, body: RelativeIn, me: Me, store: StoreDep, clock: ClockDep) -> dict[str, Any]:
    """Add a member."""
    demand(me, "members:write")
    family = find_family(store, family_id)
    member = find(store, body.member_id)
    with store.atomic():
        if store.families.of_member(member.id):
            raise refuse("in_a_family", "The member belongs to a family already.")
        store.families.join(family.id, member.id)
        store.audit.write(clock.now(), me.id, member.id, "family_joined", family=family.id)
    return describe(store, family)


@router.delete("/{family_id}/members/{member_id}")
def leave(family_id: int, member_id: int, me: Me, store: StoreDep, clock: ClockDep) -> dict[str, Any]:
    """Take a member out."""
    demand(me, "members:write")
    find_family(store, family_id)
    if member_id not in store.families.relatives(family_id):
        raise missing("relative", member_id)
    with store.atomic():
        store.families.leave(member_id)
        store.audit.write(clock.now(), me.id, member_id, "family_left", family=family_id)
    return describe(store, find_family(store, family_id))

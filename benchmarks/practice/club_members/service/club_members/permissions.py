"""Roles and what they may do."""

from __future__ import annotations

from club_members.entities import Member
from club_members.problems import Problem

GRANTS: dict[str, frozenset[str]] = {
    "member": frozenset(),
    "coach": frozenset({"members:list"}),
    "desk": frozenset({"members:list", "members:write", "fees:read", "bookings:any"}),
    "admin": frozenset(
        {"members:list", "members:write", "members:erase", "roles:write", "fees:read", "bookings:any", "audit:read"}
    ),
}


def may(member: Member, permission: str) -> bool:
    """Does the role of the member include this?"""
    return permission in GRANTS.get(member.role, frozenset())


def demand(member: Member, permission: str) -> None:
    """403 unless the member may."""
    if not may(member, permission):
        raise Problem(403, "forbidden", f"This needs {permission}.")


def demand_self_or(member: Member, owner_id: int, permission: str) -> None:
    """Everybody may do it with the own things; others need the permission."""
    if member.id != owner_id:
        demand(member, permission)

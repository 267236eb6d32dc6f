"""Routes of the staff."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from .. import settings
from ..store import Row
from .common import TheDesk, staff_with

router = APIRouter(prefix="/staff")


class Document(BaseModel):
    kind: str = Field(pattern="^[a-z-]+$")
    title: str = Field(min_length=1)


class RoleChange(BaseModel):
    own: list[str] | None = None
    includes: list[str] | None = None


class Appointment(BaseModel):
    role: str


@router.get("/guests/{number}")
async def guest(desk: TheDesk, number: int, by: Row = staff_with("guests.read")) -> dict[str, Any]:
    return desk.accounts.shown(desk.accounts.get(number))


@router.post("/documents", status_code=201)
async def publish(desk: TheDesk, sent: Document, by: Row = staff_with("documents")) -> dict[str, Any]:
    made = desk.consents.publish(sent.kind, sent.title)
    desk.audit.record("document.published", by, kind=made["kind"], version=made["version"])
    return made


@router.get("/roles")
async def roles(desk: TheDesk, by: Row = staff_with("roles")) -> list[dict[str, Any]]:
    return desk.roles.all()


@router.patch("/roles/{name}")
async def change_role(desk: TheDesk, name: str, sent: RoleChange, by: Row = staff_with("roles")) -> dict[str, Any]:
    changed = desk.roles.change(name, sent.own, sent.includes)
    desk.audit.record("role.changed", by, role=name, includes=changed["includes"])
    return changed


@router.put("/people/{number}/role")
async def appoint(desk: TheDesk, number: int, sent: Appointment, by: Row = staff_with("roles")) -> dict[str, Any]:
    guest = desk.accounts.get(number)
    desk.roles.give(guest, sent.role)
    desk.audit.record("role.given", by, guest["hostel"], guest=number, role=sent.role)
    return {"guest": number, "role": sent.role}


@router.get("/audit")
async def audit(
    desk: TheDesk,
    hostel: str | None = None,
    before: int | None = None,
    size: Annotated[int, Query(ge=1, le=100)] = settings.PAGE,
    by: Row = staff_with("audit.read"),
) -> dict[str, Any]:
    return desk.audit.page(hostel, before, size)


@router.get("/audit/export")
async def export(desk: TheDesk, hostel: str, by: Row = staff_with("audit.read")) -> Response:
    sheet = desk.audit.export(desk.accounts.hostel(hostel)["code"])
    headers = {"content-disposition": 'attachment; filename="audit.csv"'}
    return Response(sheet, media_type="text/csv", headers=headers)


class NewKey(BaseModel):
    partner: str = Field(min_length=1)
    scopes: list[str]
    per_hour: int | None = None


@router.get("/keys")
async def keys(desk: TheDesk, by: Row = staff_with("partners")) -> list[dict[str, Any]]:
    return desk.keys.all()


@router.post("/keys", status_code=201)
async def make_key(desk: TheDesk, sent: NewKey, by: Row = staff_with("partners")) -> dict[str, Any]:
    made = desk.keys.make(sent.partner, sent.scopes, sent.per_hour)
    desk.audit.record("key.made", by, key=made["id"], partner=sent.partner)
    return made


@router.delete("/keys/{number}", status_code=204)
async def revoke_key(desk: TheDesk, number: str, by: Row = staff_with("partners")) -> None:
    desk.keys.revoke(number)
    desk.audit.record("key.revoked", by, key=number)


@router.get("/deliveries")
async def deliveries(
    desk: TheDesk, partner: str | None = None, by: Row = staff_with("partners")
) -> list[dict[str, Any]]:
    return desk.webhooks.deliveries(partner)

"""Routes of guests."""

from typing import Any

from fastapi import APIRouter, Body
from pydantic import BaseModel, Field

from .common import Guest, TheDesk, Token

router = APIRouter()


class Registration(BaseModel):
    email: str
    name: str = Field(min_length=1, max_length=80)
    hostel: str
    password: str | None = Field(default=None, min_length=8)


class SignIn(BaseModel):
    email: str
    password: str
    remember: str | None = Field(default=None, max_length=60)


class NewPassword(BaseModel):
    current: str | None = None
    new: str = Field(min_length=8)


class Address(BaseModel):
    email: str


class CodeSignIn(BaseModel):
    email: str
    code: str


class Recovered(BaseModel):
    email: str
    code: str
    new: str = Field(min_length=8)


class Resume(BaseModel):
    device: str


class Given(BaseModel):
    kind: str
    version: int


@router.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@router.post("/guests", status_code=201)
async def register(desk: TheDesk, sent: Registration) -> dict[str, Any]:
    guest = desk.accounts.register(sent.email, sent.name, sent.hostel, sent.password)
    await desk.webhooks.announce("guest.registered", guest=guest["id"], hostel=guest["hostel"])
    return desk.accounts.shown(guest)


@router.post("/sign-in")
async def sign_in(desk: TheDesk, sent: SignIn) -> dict[str, Any]:
    guest = desk.accounts.check_password(sent.email, sent.password)
    device = desk.sessions.remember(guest, sent.remember) if sent.remember else None
    return {**desk.sessions.open(guest), "device": device}


@router.post("/sign-in/code", status_code=202)
async def ask_for_code(desk: TheDesk, sent: Address) -> dict[str, str]:
    desk.codes.send(sent.email, "sign-in")
    return {"status": "sent"}


@router.post("/sign-in/code/use")
async def use_code(desk: TheDesk, sent: CodeSignIn) -> dict[str, Any]:
    return desk.sessions.open(desk.codes.use(sent.email, "sign-in", sent.code))


@router.post("/recovery", status_code=202)
async def ask_for_recovery(desk: TheDesk, sent: Address) -> dict[str, str]:
    desk.codes.send(sent.email, "recovery")
    return {"status": "sent"}


@router.post("/recovery/use")
async def recover(desk: TheDesk, sent: Recovered) -> dict[str, Any]:
    guest = desk.codes.use(sent.email, "recovery", sent.code)
    desk.accounts.set_password(guest["id"], sent.new)
    desk.sessions.end_all(guest)
    return desk.sessions.open(guest)


@router.post("/sign-in/device")
async def resume(desk: TheDesk, sent: Resume) -> dict[str, Any]:
    return desk.sessions.resume(sent.device)


@router.post("/sign-out", status_code=204)
async def sign_out(desk: TheDesk, guest: Guest, token: Token) -> None:
    desk.sessions.end(token)


@router.get("/me")
async def me(desk: TheDesk, guest: Guest) -> dict[str, Any]:
    return desk.accounts.shown(guest)


@router.post("/me/password", status_code=204)
async def change_password(desk: TheDesk, guest: Guest, sent: NewPassword) -> None:
    desk.accounts.change_password(guest, sent.current, sent.new)


@router.post("/me/address")
async def change_address(desk: TheDesk, guest: Guest, sent: Address) -> dict[str, Any]:
    return desk.accounts.shown(desk.accounts.change_address(guest, sent.email))


@router.post("/me/close", status_code=204)
async def close(desk: TheDesk, guest: Guest) -> None:
    desk.accounts.close(guest)
    desk.sessions.end_all(guest)
    desk.audit.record("guest.closed", guest, guest["hostel"])
    await desk.webhooks.announce("guest.closed", guest=guest["id"], hostel=guest["hostel"])


@router.get("/me/devices")
async def devices(desk: TheDesk, guest: Guest) -> list[dict[str, Any]]:
    return desk.sessions.devices(guest)


@router.delete("/me/devices/{number}", status_code=204)
async def forget_device(desk: TheDesk, guest: Guest, number: int) -> None:
    desk.sessions.forget(guest, number)


@router.get("/me/preferences")
async def preferences(desk: TheDesk, guest: Guest) -> dict[str, Any]:
    return desk.preferences.of(guest)


@router.patch("/me/preferences")
async def change_preferences(desk: TheDesk, guest: Guest, sent: dict[str, str | bool | None] = Body()) -> dict[str, Any]:
    return desk.preferences.change(guest, sent)


@router.get("/me/consents")
async def consents(desk: TheDesk, guest: Guest) -> dict[str, Any]:
    return {"given": desk.consents.history(guest), "pending": desk.consents.pending(guest)}


@router.post("/me/consents")
async def give_consent(desk: TheDesk, guest: Guest, sent: Given) -> dict[str, Any]:
    desk.consents.give(guest, sent.kind, sent.version)
    return {"pending": desk.consents.pending(guest)}


class Invitation(BaseModel):
    email: str
    hostel: str


class Longer(BaseModel):
    days: int = Field(ge=1, le=365)


class Taking(BaseModel):
    token: str
    name: str = Field(min_length=1, max_length=80)
    password: str | None = Field(default=None, min_length=8)


@router.post("/invitations", status_code=201)
async def invite(desk: TheDesk, guest: Guest, sent: Invitation) -> dict[str, Any]:
    return desk.invitations.make(guest, sent.email, sent.hostel)


@router.get("/invitations")
async def invitations(desk: TheDesk, guest: Guest) -> list[dict[str, Any]]:
    return desk.invitations.of(guest)


@router.post("/invitations/{number}/extend")
async def extend_invitation(desk: TheDesk, guest: Guest, number: int, sent: Longer) -> dict[str, Any]:
    return desk.invitations.extend(guest, number, sent.days)


@router.post("/invitations/take", status_code=201)
async def take_invitation(desk: TheDesk, sent: Taking) -> dict[str, Any]:
    guest = desk.invitations.take(sent.token, sent.name, sent.password)
    await desk.webhooks.announce("guest.registered", guest=guest["id"], hostel=guest["hostel"])
    return desk.accounts.shown(guest)

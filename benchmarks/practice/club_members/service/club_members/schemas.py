"""What comes in and goes out as JSON."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text.strip()):
        raise ValueError("this is no e-mail address")
    return text.strip().lower()


def club_time(moment: datetime) -> datetime:
    """What comes without an offset is meant as the clock in the club house shows it."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Europe/Vienna"))


Address = Annotated[str, AfterValidator(_address)]
Instant = Annotated[datetime, AfterValidator(club_time)]
Language = Literal["de", "en", "it", "sl"]
Role = Literal["member", "coach", "desk", "admin"]


class Incoming(BaseModel):
    """The base of all bodies: unknown fields are mistakes of the client."""

    model_config = ConfigDict(extra="forbid")


class Preferences(Incoming):
    """What a member wants to be told."""

    newsletter: bool = False
    reminder_hours: int = Field(default=24, ge=0, le=168)


class SignUp(Incoming):
    """A new account."""

    email: Address
    password: str = Field(min_length=10, max_length=200)
    full_name: str = Field(min_length=1, max_length=120)
    born: date | None = None
    language: Language = "de"


class Login(Incoming):
    """Credentials; `label` names the device in the list of sessions."""

    email: str
    password: str
    label: str = "browser"


class Forgot(Incoming):
    """Who forgot the password."""

    email: str


class Proof(Incoming):
    """The token of a link in our mail."""

    token: str


class NewPassword(Proof):
    """The token, and what the password shall be."""

    password: str = Field(min_length=10, max_length=200)


class MemberChange(Incoming):
    """Fields that were not sent stay as they are."""

    full_name: str | None = Field(default=None, min_length=1, max_length=120)
    born: date | None = None
    phone: str | None = None
    language: Language | None = None


class RoleChange(Incoming):
    """Another role."""

    role: Role


class MemberOut(BaseModel):
    """A member as others see one."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    card_no: int | str | None
    full_name: str
    email: str
    born: date | None
    phone: str | None
    language: str
    role: str


class AuditOut(BaseModel):
    """An entry of the audit log."""

    id: int
    created_at: datetime
    actor_id: int | None
    member_id: int
    action: str
    details: dict[str, Any]


class MembershipIn(Incoming):
    """A membership to begin."""

    kind: Literal["full", "trial", "passive", "life"]
    starts_on: date
    ends_on: date | None = None


class FamilyIn(Incoming):
    """A family and who pays."""

    name: str = Field(min_length=1, max_length=80)
    payer_id: int


class RelativeIn(Incoming):
    """Who joins."""

    member_id: int


class FeeOut(BaseModel):
    """A fee and why it is that much."""

    member_id: int
    year: int
    category: str
    amount: Decimal


class BookingIn(Incoming):
    """An hour or two on a court."""

    court_id: int
    starts_at: Instant
    hours: Literal[1, 2] = 1
    note: str = Field(default="", max_length=200)


class BookingOut(BaseModel):
    """A booking."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    court_id: int
    member_id: int
    starts_at: datetime
    hours: int
    note: str

"""What comes in and what goes out."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic import AwareDatetime, model_validator


class Given(BaseModel):
    """Input: blanks around words are not meant, unknown names are mistakes."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SignIn(Given):
    login: str
    password: str
    device: str = Field(default="browser", max_length=40)


class Refresh(Given):
    refresh_token: str


class Contact(BaseModel):
    """How somebody can be reached."""

    email: str | None = None
    phone: str | None = None


class ContactIn(Contact, Given):
    @field_validator("email")
    @classmethod
    def looks_like_mail(cls, value: str | None) -> str | None:
        if value is not None and "@" not in value:
            raise ValueError("no e-mail address")
        return value


class WardOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    code: str
    name: str


class StaffOut(Contact):
    model_config = ConfigDict(from_attributes=True)

    login: str
    name: str
    role: str
    ward: WardOut


class ShiftIn(Given):
    ward: str
    kind: Literal["early", "late", "night"]
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    needs: Annotated[int, Field(ge=1, le=20)] = 1
    requires: str | None = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> "ShiftIn":
        if not 1 <= (self.ends_at - self.starts_at).total_seconds() / 3600 <= 14:
            raise ValueError("a shift takes one to fourteen hours")
        return self


class AssignmentIn(Given):
    login: str


class SwapIn(Given):
    shift_id: int
    asked: str | None = None


class AbsenceIn(Given):
    kind: Literal["leave", "illness", "training"]
    first_day: date
    last_day: date
    login: str | None = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> "AbsenceIn":
        if self.last_day < self.first_day:
            raise ValueError("the last day is before the first one")
        return self


class CorrectionIn(Given):
    week: str
    hours: Annotated[Decimal, Field(ge=-40, le=40, decimal_places=2)]
    reason: Annotated[str, Field(min_length=3, max_length=80)]

    @field_validator("reason")
    @classmethod
    def not_our_word(cls, value: str) -> str:
        if value == "close":
            raise ValueError("that word is kept for the weekly close")
        return value

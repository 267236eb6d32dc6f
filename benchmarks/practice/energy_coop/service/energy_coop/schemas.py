"""What the members' and the staff's API takes and answers."""
from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, NonNegativeInt

from .clock import as_aware

AwareTime = Annotated[datetime, AfterValidator(as_aware)]


class MemberOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    number: str
    name: str
    email: str | None
    joined_on: date


class MemberChange(BaseModel):
    name: str = Field(default="", max_length=120)
    email: str | None = Field(default=None, max_length=200)


class MeterOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    number: str
    kind: str
    area: str
    tariff_code: str | None


class ReadingIn(BaseModel):
    taken_at: AwareTime
    wh: NonNegativeInt


class ReadingBatch(BaseModel):
    readings: list[ReadingIn] = Field(max_length=2000)


class StoreResult(BaseModel):
    stored: int
    duplicates: int


class Profile(BaseModel):
    meter: str
    date: date
    hours: list[int]


class Quote(BaseModel):
    tariff: str
    kwh: int
    base_fee_cents: int
    energy_cents: int
    total_cents: int


class LineOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    text: str
    wh: int | None
    amount_cents: int


class InvoiceOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    number: str
    period: str
    revision: int
    total_cents: int


class InvoiceDetail(InvoiceOut):
    lines: list[LineOut]


class FeedInShare(BaseModel):
    member: str
    wh: int
    share: str
    credit_cents: int


class Overview(BaseModel):
    member: MemberOut
    meters: list[MeterOut]
    last_invoice: InvoiceOut | None

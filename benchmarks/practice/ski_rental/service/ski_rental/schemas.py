"""What comes in and goes out as JSON."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from . import clock, sizes
from .reservations import Wish

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
LocalTime = Annotated[datetime, AfterValidator(clock.localise)]
Amount = Annotated[Decimal, Field(ge=0, lt=100_000, decimal_places=2)]

class SignIn(BaseModel):
    login: Text
    pin: Text

class Token(BaseModel):
    token: str
    expires_at: datetime

class LineIn(BaseModel):
    """A wish. Sizes come as text or numbers, and leave as the labels have them."""
    model_config = ConfigDict(coerce_numbers_to_str=True)
    kind: Text
    size: str | None = None
    age: Literal["adult", "youth", "child"] = "adult"

    @model_validator(mode="after")
    def normal_size(self):
        self.size = sizes.normalise(self.kind, self.size)
        return self

    def wish(self) -> Wish:
        return Wish(self.kind, self.size, self.age)

class QuoteIn(BaseModel):
    first_day: date
    last_day: date
    lines: list[LineIn] = Field(min_length=1, max_length=20)

    @model_validator(mode="after")
    def in_order(self):
        if not 0 <= (self.last_day - self.first_day).days < 120:
            raise ValueError("last_day must not be before first_day, nor a season later")
        return self

class QuoteOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    days: int
    lines: list[Decimal]
    total: Decimal
    deposit: Decimal

class ReservationIn(BaseModel):
    name: Text
    phone: Text | None = None
    email: Text | None = None
    pickup_at: LocalTime
    return_day: date
    lines: list[LineIn] = Field(min_length=1, max_length=20)

class MoveIn(BaseModel):
    """A new time for a reservation."""
    pickup_at: LocalTime
    return_day: date

class LineOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    kind: str
    size: str | None
    age: str
    price: Decimal

class ReservationOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    code: str
    state: Literal["booked", "out", "returned", "cancelled"]
    pickup_at: Annotated[datetime, AfterValidator(clock.local)]
    return_day: date
    deposit: Decimal
    lines: list[LineOut]

class HandOut(BaseModel):
    tags: list[Text] = Field(min_length=1, max_length=20)

class DamageIn(BaseModel):
    tag: Text
    what: Text
    fee: Amount

class ReturnIn(BaseModel):
    damages: list[DamageIn] = Field(default_factory=list, max_length=20)

class WaiveIn(BaseModel):
    reason: Text

class AmountLine(BaseModel):
    what: str
    price: Decimal

class ReceiptOut(BaseModel):
    code: str
    customer: str
    days: int
    lines: list[AmountLine]
    total: Decimal
    deposit: Decimal
    late_fee: Decimal
    damages: list[AmountLine]
    refund: Decimal
    owed: Decimal

"""What is stored, and what comes in."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Json, StringConstraints, model_validator

from grant_desk.clock import localised

Role = Literal["officer", "reviewer", "applicant"]
Instant = Annotated[datetime, AfterValidator(localised)]
Money = Annotated[Decimal, Field(gt=0, le=10_000_000, decimal_places=2)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Category = Literal["staff", "travel", "equipment", "services", "other"]
Points = Annotated[int, Field(ge=1, le=10)]


class Body(BaseModel):
    """What a client sends."""

    model_config = ConfigDict(extra="forbid")


class Patch(Body):
    """Changes: what is not given stays as it is; only what is named in `may_be_empty` can be null."""

    may_be_empty: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="after")
    def _not_emptied(self) -> Patch:
        for name in self.model_fields_set - self.may_be_empty:
            if getattr(self, name) is None:
                raise ValueError(f"{name} cannot be null")
        return self

    def given(self) -> dict:
        return {name: getattr(self, name) for name in self.model_fields_set}


class User(BaseModel):
    id: int
    email: str | None
    name: str
    role: Role
    password: str
    organisation_id: int | None = None
    left_on: date | None = None


class SignIn(Body):
    email: Line
    password: str


class Call(BaseModel):
    id: int
    code: str
    title: str
    opens_on: date
    closes_at: Instant
    budget_cents: int
    criteria: Json[dict[str, int]]
    note: str | None


class CallIn(Body):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,10}[0-9]{2}$")]
    title: Line
    opens_on: date
    closes_at: Instant
    budget: Money
    criteria: Annotated[dict[Line, Annotated[int, Field(ge=1, le=100)]], Field(min_length=1)]
    note: Text | None = None


class CallPatch(Patch):
    may_be_empty = frozenset({"note"})
    title: Line | None = None
    closes_at: Instant | None = None
    budget: Money | None = None
    note: Text | None = None


class Organisation(BaseModel):
    id: int
    name: str
    country: str
    iban: str | None


class OrganisationPatch(Patch):
    may_be_empty = frozenset({"iban"})
    name: Line | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    iban: Line | None = None


class Application(BaseModel):
    id: int
    reference: str
    call_id: int
    organisation_id: int
    title: str
    summary: str | None
    currency: str
    state: Literal["draft", "submitted", "withdrawn", "awarded", "declined"]
    submitted_at: Instant | None


class BudgetLine(BaseModel):
    category: Category
    description: str
    amount_cents: int


class BudgetLineIn(Body):
    category: Category
    description: Line
    amount: Money


class ApplicationIn(Body):
    call: str
    title: Line
    summary: Text | None = None
    currency: Currency = "EUR"


class ApplicationPatch(Patch):
    may_be_empty = frozenset({"summary"})
    title: Line | None = None
    summary: Text | None = None
    currency: Currency | None = None


class Attachment(BaseModel):
    id: int
    filename: str
    media_type: str
    bytes: int
    added_at: Instant


class AttachmentIn(Body):
    filename: Line
    bytes: Annotated[int, Field(gt=0, le=50_000_000)]


class Review(BaseModel):
    id: int
    application_id: int
    reviewer_id: int
    due_on: date
    scores: Json[dict[str, int | None]] | None
    comment: str | None
    submitted_at: Instant | None


class ReviewerIn(Body):
    reviewer: int
    due_on: date


class ReviewIn(Body):
    scores: dict[str, Points | None]
    comment: Text | None = None


class Instalment(BaseModel):
    number: int
    due_on: date
    amount_cents: int
    paid_on: date | None


class DecisionIn(Body):
    outcome: Literal["awarded", "declined"]
    amount: Money | None = None
    instalments: Annotated[int, Field(ge=1, le=6)] = 1
    first_due: date | None = None

    @model_validator(mode="after")
    def _complete(self) -> DecisionIn:
        awarded = self.outcome == "awarded"
        if any((value is not None) != awarded for value in (self.amount, self.first_due)):
            raise ValueError("amount and first_due belong to an award, and only to that")
        return self

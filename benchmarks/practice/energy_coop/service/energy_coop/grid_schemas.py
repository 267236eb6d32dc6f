"""Messages of the grid operator."""
from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from .clock import as_aware

OperatorTime = Annotated[datetime, AfterValidator(as_aware)]


class OutageAnnouncement(BaseModel):
    """A planned interruption, announced ahead or moved."""

    reference: str = Field(min_length=1, max_length=40)
    area: str = Field(min_length=1, max_length=20)
    description: str = Field(default="", max_length=400)
    starts_at: OperatorTime
    expected_end: OperatorTime | None = None


class EventMessage(BaseModel):
    event_id: str = Field(min_length=1, max_length=40)
    kind: Literal["outage_started", "outage_ended", "voltage_warning"]
    area: str = Field(min_length=1, max_length=20)
    occurred_at: OperatorTime
    reference: str | None = None
    description: str = Field(default="", max_length=400)


class EventBatch(BaseModel):
    events: list[EventMessage]


class OutageOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    reference: str
    area: str
    planned: bool
    description: str
    starts_at: datetime
    expected_end: datetime | None
    ended_at: datetime | None


class BatchResult(BaseModel):
    applied: int
    duplicates: int
    rejected: dict[str, str]

"""The base of every noun: frozen, closed, comparable by value."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """An immutable record. Unknown fields are errors, so a stale reader cannot silently drop data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

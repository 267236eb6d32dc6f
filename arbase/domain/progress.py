"""What a stage tells while it works, for whoever watches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import Field

from arbase.domain.noun import Noun


class Progress(Noun):
    """One thing that happened: `stage` as in the house, `kind` machine-readable, `text` one line for a person."""

    stage: str
    kind: str
    incident_id: str = ""
    text: str
    data: dict[str, Any] = Field(default_factory=dict)


Observer = Callable[[Progress], None]


def unobserved(progress: Progress) -> None:
    """The observer for whoever does not watch."""

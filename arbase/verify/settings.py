"""What a verification may cost."""

from __future__ import annotations

from pydantic import Field

from arbase.domain.noun import Noun


class VerifySettings(Noun):
    """How much a proof may cost."""

    max_candidates: int = Field(default=40, ge=1, description="Candidates examined for one diagnosis.")
    max_passing: int = Field(default=4, ge=1, description="Passing candidates compared with each other.")
    seconds: float = Field(default=240.0, gt=0, description="Time for all candidates of one diagnosis.")

"""What intake accepts, and how much of it."""

from __future__ import annotations

from pydantic import Field

from arbase.domain.noun import Noun


class IntakeSettings(Noun):
    """What is accepted from services, and how much of it.

    The defaults follow what Sentry itself accepts: a real SDK stays far below them.
    """

    max_compressed_bytes: int = Field(default=20_000_000, gt=0, description="Largest request body as sent.")
    max_decoded_bytes: int = Field(default=50_000_000, gt=0, description="Largest request body after decompression.")
    max_event_bytes: int = Field(default=2_000_000, gt=0, description="Largest single event item.")
    max_items: int = Field(default=1_000, gt=0, description="Most items in one envelope.")
    max_waiting: int = Field(
        default=100_000, gt=0, description="Accepted events waiting to be digested; beyond it clients are told to wait."
    )
    redact_emails: bool = Field(default=False, description="Remove e-mail addresses as well as secrets.")
    secret_keys: tuple[str, ...] = Field(default=(), description="More names whose values are secrets.")

"""A review: a human's decision, and the audit trail that keeps it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from enum import StrEnum

from arbase.domain.incident import IncidentState
from arbase.domain.noun import Noun


class Decision(StrEnum):
    """What the human decided."""

    APPROVE = "approve"
    REJECT = "reject"


class Review(Noun):
    """A decision on a proposal, with its actor, time and reason."""

    proposal_id: str
    decision: Decision
    actor: str
    at: datetime
    reason: str = ""


class Occasion(StrEnum):
    """Why a human looked at an incident: of their own accord, or because it was drawn for the audit."""

    REVIEW = "review"
    AUDIT = "audit"


class IncidentReview(Noun):
    """A human's decision on a verdict: is the incident worth somebody's time? `was` is its state at that moment."""

    incident_id: str
    actionable: bool
    occasion: Occasion
    was: IncidentState
    actor: str
    at: datetime
    reason: str = ""


class AuditEntry(Noun):
    """One link of the audit chain: `digest` is the SHA-256 of this entry's fields and `previous`."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    reason: str
    previous: str
    digest: str

    @property
    def expected_digest(self) -> str:
        """The SHA-256 in hex over all other fields as canonical JSON, the time as ISO 8601 in UTC."""
        fields = self.model_dump(exclude={"digest", "at"}) | {"at": self.at.astimezone(UTC).isoformat()}
        canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()

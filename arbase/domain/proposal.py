"""A proposal: the pull request, merge request or local branch that carries a verified fix."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from arbase.domain.noun import Noun


class ProposalState(StrEnum):
    """Waiting for a human, or decided by one."""

    WAITING = "waiting"
    MERGED = "merged"
    REJECTED = "rejected"


class Proposal(Noun):
    """Where a verified fix waits. `base` is the branch it goes to, `commit` the head of `branch`."""

    id: str
    incident_id: str
    service: str
    forge: str
    branch: str
    base: str
    commit: str
    title: str
    body: str
    url: str = ""
    state: ProposalState = ProposalState.WAITING
    created_at: datetime

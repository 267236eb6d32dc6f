"""The store: events accepted, incidents, stage results, proposals, reviews and the audit chain."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime

from arbase.domain.event import Event
from arbase.domain.incident import Fingerprint, Incident, IncidentState, Judgement
from arbase.domain.noun import Noun
from arbase.domain.proposal import Proposal, ProposalState
from arbase.domain.review import AuditEntry, IncidentReview, Review
from arbase.domain.service import Service
from arbase.domain.situation import Clue, Membership

CONTEXT = 200_000
"""Longest context in a service's record, in characters."""


class ServiceRecord(Noun):
    """A registered service: its number and public key make the DSN."""

    project: int
    key: str
    service: Service


class StageResult(Noun):
    """What a stage answered for an incident; `outcome` is the JSON of its `Outcome`."""

    stage: str
    outcome: str
    at: datetime


class IncidentDraft(Noun):
    """What digestion knows of an incident when its first event arrives.

    An incident that was stored under one of the `earlier` fingerprints (of versions that are no longer in use) keeps
    taking the event; a new incident gets `fingerprint`.
    """

    fingerprint: Fingerprint
    earlier: tuple[Fingerprint, ...] = ()
    title: str
    culprit: str


class Store(ABC):
    """Everything that must survive kill -9. Each method is one transaction; what returns is on disk."""

    # -- services
    @abstractmethod
    def add_service(self, service: Service) -> ServiceRecord:
        """Register or update the service of this name; project number, key and context stay. Raises StoreError."""

    @abstractmethod
    def set_context(self, name: str, context: str) -> None:
        """Replace what operators wrote about a service into its record. Raises StoreError for an unknown one."""

    @abstractmethod
    def services(self) -> Sequence[ServiceRecord]:
        """All registered services by name."""

    @abstractmethod
    def service_of_project(self, project: int) -> ServiceRecord | None:
        """The service with this project number."""

    @abstractmethod
    def service(self, name: str) -> ServiceRecord | None:
        """The service of this name."""

    # -- intake
    @abstractmethod
    def accept(self, events: Sequence[Event]) -> int:
        """Put redacted events into the inbox, all or none; a known id is skipped. Returns how many are new.

        Raises IntakeRejected (400) for an event that cannot be kept, StoreError for a database that refuses.
        """

    @abstractmethod
    def inbox(self, limit: int) -> Sequence[Event]:
        """Accepted events that are not yet digested, oldest first."""

    @abstractmethod
    def inbox_size(self) -> int:
        """How many accepted events are not yet digested."""

    @abstractmethod
    def digest(self, event: Event, draft: IncidentDraft) -> Incident:
        """Take `event` out of the inbox into the incident of its fingerprint, in one transaction.

        The count grows by exactly one however often this is called for one event; samples stay bounded (the first
        ones, the latest, and an even choice in between). Returns the incident with `event` as its only sample, since
        reading all samples back for every event would cost more than the rest; `incident` gives them all.
        """

    # -- incidents
    @abstractmethod
    def incidents(
        self, *, service: str | None = None, states: Sequence[IncidentState] = (), limit: int = 100
    ) -> Sequence[Incident]:
        """Incidents without samples, last seen first."""

    @abstractmethod
    def incident(self, incident_id: str) -> Incident | None:
        """One incident with its samples; an unambiguous prefix of at least 4 characters of the id is enough."""

    @abstractmethod
    def set_state(self, incident_id: str, state: IncidentState) -> None:
        """Record how far the pipeline came."""

    # -- quarantine
    @abstractmethod
    def put_aside(self, incident_id: str, state: IncidentState) -> None:
        """Record that an incident waits in `state` (discarded, backlog), and what it is like now."""

    @abstractmethod
    def judgement(self, incident_id: str) -> Judgement | None:
        """What the incident was like when it was put aside last."""

    @abstractmethod
    def send_back(self, incident_id: str, why: str) -> None:
        """Let an incident that was put aside be judged anew; `why` is kept with it and in the audit trail."""

    @abstractmethod
    def returned(self, incident_id: str) -> str:
        """Why the incident came back from the quarantine; empty if it did not, or a human discarded it since."""

    @abstractmethod
    def add_incident_review(self, review: IncidentReview) -> None:
        """Record what a human said, the new state and the audit entry, in one transaction."""

    @abstractmethod
    def incident_reviews(self, incident_id: str | None = None) -> Sequence[IncidentReview]:
        """What people said of one incident or of all, oldest first."""

    # -- situations
    @abstractmethod
    def keep_clue(self, clue: Clue) -> None:
        """Keep what an incident shows of its cause."""

    @abstractmethod
    def clues(self, limit: int) -> Sequence[Clue]:
        """The latest clues, newest first."""

    @abstractmethod
    def join_situation(self, incident_id: str, other: str, why: str) -> str:
        """Put an incident into the situation of `other`, which becomes the first of one if need be; its name."""

    @abstractmethod
    def situation(self, incident_id: str) -> str:
        """The name of the incident's situation; empty if it is in none."""

    @abstractmethod
    def situations(self, situation: str | None = None) -> Sequence[Membership]:
        """The incidents of one situation or of all, the first of each first."""

    # -- stage results (the checkpoint of the pipeline)
    @abstractmethod
    def stage_result(self, incident_id: str, stage: str) -> StageResult | None:
        """What the stage answered, if it finished."""

    @abstractmethod
    def stage_results(self, incident_id: str) -> Sequence[StageResult]:
        """All finished stages in the order in which they finished."""

    @abstractmethod
    def save_stage_result(self, incident_id: str, stage: str, outcome: str) -> None:
        """Keep the answer of a finished stage; a second answer for the same stage replaces the first."""

    @abstractmethod
    def forget_stage_results(self, incident_id: str) -> None:
        """Start over, for an incident that came back."""

    # -- proposals, reviews, audit
    @abstractmethod
    def add_proposal(self, proposal: Proposal) -> Proposal:
        """Keep a proposal and let its incident wait for review, in one transaction.

        One of the same id, or a waiting one on the same branch, is returned instead as it stands and nothing changes.
        """

    @abstractmethod
    def proposals(self, *, state: ProposalState | None = None) -> Sequence[Proposal]:
        """Proposals, newest first."""

    @abstractmethod
    def proposal(self, proposal_id: str) -> Proposal | None:
        """One proposal, by id or an unambiguous prefix of at least 4 characters."""

    @abstractmethod
    def add_review(self, review: Review, state: ProposalState) -> None:
        """Record the decision, the new states of proposal and incident, and the audit entry, in one transaction.

        Raises UserError if the proposal is unknown or was decided before.
        """

    @abstractmethod
    def reviews(self, proposal_id: str) -> Sequence[Review]:
        """The decisions on a proposal, oldest first."""

    @abstractmethod
    def audit(self, *, actor: str, action: str, subject: str, reason: str = "") -> AuditEntry:
        """Append to the hash chain."""

    @abstractmethod
    def audit_trail(self) -> Sequence[AuditEntry]:
        """The whole chain, oldest first."""

    @abstractmethod
    def close(self) -> None:
        """Give back connections."""

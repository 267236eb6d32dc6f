"""The store on SQLAlchemy: SQLite by default, PostgreSQL by URL. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from arbase.domain.errors import StoreError
from arbase.domain.event import Event
from arbase.domain.incident import Incident, IncidentState, Judgement
from arbase.domain.proposal import Proposal, ProposalState
from arbase.domain.review import AuditEntry, IncidentReview, Review
from arbase.domain.service import Service
from arbase.domain.situation import Clue, Membership
from arbase.store import inbox, incidents, proposals, quarantine, services, situations
from arbase.store.codec import clean, event_key, pack_event
from arbase.store.database import Database
from arbase.store.interface import IncidentDraft, ServiceRecord, StageResult, Store


class SqlStore(Store):
    """A store in a SQL database. Threads and processes may share the database; one of them writes at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str) -> SqlStore:
        """Open the database at `url`, made and upgraded as needed, all or nothing.

        Raises UserError if it cannot be reached or used or a newer arbase wrote it, StoreError if the disk is full.
        """
        return cls(Database.open(url))

    def close(self) -> None:
        """Give back connections."""
        self._database.close()

    # -- services
    def add_service(self, service: Service) -> ServiceRecord:
        """Register or update the service of this name; project number, key and context stay."""
        with self._database.write() as connection:
            return services.add_service(connection, service)

    def set_context(self, name: str, context: str) -> None:
        """Replace what operators wrote about a service into its record."""
        with self._database.write() as connection:
            services.set_context(connection, name, context)

    def services(self) -> Sequence[ServiceRecord]:
        """All registered services by name."""
        with self._database.read() as connection:
            return services.all_services(connection)

    def service_of_project(self, project: int) -> ServiceRecord | None:
        """The service with this project number."""
        with self._database.read() as connection:
            return services.by_project(connection, project)

    def service(self, name: str) -> ServiceRecord | None:
        """The service of this name."""
        with self._database.read() as connection:
            return services.by_name(connection, name)

    # -- intake
    def accept(self, events: Sequence[Event]) -> int:
        """Put redacted events into the inbox, all or none; a known id is skipped."""
        packed = [(event_key(event.service, event.id), pack_event(event)) for event in events]
        if not packed:
            return 0
        with self._database.write() as connection:
            return inbox.accept(connection, packed)

    def inbox(self, limit: int) -> Sequence[Event]:
        """Accepted events that are not yet digested, oldest first."""
        with self._database.read() as connection:
            return inbox.waiting(connection, limit)

    def inbox_size(self) -> int:
        """How many accepted events are not yet digested."""
        with self._database.read() as connection:
            return inbox.size(connection)

    def digest(self, event: Event, draft: IncidentDraft) -> Incident:
        """Take `event` out of the inbox into the incident of its fingerprint; only a taken event is counted."""
        with self._database.write() as connection:
            payload = inbox.take(connection, event)
            if payload is not None:
                incident_id: str | None = incidents.add_event(connection, event, payload, draft)
            else:
                incident_id = incidents.id_of(connection, event.service, draft)
            if incident_id is None:
                raise StoreError(f"event {clean(event.id, 64)!r} was never accepted, so it cannot be digested")
            return incidents.without_samples(connection, incident_id, event)

    # -- incidents
    def incidents(
        self, *, service: str | None = None, states: Sequence[IncidentState] = (), limit: int = 100
    ) -> Sequence[Incident]:
        """Incidents without samples, last seen first."""
        with self._database.read() as connection:
            return incidents.search(connection, service, states, limit)

    def incident(self, incident_id: str) -> Incident | None:
        """One incident with its samples, by id or unambiguous prefix. Raises UserError if several match."""
        with self._database.read() as connection:
            return incidents.by_prefix(connection, incident_id)

    def hourly(self, incident_id: str) -> dict[int, int]:
        """Events for each hour since 1970 of the last 14 days in which there were any."""
        with self._database.read() as connection:
            return incidents.hourly(connection, incident_id)

    def set_state(self, incident_id: str, state: IncidentState) -> None:
        """Record how far the pipeline came."""
        with self._database.write() as connection:
            incidents.set_state(connection, incident_id, state)

    # -- quarantine
    def put_aside(self, incident_id: str, state: IncidentState) -> None:
        """Record that an incident waits in `state`, and what it is like now."""
        with self._database.write() as connection:
            quarantine.put_aside(connection, incident_id, state)

    def judgement(self, incident_id: str) -> Judgement | None:
        """What the incident was like when it was put aside last."""
        with self._database.read() as connection:
            return quarantine.judgement(connection, incident_id)

    def send_back(self, incident_id: str, why: str) -> None:
        """Let an incident that was put aside be judged anew, and keep why."""
        with self._database.write() as connection:
            quarantine.send_back(connection, incident_id, why)

    def returned(self, incident_id: str) -> str:
        """Why the incident came back from the quarantine."""
        with self._database.read() as connection:
            return quarantine.returned(connection, incident_id)

    def add_incident_review(self, review: IncidentReview) -> None:
        """Record what a human said, the new state and the audit entry."""
        with self._database.write() as connection:
            quarantine.add_review(connection, review)

    def incident_reviews(self, incident_id: str | None = None) -> Sequence[IncidentReview]:
        """What people said of one incident or of all, oldest first."""
        with self._database.read() as connection:
            return quarantine.reviews_of(connection, incident_id)

    # -- situations
    def keep_clue(self, clue: Clue) -> None:
        """Keep what an incident shows of its cause."""
        with self._database.write() as connection:
            situations.keep_clue(connection, clue)

    def clues(self, limit: int) -> Sequence[Clue]:
        """The latest clues, newest first."""
        with self._database.read() as connection:
            return situations.clues(connection, limit)

    def join_situation(self, incident_id: str, other: str, why: str) -> str:
        """Put an incident into the situation of `other`; its name."""
        with self._database.write() as connection:
            return situations.join(connection, incident_id, other, why)

    def situation(self, incident_id: str) -> str:
        """The name of the incident's situation; empty if it is in none."""
        with self._database.read() as connection:
            return situations.situation_of(connection, incident_id)

    def situations(self, situation: str | None = None) -> Sequence[Membership]:
        """The incidents of one situation or of all."""
        with self._database.read() as connection:
            return situations.members(connection, situation)

    # -- stage results
    def stage_result(self, incident_id: str, stage: str) -> StageResult | None:
        """What the stage answered, if it finished."""
        with self._database.read() as connection:
            return next(iter(proposals.stage_results_of(connection, incident_id, stage)), None)

    def stage_results(self, incident_id: str) -> Sequence[StageResult]:
        """All finished stages in the order in which they finished."""
        with self._database.read() as connection:
            return proposals.stage_results_of(connection, incident_id)

    def save_stage_result(self, incident_id: str, stage: str, outcome: str) -> None:
        """Keep the answer of a finished stage; a second answer for the same stage replaces the first."""
        with self._database.write() as connection:
            proposals.save_stage_result(connection, incident_id, stage, outcome)

    def forget_stage_results(self, incident_id: str) -> None:
        """Start over, for an incident that came back."""
        with self._database.write() as connection:
            proposals.forget_stage_results(connection, incident_id)

    # -- proposals, reviews, audit
    def add_proposal(self, proposal: Proposal) -> Proposal:
        """Keep a proposal; one that is known or waits on the same branch is returned instead."""
        with self._database.write() as connection:
            return proposals.add_proposal(connection, proposal)

    def proposals(self, *, state: ProposalState | None = None) -> Sequence[Proposal]:
        """Proposals, newest first."""
        with self._database.read() as connection:
            return proposals.all_proposals(connection, state)

    def proposal(self, proposal_id: str) -> Proposal | None:
        """One proposal, by id or unambiguous prefix. Raises UserError if several match."""
        with self._database.read() as connection:
            return proposals.by_prefix(connection, proposal_id)

    def add_review(self, review: Review, state: ProposalState) -> None:
        """Record the decision, the new states of proposal and incident, and the audit entry. Raises UserError."""
        with self._database.write() as connection:
            proposals.add_review(connection, review, state)

    def reviews(self, proposal_id: str) -> Sequence[Review]:
        """The decisions on a proposal, oldest first."""
        with self._database.read() as connection:
            return proposals.reviews_of(connection, proposal_id)

    def audit(self, *, actor: str, action: str, subject: str, reason: str = "") -> AuditEntry:
        """Append to the hash chain."""
        with self._database.write() as connection:
            return proposals.append_audit(connection, actor, action, subject, reason)

    def audit_trail(self) -> Sequence[AuditEntry]:
        """The whole chain, oldest first."""
        with self._database.read() as connection:
            return proposals.audit_trail(connection)

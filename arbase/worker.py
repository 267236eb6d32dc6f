"""The worker: takes accepted events into incidents, and incidents through the pipeline, one after the other.

It keeps no state of its own. Whatever it was doing when it was killed is found again in the store: undigested events in
the inbox, incidents that are new or running, finished stages in the checkpoint; and what a rule should have been asked
about an incident that was put aside or fixed is asked again when a worker starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from arbase.classify.priority import explained
from arbase.classify.quarantine import QuarantineSettings, returns
from arbase.domain.errors import ArbaseError
from arbase.domain.event import Event
from arbase.domain.incident import Incident, IncidentState
from arbase.domain.outcome import Done
from arbase.domain.progress import Observer, Progress
from arbase.domain.proposal import ProposalState
from arbase.domain.review import Decision
from arbase.domain.service import Service
from arbase.domain.situation import Clue
from arbase.domain.triage import RelatedIncident
from arbase.domain.verdict import Queue
from arbase.intake.digest import draft
from arbase.intake.regressions import Fix, came_back, holds
from arbase.pipeline import Journey, Pipeline
from arbase.store.interface import Store
from arbase.triage.situations import clue_of, could_share, hours_of, shared_cause

UNFINISHED = (IncidentState.RUNNING, IncidentState.NEW)
RAISED = (IncidentState.DIAGNOSED, IncidentState.AWAITING_REVIEW, IncidentState.APPROVED, IncidentState.REJECTED)
RECENT = 300
"""So many of the latest clues are compared with a new one."""
PUT_ASIDE = (IncidentState.DISCARDED, IncidentState.BACKLOG)
LOOKED_BACK = 10_000
"""So many incidents that were put aside or fixed are looked at again when a worker starts, last seen first."""
BATCH = 100
PipelineOf = Callable[[Service], AbstractContextManager[Pipeline]]


class Worker:
    """Works off one store. `pipeline_of` gives the pipeline for a service (its sandbox and forge differ)."""

    def __init__(
        self, store: Store, pipeline_of: PipelineOf, observe: Observer, quarantine: QuarantineSettings | None = None
    ) -> None:
        self._store = store
        self._quarantine = quarantine or QuarantineSettings()
        self._pipeline_of = pipeline_of
        self._observe = observe
        self._looked_back = False

    def step(self) -> bool:
        """Digest a batch of events and take one incident as far as it goes. False if there was nothing to do."""
        digested = self.digest()
        incident = self.next_incident()
        if incident is None:
            return digested > 0
        self.process(incident)
        return True

    def digest(self) -> int:
        """Group accepted events into incidents; returns how many."""
        if not self._looked_back:
            self._look_back()
            self._looked_back = True
        events = self._store.inbox(BATCH)
        for event in events:
            self._digested(event)
        return len(events)

    def _look_back(self) -> None:
        """Ask the rules about events that were digested just before a kill, so that nobody asked them yet.

        They give the same answer twice, so that it does no harm where they were asked.
        """
        for aside in self._store.incidents(states=PUT_ASIDE, limit=LOOKED_BACK):
            then = self._store.judgement(aside.id)
            if then is not None and aside.count > then.count:
                self._leave_quarantine(aside)
        for fixed in self._store.incidents(states=(IncidentState.APPROVED,), limit=LOOKED_BACK):
            whole = self._store.incident(fixed.id)
            for event in whole.samples if whole else ():
                if self._reopen_if_it_came_back(fixed.id, event):
                    break

    def digest_one(self) -> Incident | None:
        """Group the oldest accepted event, for whoever replays the past one by one; its incident, None without one."""
        waiting = self._store.inbox(1)
        return self._digested(waiting[0]) if waiting else None

    def _digested(self, event: Event) -> Incident:
        incident = self._store.digest(event, draft(event))
        text = f"{incident.service}: {incident.title}" + (f" (x{incident.count})" if incident.count > 1 else "")
        self._observe(Progress(stage="intake", kind="event", incident_id=incident.id, text=text))
        # New too: a second look that is due already must still learn that a rule asked for it.
        if incident.state in (*PUT_ASIDE, IncidentState.NEW):
            self._leave_quarantine(incident)
        elif incident.state is IncidentState.APPROVED:
            self._reopen_if_it_came_back(incident.id, event)
        return incident

    def _leave_quarantine(self, incident: Incident) -> None:
        """Judge anew what was put aside where a rule says that it changed, or where it has just grown tenfold."""
        then = self._store.judgement(incident.id)
        if then is not None and returns(incident, then, self._quarantine):
            # Only now with its hours, which one of the rules needs and which cost a read of all samples.
            whole = self._store.incident(incident.id) or incident
            why = returns(whole, then, self._quarantine)
            if why and not (incident.state is IncidentState.NEW and self._store.returned(incident.id)):
                self._store.send_back(incident.id, why)
                self._observe(Progress(stage="intake", kind="returned", incident_id=incident.id, text=f"back: {why}"))
                return
        if incident.state in PUT_ASIDE and _looked_at_again(incident.count):
            self._store.forget_stage_results(incident.id)
            self._store.set_state(incident.id, IncidentState.NEW)

    def _reopen_if_it_came_back(self, incident_id: str, event: Event) -> bool:
        """A fixed incident of which a release with the fix tells again is worked on anew, and the trail says why."""
        fixes = fixes_of(self._store, incident_id)
        incident, record = self._store.incident(incident_id), self._store.service(event.service)
        if not fixes or incident is None or record is None:
            return False
        newest = fixes[-1]
        before = [one.release for one in incident.samples if one.release and one.received_at <= newest.approved_at]
        why = came_back(event, newest, before, holds(record.service.repository, event.release, newest))
        if why:
            reason = f"regression: {newest}; {why}"
            self._store.send_back(incident_id, reason)
            self._observe(Progress(stage="intake", kind="regression", incident_id=incident_id, text=reason))
        return bool(why)

    def next_incident(self) -> Incident | None:
        """An incident that was interrupted, or else a new one, the oldest first; with its samples."""
        for state in UNFINISHED:
            waiting = self._store.incidents(states=(state,), limit=1000)
            if waiting:
                return self._store.incident(min(waiting, key=lambda incident: incident.first_seen).id)
        return None

    def process(self, incident: Incident) -> Journey | None:
        """Take `incident` through the pipeline and record where it ended. None if its service is gone."""
        record = self._store.service(incident.service)
        if record is None:
            self._store.set_state(incident.id, IncidentState.FAILED)
            return None
        self._store.set_state(incident.id, IncidentState.RUNNING)
        related = related_to(incident, self._store.incidents(limit=200))
        incident = incident.model_copy(update={"fixed_before": tuple(map(str, fixes_of(self._store, incident.id)))})
        try:
            with self._pipeline_of(record.service) as pipeline:
                journey = pipeline.run(incident, record.service, related, self._observe)
        except ArbaseError as error:
            self._store.set_state(incident.id, IncidentState.FAILED)
            self._observe(Progress(stage="worker", kind="failed", incident_id=incident.id, text=str(error)))
            return None
        # Before the state: who is killed in between calls a human twice rather than never.
        self._alert(incident, journey)
        if isinstance(journey.proposal, Done):
            # It sets the state as well; setting it again could overwrite what a human decided in between.
            kept = self._store.add_proposal(journey.proposal.value)
            if kept.state is ProposalState.REJECTED:
                self._store.set_state(incident.id, IncidentState.REJECTED)
            elif kept.state is ProposalState.MERGED:
                # It came back in spite of exactly this fix, so a human has to look.
                self._store.set_state(incident.id, IncidentState.DIAGNOSED)
        elif journey.state in PUT_ASIDE:
            self._store.put_aside(incident.id, journey.state)
        else:
            self._store.set_state(incident.id, journey.state)
        self._observe(Progress(stage="worker", kind="settled", incident_id=incident.id, text=journey.state.value))
        return journey

    def _alert(self, incident: Incident, journey: Journey) -> None:
        """Say once for each situation that a human is called: for its first raised incident."""
        if not isinstance(journey.triage, Done):
            return
        clue = clue_of(incident, journey.triage.value)
        self._store.keep_clue(clue)
        name = self._store.situation(incident.id) or self._situation(clue)
        if not isinstance(journey.verdict, Done) or journey.verdict.value.queue is not Queue.FOCUS:
            return
        members = [one.incident_id for one in self._store.situations(name)] if name else []
        others = (self._store.incident(one) for one in members if one != incident.id)
        first = next((one for one in others if one is not None and one.state in RAISED), None)
        text = f"calls a human: {incident.title}"
        if first is not None:
            text = f"one situation with {first.id}, which called a human already"
        kind = "alert" if first is None else "joined"
        verdict = journey.verdict.value
        why = f"priority {verdict.priority:.2f}" + (f": {told}" if (told := explained(verdict.impact)) else "")
        data = {"service": incident.service, "why": why}
        self._observe(Progress(stage="worker", kind=kind, incident_id=incident.id, text=text, data=data))

    def _situation(self, clue: Clue) -> str:
        """Join the situation of the latest incident that shares the cause; empty if there is none."""
        for other in self._store.clues(RECENT):
            if not could_share(clue, other):
                continue
            now = self._store.incident(other.incident_id)
            if now is None:
                continue
            why = shared_cause(clue, other.model_copy(update={"hours": hours_of(now)}))
            if why:
                return self._store.join_situation(clue.incident_id, other.incident_id, why)
        return ""


def fixes_of(store: Store, incident_id: str) -> list[Fix]:
    """The fixes of an incident that a human approved, oldest first."""
    found = []
    for proposal in store.proposals(state=ProposalState.MERGED):
        if proposal.incident_id != incident_id:
            continue
        approved = [one for one in store.reviews(proposal.id) if one.decision is Decision.APPROVE]
        found += [
            Fix(
                proposal=proposal.id,
                title=proposal.title,
                commit=proposal.commit,
                approved_at=one.at,
                approved_by=one.actor,
                reason=one.reason,
            )
            for one in approved
        ]
    return sorted(found, key=lambda fix: fix.approved_at)


def related_to(incident: Incident, others: Iterable[Incident]) -> tuple[RelatedIncident, ...]:
    """Incidents that share place, kind or time; triage decides what that means."""
    found = []
    kind = incident.title.split(":", 1)[0]
    for other in others:
        if other.id == incident.id:
            continue
        overlap = other.first_seen <= incident.last_seen and incident.first_seen <= other.last_seen
        reasons = [
            *(["the same place"] if incident.culprit and other.culprit == incident.culprit else []),
            *(["the same kind of error"] if other.title.split(":", 1)[0] == kind else []),
            *(["at the same time"] if overlap and other.service != incident.service else []),
        ]
        if reasons:
            found.append(RelatedIncident(id=other.id, title=other.title, why=", ".join(reasons)))
    return tuple(found[:20])


def _looked_at_again(count: int) -> bool:
    """Powers of ten from 10: what was put aside at its first event is judged anew when it has grown."""
    text = str(count)
    return count >= 10 and text[0] == "1" and set(text[1:]) == {"0"}

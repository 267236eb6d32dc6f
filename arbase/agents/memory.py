"""Past incidents of a service and how they ended, found by likeness: evidence for agents, with its provenance."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from pydantic import Field

from arbase.agents.provenance import data
from arbase.domain.diagnosis import Diagnosis
from arbase.domain.fix import VerifiedFix
from arbase.domain.incident import Incident, IncidentState
from arbase.domain.normalise import normalise_message
from arbase.domain.noun import Noun
from arbase.domain.proposal import Proposal, ProposalState
from arbase.model.tools import Arguments, Tool
from arbase.store.interface import Store

N = TypeVar("N", bound=Noun)
LOOKED_AT = 500
TOLD = 5
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,60}")
ENDED = {
    IncidentState.APPROVED: "fixed, approved by a human",
    IncidentState.REJECTED: "a fix was rejected by a human",
    IncidentState.AWAITING_REVIEW: "a fix waits for review",
    IncidentState.DIAGNOSED: "diagnosed, not fixed",
    IncidentState.DISCARDED: "discarded as noise",
    IncidentState.BACKLOG: "in the backlog",
}


class Remember(Arguments):
    """Arguments of `past_incidents`."""

    words: str = Field(min_length=3, max_length=1000, description="Exception, message, functions, files.")


class Memory:
    """What a store remembers. Only incidents of the one service are ever seen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def tool(self, incident: Incident) -> Tool:
        """The tool `past_incidents` for whoever works on `incident`."""
        text = "Incidents of this service that are alike, and how they ended."
        return Tool("past_incidents", text, Remember, lambda given: self.told(incident, given.words))

    def told(self, incident: Incident, words: str) -> str:
        """The most alike ones as data; a fixed one that came back is named as such."""
        found = self.alike(incident, words)
        return "\n".join(map(self._one, found)) if found else "no past incident of this service is alike"

    def alike(self, incident: Incident, words: str) -> list[Incident]:
        """Incidents that share rare words with `words`, the most alike first."""
        others = [
            one
            for one in self._store.incidents(service=incident.service, limit=LOOKED_AT)
            if one.id != incident.id and one.service == incident.service
        ]
        asked = set(WORD.findall(normalise_message(words).lower()))
        texts = {one.id: set(_words(one)) for one in others}
        common = Counter(word for text in texts.values() for word in text)

        def worth(one: Incident) -> float:
            return sum(math.log(1 + len(others) / common[word]) for word in asked & texts[one.id])

        scored = sorted(((worth(one), one) for one in others), key=lambda pair: -pair[0])
        return [one for score, one in scored[:TOLD] if score > 0.5]

    def _one(self, incident: Incident) -> str:
        proposals = [one for one in self._store.proposals() if one.incident_id == incident.id]
        lines = [f"{incident.title} at {incident.culprit}; {incident.count} events, last {incident.last_seen:%Y-%m-%d}"]
        lines.append(f"ended: {ENDED.get(incident.state, incident.state.value)}")
        if len(proposals) > 1 and any(one.state is ProposalState.MERGED for one in proposals):
            lines.append("it was fixed before and came back")
        lines += self._cause(incident)
        for proposal in proposals[:2]:
            lines += self._fix(proposal)
        return data(f"past incident {incident.id} of the service {incident.service}", "\n".join(lines), 3_000)

    def _cause(self, incident: Incident) -> Iterator[str]:
        """What the investigation found, and what the fix changed, as far as the store still has it."""
        diagnosis = self._found(incident, "investigate", Diagnosis)
        if diagnosis is not None and diagnosis.hypotheses:
            best = diagnosis.hypotheses[0]
            yield f"cause, {best.status.value} ({best.confidence:.2f}): {best.statement[:300]}"
        fix = self._found(incident, "verify", VerifiedFix)
        if fix is not None:
            yield f"the change: {fix.candidate.rationale[:300]}\n{fix.candidate.patch.diff[:1200]}"

    def _found(self, incident: Incident, stage: str, of: type[N]) -> N | None:
        kept = self._store.stage_result(incident.id, stage)
        if kept is None:
            return None
        try:
            return of.model_validate(json.loads(kept.outcome).get("value"))
        except ValueError:
            # Declined, or written by another version: there is nothing to tell.
            return None

    def _fix(self, proposal: Proposal) -> Iterator[str]:
        yield f"fix {proposal.state.value}: {proposal.title}"
        for review in self._store.reviews(proposal.id):
            yield f"review: {review.decision.value} ({review.reason[:300] or 'no reason given'})"


def _words(incident: Incident) -> list[str]:
    return WORD.findall(f"{normalise_message(incident.title)} {incident.culprit}".lower())

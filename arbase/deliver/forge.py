"""Delivery to a forge: one branch, one proposal, the same ones however often it is repeated."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime

from arbase.deliver.body import body_of, headline
from arbase.deliver.interface import Deliverer
from arbase.domain.diagnosis import Diagnosis
from arbase.domain.errors import ForgeError
from arbase.domain.fix import Patch, VerifiedFix
from arbase.domain.incident import Incident
from arbase.domain.outcome import Declined, Done, Failed, Outcome
from arbase.domain.progress import Observer, Progress
from arbase.domain.proposal import Proposal
from arbase.domain.service import Service
from arbase.forge.interface import Forge

_SLUG = re.compile(r"[^a-z0-9]+")


def _now() -> datetime:
    return datetime.now(UTC)


class ForgeDeliverer(Deliverer):
    """Makes the branch on `forge` and the proposal that tells of it. `now` dates the proposal."""

    def __init__(self, forge: Forge, now: Callable[[], datetime] = _now) -> None:
        self._forge = forge
        self._now = now

    def deliver(
        self, fix: VerifiedFix, diagnosis: Diagnosis, incident: Incident, service: Service, observe: Observer
    ) -> Outcome[Proposal]:
        """Make the proposal, or the same one again after an interruption.

        Raises TypeError for anything but a VerifiedFix. Declines one whose proof has a hole; fails if the forge does.
        """
        if type(fix) is not VerifiedFix:
            raise TypeError(f"only a VerifiedFix is delivered, not {type(fix).__name__}")
        hole = _hole(fix, incident)
        if hole:
            return Declined(reason=f"not delivered: {hole}")
        patch = Patch(edits=fix.candidate.patch.edits + fix.candidate.tests.edits)
        proposal_id = _identity(incident, fix, patch)
        title = headline(diagnosis, incident)
        body = body_of(fix, diagnosis, incident, proposal_id)
        name = _branch(incident, title, proposal_id)
        try:
            branch = self._forge.propose(
                service, branch=name, base_commit=fix.base_commit, patch=patch, title=title, body=body
            )
        except ForgeError as error:
            return Failed(error=str(error))
        text = f"branch {branch.name} ({branch.commit[:12]}) waits for {branch.base}"
        observe(Progress(stage="deliver", kind="branch", incident_id=incident.id, text=text))
        return Done(
            value=Proposal(
                id=proposal_id,
                incident_id=incident.id,
                service=service.name,
                forge=self._forge.name,
                branch=branch.name,
                base=branch.base,
                commit=branch.commit,
                title=title,
                body=body,
                url=branch.url,
                created_at=self._now(),
            )
        )


def _hole(fix: VerifiedFix, incident: Incident) -> str:
    """Why `fix` must not be delivered, whatever made it; empty if nothing speaks against it."""
    if fix.incident_id != incident.id:
        return f"the fix is for incident {fix.incident_id}, not for {incident.id}"
    unmet = [run.name for run in fix.proof.runs if not run.as_expected]
    refused = [gate.gate for gate in fix.proof.gates if not gate.passed]
    if unmet or refused:
        return "its proof did not hold in " + ", ".join([*unmet, *refused])
    if not fix.proof.runs:
        return "its proof has no run"
    both = set(fix.candidate.patch.paths) & set(fix.candidate.tests.paths)
    return f"fix and tests both change {', '.join(sorted(both))}" if both else ""


def _identity(incident: Incident, fix: VerifiedFix, patch: Patch) -> str:
    """Depends on the incident and the tree that the branch will have: on its base and the patch."""
    facts = "\0".join((incident.id, fix.base_commit, patch.diff))
    return hashlib.sha256(facts.encode("utf-8", "replace")).hexdigest()[:12]


def _branch(incident: Incident, title: str, proposal_id: str) -> str:
    """The same for the same fix; another fix of the incident gets another branch by the end of the name."""
    words = _SLUG.sub("-", title.lower().removeprefix("fix "))[:40].strip("-")
    identity = _SLUG.sub("-", incident.id.lower()).strip("-")
    return "arbase/" + "-".join(part for part in (identity, words, proposal_id[:6]) if part)

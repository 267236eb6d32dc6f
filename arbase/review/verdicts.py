"""Decisions on verdicts: a human restores what was put aside, discards what was raised, and answers the audit."""

from __future__ import annotations

from datetime import UTC, datetime

from arbase.domain.errors import UserError
from arbase.domain.incident import Incident, IncidentState
from arbase.domain.review import IncidentReview, Occasion
from arbase.store.interface import Store

_PUT_ASIDE = (IncidentState.DISCARDED, IncidentState.BACKLOG)
_IN_WORK = (IncidentState.NEW, IncidentState.RUNNING)


def restore(store: Store, incident_id: str, actor: str, why: str) -> Incident:
    """Raise an incident that was put aside; it goes through the pipeline again, and the classifier heeds this.

    Raises UserError for an unknown incident, one that is not put aside, an empty actor or no reason.
    """
    incident = _found(store, incident_id)
    if incident.state not in _PUT_ASIDE:
        raise UserError(f"incident {incident.id} is {incident.state}; only what was put aside can be restored")
    return _recorded(store, incident, _Answer(True, Occasion.REVIEW, actor, why))


def confirm(store: Store, incident_id: str, actor: str, why: str) -> Incident:
    """Say of a raised incident that it is worth somebody's time; nothing is run again.

    Raises UserError for an unknown incident, one that was not raised, an empty actor or no reason.
    """
    incident = _found(store, incident_id)
    if incident.state in (*_PUT_ASIDE, *_IN_WORK):
        raise UserError(f"incident {incident.id} is {incident.state}; only what was raised can be confirmed")
    return _recorded(store, incident, _Answer(True, Occasion.REVIEW, actor, why))


def discard(store: Store, incident_id: str, actor: str, why: str) -> Incident:
    """Put an incident aside that is not worth anybody's time; the quarantine may bring it back.

    Raises UserError for an unknown incident, one that is in work, waits with a proposal or was fixed.
    """
    incident = _found(store, incident_id)
    if incident.state in _IN_WORK:
        raise UserError(f"incident {incident.id} is {incident.state}: wait until the pipeline is done with it")
    if incident.state in (IncidentState.AWAITING_REVIEW, IncidentState.APPROVED):
        raise UserError(f"incident {incident.id} is {incident.state}: decide about its fix with `arbase review`")
    return _recorded(store, incident, _Answer(False, Occasion.REVIEW, actor, why))


def answer_audit(store: Store, incident_id: str, actor: str, why: str, *, actionable: bool) -> Incident:
    """What a human says of a discarded incident of the audit's sample; an actionable one is restored.

    Raises UserError for an unknown incident or one that is not discarded.
    """
    incident = _found(store, incident_id)
    if incident.state is not IncidentState.DISCARDED:
        raise UserError(f"incident {incident.id} is {incident.state}; the audit is about what was discarded")
    return _recorded(store, incident, _Answer(actionable, Occasion.AUDIT, actor, why))


class _Answer:
    """What was said, by whom and why."""

    def __init__(self, actionable: bool, occasion: Occasion, actor: str, why: str) -> None:
        self.actionable, self.occasion = actionable, occasion
        self.actor, self.why = " ".join(actor.split()), why.strip()


def _recorded(store: Store, incident: Incident, said: _Answer) -> Incident:
    if not said.actor:
        raise UserError("a decision needs the name of whoever makes it; give it with --as NAME")
    if not said.why:
        raise UserError(f"incident {incident.id}: say why, as in --why 'customers cannot pay'")
    store.add_incident_review(
        IncidentReview(
            incident_id=incident.id,
            actionable=said.actionable,
            occasion=said.occasion,
            was=incident.state,
            actor=said.actor,
            at=datetime.now(UTC),
            reason=said.why,
        )
    )
    return store.incident(incident.id) or incident


def _found(store: Store, incident_id: str) -> Incident:
    incident = store.incident(incident_id)
    if incident is None:
        raise UserError(f"there is no incident {incident_id[:40]!r}; `arbase incident list` shows all")
    return incident

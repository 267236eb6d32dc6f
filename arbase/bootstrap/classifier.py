"""Which classifier judges: by rules or learnt, and what people say beside it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from arbase.classify.interface import Classifier
from arbase.classify.rules import RuleClassifier
from arbase.classify.standing import StandingClassifier, standing_of
from arbase.domain.incident import Incident
from arbase.domain.outcome import Done
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.domain.triage import TriageReport
from arbase.investigate.interface import Investigator
from arbase.settings import Settings
from arbase.store.interface import Store


def unnoted(text: str) -> None:
    """Where nobody reads the notes."""


Prove = Callable[[Incident, TriageReport], bool | None]


def classifier_for(settings: Settings, note: Callable[[str], None] = unnoted, prove: Prove | None = None) -> Classifier:
    """The classifier that the settings ask for; a learnt one is built if it is not there yet.

    `prove` tells of what it is unsure whether it reproduces; without it that waits in the backlog.
    """
    if settings.classify.engine != "rules":
        # scikit-learn takes more than a second to import: only who classifies waits for it.
        champions: Any = importlib.import_module("arbase.evaluation.champion")
        found = champions.champion(settings.classify, settings.home, note)
        if found is not None:
            learnt: Any = importlib.import_module("arbase.classify.learnt")
            chosen: Classifier = learnt.LearntClassifier(found, prove if settings.classify.reproduce else None)
            return chosen
    return RuleClassifier(settings.classify)


def proved_by(investigator: Investigator, service: Service) -> Prove:
    """Whether an incident of `service` reproduces, as an investigation finds out."""

    def prove(incident: Incident, report: TriageReport) -> bool | None:
        outcome = investigator.investigate(incident, report, service, unobserved)
        return outcome.value.reproduction is not None if isinstance(outcome, Done) else None

    return prove


def standing_in(settings: Settings, store: Store, prove: Prove | None = None) -> Classifier:
    """The classifier of the settings, which heeds what people and the quarantine of `store` say."""
    straight = settings.classify.quarantine.straight
    inner = classifier_for(settings, prove=prove)
    return StandingClassifier(inner, standing_of(store), straight=straight)

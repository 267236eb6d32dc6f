"""What the gates cost: fixes that an oracle takes, among those that the verifier did not take."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.fix import CandidateFix
from arbase.domain.outcome import Declined
from arbase.domain.progress import Observer
from arbase.domain.service import Service
from arbase.pipeline import Journey
from arbase.repair.interface import RepairEngine

MOST = 12


class Offered(RepairEngine):
    """An engine whose candidates are kept as they go by."""

    def __init__(self, behind: RepairEngine) -> None:
        self._behind = behind
        self.kept: list[CandidateFix] = []

    def candidates(self, diagnosis: Diagnosis, service: Service, observe: Observer) -> Iterator[CandidateFix]:
        """Those of the engine behind it."""
        for candidate in self._behind.candidates(diagnosis, service, observe):
            self.kept.append(candidate)
            yield candidate


def refused_right(engine: RepairEngine, journey: Journey, is_right: Callable[[str], bool]) -> tuple[str, ...]:
    """What was refused although it is right, each with the verifier's reason. `is_right` takes a diff.

    Asked of at most `MOST` candidates of an engine that keeps them, and only where nothing was verified.
    """
    if not isinstance(journey.fix, Declined) or not isinstance(engine, Offered):
        return ()
    found = []
    for one in engine.kept[:MOST]:
        if is_right(one.patch.diff):
            said = next((text for text in journey.fix.details if text.startswith(f"{one.template}:")), one.template)
            found.append(said[:400])
    return tuple(found)

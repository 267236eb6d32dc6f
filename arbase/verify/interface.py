"""Verification: the only maker of a `VerifiedFix`. It does not know who wrote the candidate."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.fix import CandidateFix, VerifiedFix
from arbase.domain.outcome import Outcome
from arbase.domain.progress import Observer
from arbase.domain.service import Service


@runtime_checkable
class Heeding(Protocol):
    """Candidates from an engine that wants to hear refusals: the next candidate is its answer to them."""

    waited: float
    """Seconds that the engine has spent on thinking; they do not count as time of the verification."""

    def refused(self, candidate: CandidateFix, reason: str) -> None:
        """Why `candidate` is no fix."""
        ...


class Verifier(ABC):
    """Proves a candidate red to green, and refuses what only looks green."""

    @abstractmethod
    def verify(
        self, candidates: Iterator[CandidateFix], diagnosis: Diagnosis, service: Service, observe: Observer
    ) -> Outcome[VerifiedFix]:
        """The first candidate that passes proof and gates. Declines with the gates' reasons and the choices."""

"""Static candidates first; a language model only for what none of them fixes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.fix import CandidateFix
from arbase.domain.progress import Observer
from arbase.domain.service import Service
from arbase.repair.agent import AgentCandidates, AgentRepair
from arbase.repair.interface import RepairEngine


@dataclass(frozen=True)
class Share:
    """How much of a verification the static engine may use up: candidates, and seconds."""

    candidates: int
    seconds: float


class CascadeRepair(RepairEngine):
    """One engine after the other."""

    def __init__(self, static: RepairEngine, agent: AgentRepair, share: Share) -> None:
        self._static = static
        self._agent = agent
        self._share = share

    def candidates(self, diagnosis: Diagnosis, service: Service, observe: Observer) -> CascadeCandidates:
        """See the interface; what comes heeds refusals."""
        case = (diagnosis, service, observe)
        return CascadeCandidates(self._static.candidates(*case), self._agent, case, self._share)


class CascadeCandidates(Iterator[CandidateFix]):
    """The agent is asked when static candidates are used up and none of them still stands."""

    def __init__(
        self,
        static: Iterator[CandidateFix],
        agent: AgentRepair,
        case: tuple[Diagnosis, Service, Observer],
        share: Share,
    ) -> None:
        self._static = static
        self._engine = agent
        self._case = case
        self._share = share
        self._agent: AgentCandidates | None = None
        self._standing: list[CandidateFix] = []
        self._near_misses: list[str] = []
        self._given = 0
        self._until = time.monotonic() + share.seconds

    @property
    def waited(self) -> float:
        """Seconds of the agent."""
        return self._agent.waited if self._agent is not None else 0.0

    def __next__(self) -> CandidateFix:
        if self._agent is None:
            candidate = self._next_static()
            if candidate is not None:
                self._standing.append(candidate)
                return candidate
            if self._standing:
                raise StopIteration
            self._agent = self._engine.after(*self._case, tuple(self._near_misses))
        return next(self._agent)

    def refused(self, candidate: CandidateFix, reason: str) -> None:
        """A static one is out; the agent is told why its own is no fix, and later why the static ones were none."""
        if candidate.engine == self._engine.name and self._agent is not None:
            self._agent.refused(candidate, reason)
            return
        self._standing = [one for one in self._standing if one != candidate]
        self._near_misses.append(f"{candidate.template or candidate.stream}: {reason}"[:400])

    def _next_static(self) -> CandidateFix | None:
        if self._given >= self._share.candidates or time.monotonic() > self._until:
            return None
        self._given += 1
        return next(self._static, None)

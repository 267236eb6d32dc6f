"""The fix agent: a language model edits over the exported code, runs tests in the sandbox, and submits.

It proposes and proves nothing. A fix that the gates refuse goes back to it with the reason, at most `refusals` times.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import Field

from arbase.agents.conventions import Conventions
from arbase.agents.past import Past
from arbase.agents.provenance import data
from arbase.agents.reading import Code
from arbase.agents.runs import Runs
from arbase.agents.told import diagnosis_told, service_told
from arbase.agents.workbench import Workbench
from arbase.domain.diagnosis import Diagnosis
from arbase.domain.errors import ReplayError, SandboxError, WorkspaceError
from arbase.domain.fix import CandidateFix
from arbase.domain.outcome import Declined, Failed
from arbase.domain.progress import Observer, Progress
from arbase.domain.service import Service
from arbase.model.assignment import Assignment
from arbase.model.tools import Arguments
from arbase.repair.interface import RepairEngine
from arbase.replay.interface import Replayer
from arbase.replay.prepared import PreparedTree

if TYPE_CHECKING:
    from arbase.model.seat import Seat

AGENT = "repair"
ENGINE = "agent"
NEAR_MISSES = 8


class FixAnswer(Arguments):
    """What the fix agent submits; the fix itself are its edits."""

    cause: str = Field(min_length=5, max_length=800, description="Why it failed.")
    why_right: str = Field(min_length=5, max_length=800, description="Why this change is right for this repository.")
    precedent: str = Field(default="", max_length=200, description="PATH:LINE where the repository does the same.")
    no_fix: bool = Field(default=False, description="True: it cannot be fixed here; the edits are not proposed.")


class AgentRepair(RepairEngine):
    """Candidates from a language model."""

    name = ENGINE

    def __init__(self, seat: Seat, replayer: Replayer, refusals: int) -> None:
        self._seat = seat
        self._replayer = replayer
        self._refusals = refusals

    def candidates(self, diagnosis: Diagnosis, service: Service, observe: Observer) -> AgentCandidates:
        """See the interface; what comes heeds refusals."""
        return self.after(diagnosis, service, observe, ())

    def after(
        self, diagnosis: Diagnosis, service: Service, observe: Observer, near_misses: tuple[str, ...]
    ) -> AgentCandidates:
        """Candidates, told of other engines' refused ones."""
        job = _Job(self._seat, self._replayer, diagnosis, service, observe, near_misses)
        return AgentCandidates(job, self._refusals)


class AgentCandidates(Iterator[CandidateFix]):
    """One candidate, and another for each refusal that is told, up to a number."""

    def __init__(self, job: _Job, refusals: int) -> None:
        self._job = job
        self._left = refusals + 1
        self._told: str | None = ""
        self.waited = 0.0

    def __next__(self) -> CandidateFix:
        if self._told is None or not self._left:
            raise StopIteration
        told, self._told, self._left = self._told, None, self._left - 1
        began = time.monotonic()
        candidate = self._job.candidate(told)
        self.waited += time.monotonic() - began
        if candidate is None:
            self._left = 0
            raise StopIteration
        return candidate

    def refused(self, candidate: CandidateFix, reason: str) -> None:
        """Why the candidate is no fix; the next one is the agent's answer to that."""
        self._told = (
            f"Your fix was refused: {reason}\nYour edits are as you left them. Work on this reason and submit again; "
            "if it cannot be met, submit with no_fix."
        )


class _Job:
    """One diagnosis for one agent."""

    def __init__(
        self,
        seat: Seat,
        replayer: Replayer,
        diagnosis: Diagnosis,
        service: Service,
        observe: Observer,
        near_misses: tuple[str, ...],
    ) -> None:
        self._seat = seat
        self._replayer = replayer
        self._diagnosis = diagnosis
        self._service = service
        self._observe = observe
        self._near_misses = near_misses

    def candidate(self, told: str) -> CandidateFix | None:
        """The agent's fix, or None with the reason told."""
        if self._diagnosis.reproduction is None:
            self._tell("nothing", "Without a reproduction no fix can be tried out.")
            return None
        try:
            with self._replayer.prepared(self._service, self._diagnosis.base_commit or None) as prepared:
                if prepared.problem:
                    self._tell("broken", prepared.problem)
                return self._asked(prepared, told)
        except (ReplayError, SandboxError, WorkspaceError) as error:
            self._tell("broken", f"The agent had to stop: {error}")
            return None

    def _asked(self, prepared: PreparedTree, told: str) -> CandidateFix | None:
        overlay: dict[str, str | None] = {}
        code = Code(prepared.tree, overlay)
        bench = Workbench(code, overlay, self._service)
        runs = Runs(self._replayer, prepared.tree, self._service, overlay)
        reproduction = self._diagnosis.reproduction
        past = Past(self._service.repository, prepared.export.commit)
        testing = runs.testing(reproduction.stimulus if reproduction else None)

        conventions = Conventions(code, bench, runs, self._service)

        def check(answer: FixAnswer) -> str:
            if answer.no_fix:
                return ""
            return conventions.once() if bench.patch().edits else "nothing is changed; edit, or submit with no_fix"

        assignment = Assignment(
            agent=AGENT,
            service=self._service.name,
            incident=self._diagnosis.incident_id,
            task=self._task(code),
            tools=(*code.tools(), *past.tools(), *bench.tools(), *testing, conventions.tool()),
            answer=FixAnswer,
            check=check,
            state=bench.state,
            restore=bench.restore,
        )
        outcome = self._seat.work(assignment, self._observe, told)
        if isinstance(outcome, Declined | Failed):
            why = outcome.reason if isinstance(outcome, Declined) else outcome.error
            self._tell("declined", "; ".join((why, *outcome.details[:3])))
            return None
        answer: FixAnswer = outcome.value
        if answer.no_fix or not bench.patch().edits:
            self._tell("declined", f"the agent proposes no fix: {answer.cause}")
            return None
        return self._made(answer, bench)

    def _made(self, answer: FixAnswer, bench: Workbench) -> CandidateFix:
        self._tell("candidate", f"agent: {', '.join(bench.patch().paths)}: {answer.why_right[:200]}")
        return CandidateFix(
            patch=bench.patch(),
            tests=bench.tests(),
            engine=ENGINE,
            stream="agent",
            template="agent",
            rationale=f"{answer.cause} {answer.why_right}",
            prior=0.5,
            # Only a place that verification finds again counts there; a claim of the model is none.
            precedent="",
        )

    def _task(self, code: Code) -> str:
        parts = [service_told(self._service, code), diagnosis_told(self._diagnosis)]
        if self._near_misses:
            text = "\n".join(self._near_misses[:NEAR_MISSES])
            parts.append(data("fixes of the static engine that were refused, and why", text))
        protected = ", ".join(self._service.protected_paths)
        parts.append(f"Protected paths: {protected}. Fix the error, write tests for it, and submit.")
        return "\n\n".join(parts)

    def _tell(self, kind: str, text: str) -> None:
        self._observe(Progress(stage=AGENT, kind=kind, incident_id=self._diagnosis.incident_id, text=text))

"""The investigation agent: hypotheses of a language model, tested by runs in the sandbox.

Its reproduction is run again three times and must fail as the event did; then the static experiments run on it, so that
what verification rests on (crash, inputs, traffic) was observed by arbase and not told by a model.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from arbase.agents.bisection import Bisection
from arbase.agents.past import Past
from arbase.agents.provenance import plain
from arbase.agents.reading import Code
from arbase.agents.runbook_steps import RunbookSteps
from arbase.agents.runs import Runs, SendRequest, stimulus_of
from arbase.agents.told import about_of, incident_told, report_told, service_told
from arbase.domain.diagnosis import Diagnosis, Experiment, Hypothesis, HypothesisStatus
from arbase.domain.errors import ArbaseError, ReplayError, SandboxError, WorkspaceError
from arbase.domain.incident import Incident
from arbase.domain.outcome import Declined, Done, Failed, Outcome
from arbase.domain.progress import Observer, Progress
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation, TriageReport
from arbase.investigate.calibration import Calibration
from arbase.investigate.hypotheses import ranked
from arbase.investigate.interface import Investigator
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.reproduce import NotReproduced, Reproduced, confirm
from arbase.investigate.sameness import difference, signature_of
from arbase.investigate.static import Case
from arbase.model.assignment import Assignment
from arbase.model.tools import Arguments, Tool
from arbase.replay.interface import Raised, Replayer
from arbase.replay.prepared import PreparedTree

if TYPE_CHECKING:
    from arbase.model.seat import Seat

AGENT = "investigate"
UNKNOWN = Calibration()
CODE = frozenset({".py", ".pyi", ".pyc", ".pyd", ".so", ".pth", ".sh", ".cfg", ".ini", ".toml"})


class Tested(Arguments):
    """An experiment of the agent."""

    what: str = Field(min_length=5, max_length=400, description="What was run.")
    predicted: str = Field(min_length=3, max_length=400, description="What the hypothesis predicted.")
    observed: str = Field(min_length=3, max_length=400, description="What was observed.")
    supports: bool | None = Field(default=None, description="Null: it decides nothing.")


class Supposed(Arguments):
    """A hypothesis of the agent."""

    statement: str = Field(min_length=10, max_length=600, description="The possible cause.")
    predicts: str = Field(min_length=5, max_length=400, description="What would be seen if it is true, and not else.")
    status: Literal["supported", "refuted", "open"] = Field(description="What the experiments say.")
    confidence: float = Field(ge=0, le=1, description="That it is the cause.")
    path: str = Field(default="", description="File at fault, if it is known.")
    line: int = Field(default=0, ge=0, description="Line at fault, if it is known.")
    experiments: list[Tested] = Field(default=[], max_length=6, description="What was run for it.")


class DiagnosisAnswer(Arguments):
    """What the investigation agent submits."""

    hypotheses: list[Supposed] = Field(min_length=2, max_length=5, description="2 to 5, the likeliest first.")
    reproduction: SendRequest | None = Field(default=None, description="As for `replay`; null: none was found.")
    unresolved: str = Field(default="", max_length=600, description="What is missing, if there is no reproduction.")


class AgentInvestigator(Investigator):
    """Investigation with a model. With `sparing`, only what could not be reproduced without it costs tokens."""

    def __init__(
        self,
        seat: Seat,
        replayer: Replayer,
        static: Investigator,
        *,
        sparing: bool,
        calibration: Calibration = UNKNOWN,
    ) -> None:
        self._seat = seat
        self._calibration = calibration
        self._replayer = replayer
        self._static = static
        self._sparing = sparing

    def investigate(
        self, incident: Incident, report: TriageReport, service: Service, observe: Observer
    ) -> Outcome[Diagnosis]:
        """See the interface. The static diagnosis stands where the agent comes to no answer of its own."""
        known: Outcome[Diagnosis] | None = None
        if self._sparing:
            known = self._static.investigate(incident, report, service, observe)
            if not isinstance(known, Done) or known.value.reproduction is not None:
                return known
        try:
            with self._replayer.prepared(service, None) as prepared:
                job = _Job(self._seat, self._replayer, prepared, service, observe)
                job.calibration = self._calibration
                outcome = job.run(incident, report)
        except WorkspaceError as error:
            return Declined(reason=f"there is no code to run: {error}")
        except (SandboxError, ReplayError) as error:
            return Failed(error=f"the sandboxed replay broke: {error}")
        if known is not None and not isinstance(outcome, Done):
            why = outcome.reason if isinstance(outcome, Declined) else outcome.error
            observe(
                Progress(stage=AGENT, kind="spared", incident_id=incident.id, text=f"no more from the agent: {why}")
            )
            return known
        return outcome


class _Job:
    """One incident for one agent, on a prepared tree."""

    def __init__(
        self, seat: Seat, replayer: Replayer, prepared: PreparedTree, service: Service, observe: Observer
    ) -> None:
        self._seat = seat
        self._prepared = prepared
        self._service = service
        self._observe = observe
        self._code = Code(prepared.tree, {})
        self._runs = Runs(replayer, prepared.tree, service, {})
        self._laboratory = Laboratory(replayer, prepared, service)
        self.calibration = UNKNOWN

    def run(self, incident: Incident, report: TriageReport) -> Outcome[Diagnosis]:
        """Ask the agent; then see for ourselves."""
        code = self._code
        commit = self._prepared.export.commit
        past = Past(self._service.repository, commit)
        assignment = Assignment(
            agent=AGENT,
            service=self._service.name,
            incident=incident.id,
            task="\n\n".join((incident_told(incident), service_told(self._service, code), report_told(report))),
            tools=(*code.tools(), *past.tools(), *self._experiments(commit)),
            answer=DiagnosisAnswer,
            check=lambda answer: self._fault(incident, answer),
            about=f"{about_of(incident, report)} in {commit}",
        )
        outcome = self._seat.work(assignment, self._observe)
        if not isinstance(outcome, Done):
            return outcome
        answer: DiagnosisAnswer = outcome.value
        diagnosis = self._seen(incident, report, answer)
        supposed = [self._hypothesis(one) for one in answer.hypotheses]
        found = ranked([*diagnosis.hypotheses, *supposed])
        return Done(value=diagnosis.model_copy(update={"hypotheses": found, "base_commit": commit}))

    def _experiments(self, commit: str) -> tuple[Tool, ...]:
        """What may be run: requests, scripts, tests, older versions, the team's own steps that only read."""
        bisection = Bisection(self._service.repository, commit, self._runs)
        steps = RunbookSteps(self._code, self._runs)
        return (*self._runs.experimenting(), *self._runs.testing(None), *bisection.tools(), *steps.tools())

    def _fault(self, incident: Incident, answer: DiagnosisAnswer) -> str:
        for one in answer.hypotheses:
            if one.status != "open" and not one.experiments:
                return f"{one.statement[:80]!r} is {one.status} without an experiment; run one, or leave it open"
            if one.path and not self._exists(one.path):
                return f"there is no file {one.path[:100]!r}"
        if answer.reproduction is None:
            return "" if answer.unresolved else "without a reproduction, say in `unresolved` what is missing"
        try:
            seen = self._confirmed(incident, answer.reproduction)
        except ArbaseError as error:
            return f"the reproduction cannot be run: {error}"
        return seen if isinstance(seen, str) else ""

    def _confirmed(self, incident: Incident, given: SendRequest) -> Reproduced | str:
        """The reproduction, three times out of three and the event's crash, or why it is none."""
        staged = self._staged(given)
        if staged:
            return staged
        again = confirm(self._laboratory, stimulus_of(given))
        if again is None:
            return "the reproduction does not fail the same way three times out of three; replay it and look"
        signature = signature_of(incident.latest)
        other = difference(signature, again.raised) if signature is not None else ""
        if not other and not self._in_repository(again.raised):
            other = "it is not raised by the service's own code"
        return f"the reproduction is another crash than the event's: {other}" if other else again

    def _staged(self, given: SendRequest) -> str:
        """Why a reproduction would show its own code failing instead of the service's, or nothing."""
        code = [path for path in given.files if PurePosixPath(path).suffix in CODE]
        if code:
            return f"a reproduction may bring input data, not code: {code[0][:100]}"
        if any(word.startswith("-") and not word.startswith("--") and "c" in word for word in given.command[1:2]):
            return "a reproduction runs the service's own commands, not code given with -c"
        return ""

    def _in_repository(self, raised: Raised) -> bool:
        """The last frame of the service's own code is a line of the exported tree."""
        if not raised.trace:
            return False
        place = raised.trace[-1]
        return self._exists(place.path) and 1 <= place.line <= self._code.lines(place.path)

    def _seen(self, incident: Incident, report: TriageReport, answer: DiagnosisAnswer) -> Diagnosis:
        case = Case(incident, report, self._laboratory, self._observe)
        if answer.reproduction is not None:
            found = self._confirmed(incident, answer.reproduction)
            if isinstance(found, Reproduced):
                with ThreadPoolExecutor(1, "tests") as beside:
                    return case.of(found, self._laboratory.recorded(), beside)
            answer = answer.model_copy(update={"unresolved": found})
        return case.unresolved(NotReproduced(plain(answer.unresolved, 600)), "")

    def _hypothesis(self, one: Supposed) -> Hypothesis:
        place = None
        if one.path and one.line:
            function = self._code.reader.outline(one.path).function_at(one.line)
            place = CodeLocation(path=one.path, line=one.line, function=function)
        tests = tuple(
            Experiment(
                what=f"Agent: {plain(test.what, 400)}",
                predicted=plain(test.predicted, 400),
                observed=plain(test.observed, 400),
                supports=test.supports,
            )
            for test in one.experiments
        )
        return Hypothesis(
            id="",
            kind="agent",
            statement=plain(one.statement, 600),
            predicts=plain(one.predicts, 400),
            status=HypothesisStatus(one.status),
            confidence=self.calibration.of(one.confidence),
            claimed=one.confidence,
            calibration=self.calibration.note,
            location=place,
            experiments=tests,
        )

    def _exists(self, path: str) -> bool:
        try:
            return self._code.exists(path)
        except WorkspaceError:
            return False

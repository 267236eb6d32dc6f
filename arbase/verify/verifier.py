"""The verifier: gates first, since they are cheap; then one behaviour; then the proof by running tests."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from arbase.domain.diagnosis import CrashSpec, Diagnosis, Reproduction
from arbase.domain.errors import ReplayError, SandboxError, WorkspaceError
from arbase.domain.fix import CandidateFix, GateResult, Proof, ProofRun, VerifiedFix
from arbase.domain.outcome import Declined, Done, Failed, Outcome
from arbase.domain.progress import Observer, Progress
from arbase.domain.service import Service
from arbase.replay import answers
from arbase.replay.interface import Replayer
from arbase.verify.decide import NAME, Decision, Passing, decide, describe
from arbase.verify.gates.interface import GateCase
from arbase.verify.gates.order import GATES
from arbase.verify.history import GitArchive, History
from arbase.verify.interface import Heeding, Verifier
from arbase.verify.lab import Lab
from arbase.verify.places import places_of
from arbase.verify.precedent import Repository
from arbase.verify.proof import Findings, Prover
from arbase.verify.proving import proving_tests
from arbase.verify.settings import VerifySettings
from arbase.workspace.checkout import Export
from arbase.workspace.tree import own_lines

REFUSALS_TOLD = 8


class Alone(NamedTuple):
    """A candidate by itself, and what refused it and why; both empty where it is proved."""

    candidate: CandidateFix
    refused_by: str
    reason: str


@dataclass
class _Refusal:
    candidate: CandidateFix
    passed: int
    text: str


@dataclass
class _Bench:
    """What is shared by all candidates of one diagnosis."""

    diagnosis: Diagnosis
    crash: CrashSpec
    reproduction: Reproduction
    service: Service
    export: Export
    lab: Lab
    repository: Repository
    history: History
    prover: Prover
    observe: Observer
    refusals: list[_Refusal] = field(default_factory=list)
    heeding: Heeding | None = None

    def tell(self, kind: str, text: str, **data: object) -> None:
        self.observe(
            Progress(stage="verify", kind=kind, incident_id=self.diagnosis.incident_id, text=text, data=dict(data))
        )

    def case(self, candidate: CandidateFix) -> GateCase:
        return GateCase(
            candidate=candidate,
            diagnosis=self.diagnosis,
            crash=self.crash,
            service=self.service,
            repository=self.repository,
            history=self.history,
            lab=self.lab,
        )

    def refuse(self, candidate: CandidateFix, passed: int, gate: str, reason: str) -> None:
        self.refusals.append(_Refusal(candidate, passed, f"{name_of(candidate)}: {gate}: {reason}"))
        if self.heeding is not None:
            self.heeding.refused(candidate, f"{gate}: {reason}")

    def refuse_again(self, candidate: CandidateFix) -> None:
        """Say to whoever heeds it that the same change was looked at before, and what was wrong with it."""
        known = [one.text for one in self.refusals if one.candidate.patch == candidate.patch]
        if known and self.heeding is not None:
            self.heeding.refused(candidate, f"the same change was refused before ({known[0]})")


class RedGreenVerifier(Verifier):
    """Judges candidates by what they do; the only maker of a `VerifiedFix`."""

    def __init__(self, replayer: Replayer, settings: VerifySettings) -> None:
        self._replayer = replayer
        self._settings = settings

    def verify(
        self, candidates: Iterator[CandidateFix], diagnosis: Diagnosis, service: Service, observe: Observer
    ) -> Outcome[VerifiedFix]:
        """See the interface. Fails only if the sandbox, the replayer or the repository cannot be used."""
        try:
            with self._opened(diagnosis, service, observe) as bench:
                return bench if isinstance(bench, Declined) else self._judge(candidates, bench)
        except (SandboxError, ReplayError, WorkspaceError) as error:
            return Failed(error=f"{type(error).__name__}: {error}")

    def each(
        self, candidates: Iterable[CandidateFix], diagnosis: Diagnosis, service: Service, observe: Observer
    ) -> Iterator[Alone]:
        """Every candidate judged as if there were no other: what gates and proof are worth without the comparison.

        Nothing comes where the reproduction cannot be used. Raises SandboxError, ReplayError, WorkspaceError.
        """
        with self._opened(diagnosis, service, observe) as bench:
            if isinstance(bench, Declined):
                return
            for candidate in candidates:
                case = bench.case(candidate)
                results = self._gates(case, bench)
                if not results[-1].passed:
                    yield Alone(candidate, results[-1].gate, results[-1].reason)
                    continue
                findings = self._prove(Passing(case, results), bench)
                yield Alone(candidate, "proof" if findings.refusal else "", findings.refusal)

    @contextmanager
    def _opened(self, diagnosis: Diagnosis, service: Service, observe: Observer) -> Iterator[_Bench | Declined]:
        """What candidates are judged on, or why none can be."""
        crash, reproduction = diagnosis.crash, diagnosis.reproduction
        if crash is None or reproduction is None:
            yield Declined(reason="Without a reproduction nothing can be verified.")
            return
        with self._replayer.prepared(service, diagnosis.base_commit or None) as prepared:
            if prepared.problem:
                yield Declined(reason=prepared.problem)
                return
            bench = self._bench(diagnosis, crash, reproduction, service, prepared.export, observe)
            with closing(bench.prover):
                problem = self._baseline(bench)
                yield Declined(reason=problem) if problem else bench

    def _bench(
        self,
        diagnosis: Diagnosis,
        crash: CrashSpec,
        reproduction: Reproduction,
        service: Service,
        export: Export,
        observe: Observer,
    ) -> _Bench:
        suspects = [suspect.sha for suspect in diagnosis.suspects]
        return _Bench(
            diagnosis=diagnosis,
            crash=crash,
            reproduction=reproduction,
            service=service,
            export=export,
            lab=Lab(self._replayer, export.tree, service, diagnosis, crash),
            repository=Repository(export.tree, service.tests),
            history=History(GitArchive(service.repository, export.commit, suspects)),
            prover=Prover(self._replayer.sandbox, service, export.tree, crash),
            observe=observe,
        )

    @staticmethod
    def _baseline(bench: _Bench) -> str:
        """The trigger must crash as diagnosed, both times; the diagnosis is not taken at its word."""
        start = bench.lab.start
        for observation in (start.before, start.again):
            if not answers.failed(start.stimulus, observation):
                return f"The reproduction did not fail: it was answered with status {observation.status}."
            if not bench.lab.is_spec(observation):
                raised = observation.raised
                seen = f"{raised.exception} at {raised.trace[-1]}" if raised and raised.trace else observation.error
                place = (
                    bench.crash.location.function or bench.crash.location.path or "no code of the repository that ran"
                )
                wanted = f"{bench.crash.exception} in {place}"
                return f"The reproduction does not fail as diagnosed: {wanted} expected, {seen or 'nothing'} seen."
        lab = bench.lab
        bench.tell(
            "baseline",
            f"The reproduction fails as diagnosed; {len(lab.passing)} requests pass, {len(lab.neighbours)} crash alike",
        )
        return ""

    def _judge(self, candidates: Iterator[CandidateFix], bench: _Bench) -> Outcome[VerifiedFix]:
        bench.heeding = candidates if isinstance(candidates, Heeding) else None
        passing, note = self._examine(candidates, bench)
        stood: list[Passing] = []
        while passing:
            decision = decide(passing)
            fallen = self._fallen(decision.choices, stood, bench)
            if fallen:
                # What cannot be proved is no choice for a human, and may leave one behaviour only.
                passing = [item for item in passing if item not in fallen]
                continue
            if decision.choices:
                details = tuple(describe(choice) for choice in decision.choices)
                return Declined(reason="several behaviours pass: a human must choose", details=details)
            for winner in decision.winners:
                findings = self._prove(winner, bench)
                if not findings.refusal:
                    return Done(value=self._verified(winner, decision, findings, bench))
                bench.refuse(winner.case.candidate, len(GATES), "proof", findings.refusal)
            # What cannot be proved is out of the comparison: the other behaviours are looked at again.
            passing = [item for item in passing if item not in decision.winners]
            if not passing and bench.heeding is not None:
                passing, note = self._examine(candidates, bench)
        if not bench.refusals:
            return Declined(reason=f"There was no candidate to verify{note}.")
        best = sorted(bench.refusals, key=lambda item: (-item.passed, -item.candidate.prior))[:REFUSALS_TOLD]
        count = len(bench.refusals)
        reason = f"None of {count} candidates passed" if count > 1 else "The one candidate did not pass"
        return Declined(reason=f"{reason} gates and proof{note}.", details=tuple(item.text for item in best))

    def _fallen(self, choices: Sequence[Passing], stood: list[Passing], bench: _Bench) -> list[Passing]:
        """The choices that the repository's own tests refuse; `stood` are those that were proved before."""
        fallen = []
        for choice in choices:
            if choice in stood:
                continue
            findings = self._prove(choice, bench)
            if findings.refusal:
                bench.refuse(choice.case.candidate, len(GATES), "proof", findings.refusal)
                fallen.append(choice)
            else:
                stood.append(choice)
        return fallen

    def _examine(self, candidates: Iterator[CandidateFix], bench: _Bench) -> tuple[list[Passing], str]:
        """The candidates that pass every gate, and why no more were looked at."""
        began = time.monotonic()
        passing: list[Passing] = []
        seen: set[str] = set()
        for candidate in candidates:
            key = candidate.patch.model_dump_json()
            if key in seen:
                # Whoever heeds refusals would wait for an answer otherwise.
                bench.refuse_again(candidate)
                continue
            seen.add(key)
            results = self._gates(bench.case(candidate), bench)
            if results[-1].passed:
                passing.append(Passing(bench.case(candidate), results))
                tests, _ = proving_tests(candidate, bench.reproduction)
                if len(passing) == 1 and tests.edits:
                    # Most often the first one wins: its proof runs while the others are looked at.
                    bench.prover.ahead(candidate, tests)
                bench.tell("gate", f"{name_of(candidate)} passes all {len(results)} gates", passed=True)
            if len(passing) >= self._settings.max_passing:
                break
            if len(seen) >= self._settings.max_candidates:
                return passing, f"; {len(seen)} were looked at, which is the limit"
            thought = bench.heeding.waited if bench.heeding is not None else 0.0
            if time.monotonic() - began - thought > self._settings.seconds:
                return passing, f"; the time of {self._settings.seconds:.0f} s was up"
        return passing, ""

    @staticmethod
    def _gates(case: GateCase, bench: _Bench) -> tuple[GateResult, ...]:
        """The results up to the first refusal."""
        candidate = case.candidate
        bench.tell("candidate", f"{name_of(candidate)}: {candidate.rationale or ', '.join(candidate.patch.paths)}")
        results: list[GateResult] = []
        for gate in GATES:
            results.append(gate.check(case))
            if not results[-1].passed:
                bench.refuse(candidate, len(results) - 1, gate.name, results[-1].reason)
                text = f"{name_of(candidate)} refused by {gate.name}: {results[-1].reason}"
                bench.tell("gate", text, gate=gate.name, passed=False)
                break
        return tuple(results)

    @staticmethod
    def _prove(winner: Passing, bench: _Bench) -> Findings:
        tests, _ = proving_tests(winner.case.candidate, bench.reproduction)
        command = bench.reproduction.stimulus.command
        if not tests.edits and not command:
            return Findings(refusal="there is no test to prove it with")

        def told(run: ProofRun) -> None:
            mark = "as expected" if run.as_expected else "NOT as expected"
            bench.tell("proof", f"{run.name}: exit status {run.exit_status}, {mark}", as_expected=run.as_expected)

        findings = bench.prover.prove(winner.case.candidate, tests, told, command=() if tests.edits else command)
        seconds = findings.suite_seconds
        bench.tell("suite", f"waited {seconds:.1f} s for the repository's own suite", suite_seconds=seconds)
        return findings

    def _verified(self, winner: Passing, decision: Decision, findings: Findings, bench: _Bench) -> VerifiedFix:
        case = winner.case
        _, delivered = proving_tests(case.candidate, bench.reproduction)
        changed, covered = _coverage(case)
        stood = ", ".join(bench.reproduction.stand_ins)
        told = [f"The crash is reproduced with stand-ins for: {stood}."] if stood else []
        notes = [*told, *findings.notes, *(f"left out of the export: {item}" for item in bench.export.dropped)]
        return VerifiedFix(
            incident_id=bench.diagnosis.incident_id,
            candidate=case.candidate.model_copy(update={"tests": delivered}),
            proof=Proof(
                runs=tuple(findings.runs),
                gates=(*winner.gates, GateResult(gate=NAME, passed=True, reason=decision.reason)),
                changed_lines=changed,
                covered_lines=covered,
                sandbox=self._replayer.sandbox.isolation(),
                notes=tuple(notes),
            ),
            base_commit=bench.export.commit,
            places=places_of(case.files),
        )


def name_of(candidate: CandidateFix) -> str:
    """How a candidate is called in one line."""
    return candidate.template or candidate.stream


def _coverage(case: GateCase) -> tuple[int, int]:
    """Changed lines that hold a statement, and how many of them the trigger runs."""
    seen = case.lab.after(case.overlay)[0].lines
    changed = covered = 0
    for file in case.files:
        statements = [set(own_lines(item)) for item in file.new.statements] if file.new else []
        touched = [lines for lines in statements if lines & file.added]
        changed += len(touched)
        covered += sum(bool(lines & set(seen.get(file.path, ()))) for lines in touched)
    return changed, covered

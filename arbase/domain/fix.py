"""Candidate fixes, their proof, and verified fixes."""

from __future__ import annotations

import difflib

from arbase.domain.diagnosis import Diagnosis, Experiment, Hypothesis, HypothesisStatus
from arbase.domain.noun import Noun
from arbase.domain.triage import CodeLocation

REPAIRED = "repaired"
"""The kind of the hypothesis that a verified fix speaks for."""
_SURE = 0.9


class FileEdit(Noun):
    """One file before and after; None means that the file is absent. Paths are relative to the repository root."""

    path: str
    before: str | None
    after: str | None

    @property
    def diff(self) -> str:
        """The edit as a unified diff that `git apply` accepts."""
        old = [] if self.before is None else self.before.splitlines(keepends=True)
        new = [] if self.after is None else self.after.splitlines(keepends=True)
        source = "/dev/null" if self.before is None else f"a/{self.path}"
        target = "/dev/null" if self.after is None else f"b/{self.path}"
        lines = [f"diff --git a/{self.path} b/{self.path}\n"]
        if self.before is None:
            lines.append("new file mode 100644\n")
        if self.after is None:
            lines.append("deleted file mode 100644\n")
        for line in difflib.unified_diff(old, new, source, target):
            lines.append(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")
        return "".join(lines)


class Patch(Noun):
    """A set of file edits, each path at most once."""

    edits: tuple[FileEdit, ...] = ()

    @property
    def diff(self) -> str:
        """All edits as one unified diff."""
        return "".join(edit.diff for edit in self.edits)

    @property
    def paths(self) -> tuple[str, ...]:
        """The touched paths."""
        return tuple(edit.path for edit in self.edits)


class CandidateFix(Noun):
    """A patch with its tests. `stream` is where it came from (`template`, `revert`, `precedent`, `agent`).

    `template` names the rule, `prior` in [0, 1] orders candidates, `precedent` is a place in the repository (or
    `commit:<sha>`) whose behaviour the fix follows, empty if it follows none.
    """

    patch: Patch
    tests: Patch
    engine: str
    stream: str
    template: str = ""
    rationale: str = ""
    prior: float = 0.5
    precedent: str = ""
    location: CodeLocation | None = None


class GateResult(Noun):
    """What one gate said of a candidate; `reason` is a full sentence."""

    gate: str
    passed: bool
    reason: str


class ProofRun(Noun):
    """One command of the proof: its words, exit status as seen from outside, seconds, and the end of its output."""

    name: str
    command: tuple[str, ...]
    exit_status: int
    seconds: float
    expected: str
    as_expected: bool
    output: str = ""


class Proof(Noun):
    """Red to green, and back: all runs, all gates, and the changed lines that the tests execute."""

    runs: tuple[ProofRun, ...]
    gates: tuple[GateResult, ...]
    changed_lines: int = 0
    covered_lines: int = 0
    sandbox: str = ""
    notes: tuple[str, ...] = ()


class VerifiedFix(Noun):
    """A candidate with its proof. Only `arbase.verify` makes one. `places` are the functions that it changes."""

    incident_id: str
    candidate: CandidateFix
    proof: Proof
    base_commit: str = ""
    places: tuple[CodeLocation, ...] = ()

    def seen_in(self, diagnosis: Diagnosis) -> Diagnosis:
        """The diagnosis with what the proof adds: the fault was in what the fix changes, shown from red to green."""
        runs = [run for run in self.proof.runs if run.as_expected]
        shown = Experiment(
            what=f"run the tests before, with and without {self.candidate.template or self.candidate.stream}",
            predicted="red, green, red",
            observed="; ".join(f"{run.name}: exit status {run.exit_status}" for run in runs) or "proved",
            supports=True,
        )
        found = tuple(
            Hypothesis(
                id=f"{REPAIRED}{number}",
                kind=REPAIRED,
                statement=f"{place.path}:{place.line} in {place.function} is at fault: "
                f"{self.candidate.rationale or 'the verified fix changes it.'}",
                predicts="With the change the crash ends, and the tests that fail without it pass.",
                status=HypothesisStatus.SUPPORTED,
                confidence=_SURE if number == 1 else _SURE / 2,
                location=place,
                experiments=(shown,),
            )
            for number, place in enumerate(self.places, start=1)
        )
        return diagnosis.model_copy(update={"hypotheses": (*found, *diagnosis.hypotheses)})


def without_the_fix(diagnosis: Diagnosis) -> Diagnosis:
    """The diagnosis as the investigation alone left it."""
    kept = tuple(one for one in diagnosis.hypotheses if one.kind != REPAIRED)
    return diagnosis.model_copy(update={"hypotheses": kept})

"""What the verifier is worth whoever wrote the candidate: right fixes that it lets through, wrong ones that fool it.

The engines of arbase offer what their gates let through more often than not, so their wrong fixes are few and tell
little. Here each bug gets the fix that its author wrote, every part of it alone, the same with other statuses, and what
somebody writes in haste; each is judged by gates and proof as if there were no other, and by the hidden oracle.
"""

from __future__ import annotations

import difflib
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.errors import ArbaseError
from arbase.domain.fix import CandidateFix, FileEdit, Patch, VerifiedFix
from arbase.domain.noun import Noun
from arbase.domain.outcome import Declined, Done, Outcome
from arbase.domain.progress import Observer
from arbase.domain.service import Service
from arbase.evaluation.repair import CaseOutcome, StoreIn, incident_of, outcome_of
from arbase.evaluation.seeded.catalogue import BugCase, SeededService
from arbase.evaluation.seeded.checkout import service_of
from arbase.evaluation.seeded.history import apply_fix, build_history, run_git
from arbase.repair.interface import RepairEngine
from arbase.sandbox.interface import Sandbox
from arbase.verify.interface import Verifier
from arbase.verify.syntax import Code
from arbase.verify.verifier import Alone, RedGreenVerifier
from arbase.worker import PipelineOf
from arbase.workspace.paths import is_test

REFERENCE = "reference"
PART = "part of the reference"
STATUS = "reference with another status"
MOST_PARTS = 6
MOST_HASTY = 10
_STATUS = re.compile(r"\b(?:400|403|404|409|410|422)\b")
_OTHER = {"400": "404", "403": "404", "404": "400", "409": "404", "410": "404", "422": "404"}


class Judged(Noun):
    """One candidate: what it is, which gate refused it (empty: it was called verified), and what the oracle says.

    The oracle is asked of what was verified, and of a reference that was refused.
    """

    kind: str
    refused_by: str = ""
    reason: str = ""
    outcome: CaseOutcome | None = None
    patch: str = ""


class StrengthResult(Noun):
    """What became of the candidates of one case; without a reproduction there is none, and `problem` says why."""

    case: str
    problem: str = ""
    judged: tuple[Judged, ...] = ()


class Given(RepairEngine):
    """Offers the reference and what can be made of it, then what another engine has."""

    def __init__(self, texts: Mapping[str, tuple[str | None, str | None]], behind: RepairEngine) -> None:
        self._texts = texts
        self._behind = behind

    def candidates(self, diagnosis: Diagnosis, service: Service, observe: Observer) -> Iterator[CandidateFix]:
        """The reference first."""
        for kind, texts in variants(self._texts):
            edits = tuple(FileEdit(path=path, before=old, after=new) for path, (old, new) in sorted(texts.items()))
            yield CandidateFix(patch=Patch(edits=edits), tests=Patch(), engine="given", stream=kind)
        for count, one in enumerate(self._behind.candidates(diagnosis, service, observe)):
            if count == MOST_HASTY:
                return
            yield one


class EachAlone(Verifier):
    """Judges every candidate by itself and keeps what came of it; declines at the end."""

    def __init__(self, behind: RedGreenVerifier) -> None:
        self._behind = behind
        self.kept: list[Alone] = []

    def verify(
        self, candidates: Iterator[CandidateFix], diagnosis: Diagnosis, service: Service, observe: Observer
    ) -> Outcome[VerifiedFix]:
        """See `RedGreenVerifier.each`."""
        self.kept = list(self._behind.each(candidates, diagnosis, service, observe))
        return Declined(reason="every candidate was judged alone")


def measure_strength(
    seeded: SeededService,
    case: BugCase,
    sandbox: Sandbox,
    pipeline_of: PipelineOf,
    store_in: StoreIn,
    observe: Observer,
) -> StrengthResult:
    """Build, capture, investigate, judge; the pipeline's engine offers what stands behind the reference."""
    with tempfile.TemporaryDirectory(prefix="arbase-case-") as scratch:
        repository, mended = Path(scratch) / case.folder.name, Path(scratch) / "mended"
        try:
            built = build_history(seeded, repository, case)
            run_git(Path(scratch), "clone", "--quiet", str(repository), str(mended))
            apply_fix(seeded, case, mended)
            service = service_of(repository)
            incident = incident_of(service, case, sandbox, built.tip, store_in)
        except ArbaseError as error:
            return StrengthResult(case=case.bug.id, problem=str(error)[:500])
        with pipeline_of(service) as pipeline:
            if not isinstance(pipeline.verifier, RedGreenVerifier):
                return StrengthResult(case=case.bug.id, problem="this pipeline has another verifier")
            alone = EachAlone(pipeline.verifier)
            given = Given(differences(repository, mended), pipeline.repairer)
            journey = replace(pipeline, repairer=given, verifier=alone).run(incident, service, (), observe)
        if not alone.kept:
            known = journey.diagnosis
            unresolved = known.value.unresolved if isinstance(known, Done) else str(known)
            return StrengthResult(case=case.bug.id, problem=unresolved[:500] or "the reproduction could not be used")
        return StrengthResult(case=case.bug.id, judged=tuple(_asked(alone.kept, repository, seeded, case, sandbox)))


def _asked(
    kept: list[Alone], repository: Path, seeded: SeededService, case: BugCase, sandbox: Sandbox
) -> Iterator[Judged]:
    for candidate, refused_by, reason in kept:
        kind = candidate.stream if candidate.engine == "given" else candidate.template
        told = Judged(kind=kind, refused_by=refused_by, reason=reason)
        if not refused_by or kind == REFERENCE:
            diff = candidate.patch.diff
            outcome, _ = outcome_of(diff, repository, seeded, case, sandbox)
            told = told.model_copy(update={"outcome": outcome, "patch": diff})
        yield told


def differences(before: Path, after: Path) -> dict[str, tuple[str | None, str | None]]:
    """The files that differ between two checkouts, tests left out: path -> text before and after, None where absent."""
    names = set(run_git(before, "ls-files").splitlines()) | {
        path.relative_to(after).as_posix()
        for path in after.rglob("*.py")
        if ".git" not in path.relative_to(after).parts
    }
    found = {}
    for name in sorted(names):
        old, new = (_text(root / name) for root in (before, after))
        if old != new and not is_test(name):
            found[name] = (old, new)
    return found


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


Texts = Mapping[str, tuple[str | None, str | None]]


def variants(texts: Texts) -> Iterator[tuple[str, dict[str, tuple[str | None, str | None]]]]:
    """The reference, its parts (each alone, and all but each), and the same with another status."""
    yield REFERENCE, dict(texts)
    seen = [dict(texts)]
    blocks = [(path, block) for path, pair in texts.items() for block in _blocks(pair)]
    chosen = [{one} for one in range(len(blocks))]
    if len(blocks) > 2:
        chosen += [set(range(len(blocks))) - {one} for one in range(len(blocks))]
    for some in chosen[:MOST_PARTS] if len(blocks) > 1 else ():
        made = _made(texts, [blocks[one] for one in sorted(some)])
        if made is not None and made not in seen:
            seen.append(made)
            yield PART, made
    other = {path: (old, _restated(old, new)) for path, (old, new) in texts.items()}
    if other != dict(texts):
        yield STATUS, other


def _blocks(pair: tuple[str | None, str | None]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Lines that are replaced in the old text: first, one behind the last, and what stands there then."""
    old, new = ((text or "").splitlines(keepends=True) for text in pair)
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(i1, i2, tuple(new[j1:j2])) for tag, i1, i2, j1, j2 in codes if tag != "equal"]


def _made(
    texts: Texts, blocks: list[tuple[str, tuple[int, int, tuple[str, ...]]]]
) -> dict[str, tuple[str | None, str | None]] | None:
    made: dict[str, tuple[str | None, str | None]] = {}
    for path, (old, _) in texts.items():
        lines = (old or "").splitlines(keepends=True)
        own = [block for name, block in blocks if name == path]
        for first, end, put in sorted(own, reverse=True):
            lines[first:end] = put
        text = "".join(lines)
        if own and path.endswith(".py") and Code.parse(text) is None:
            return None
        if own:
            made[path] = (old, text)
    return made


def _restated(old: str | None, new: str | None) -> str | None:
    """`new` with other statuses in the lines that `old` does not have."""
    if new is None:
        return None
    known = set((old or "").splitlines())
    lines = new.splitlines(keepends=True)
    return "".join(
        line if line.rstrip("\r\n") in known else _STATUS.sub(lambda found: _OTHER[found[0]], line) for line in lines
    )

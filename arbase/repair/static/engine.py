"""The static engine: crash-class templates, precedents and reverts, tried out before anyone sees them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from functools import partial
from pathlib import Path

from arbase.domain.diagnosis import CrashSpec, Diagnosis
from arbase.domain.errors import ReplayError, WorkspaceError
from arbase.domain.fix import CandidateFix, FileEdit, Patch
from arbase.domain.progress import Observer, Progress
from arbase.domain.service import Service
from arbase.repair.interface import RepairEngine
from arbase.repair.static.crash import Crash, crash_of
from arbase.repair.static.history import History
from arbase.repair.static.lost import LostGuards
from arbase.repair.static.mutation.search import ValueSearch, rationale
from arbase.repair.static.parts import LostParts
from arbase.repair.static.revert import NAME as REVERT
from arbase.repair.static.revert import Reverts
from arbase.repair.static.search import Bench, Tally, Trial, batches, prepared, stricter
from arbase.repair.static.smaller import Smaller
from arbase.repair.static.source import Codebase
from arbase.repair.static.style import RepositoryStyle
from arbase.repair.static.templates.catalogue import TEMPLATES
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.twice import with_twins
from arbase.replay.interface import UNAVAILABLE, Raised, Replayer, checks_values
from arbase.workspace.paths import is_test

ENGINE = "static"
# A draft that only moves the crash on is followed this often: two places, each wrong in its own way.
DEPTH = 2
FOLLOWED = 4
# Once a draft passes, those that are less likely by this factor are not tried any more.
UNLIKELY = 0.35
# Once a draft of at least this prior passes, none that needs a second one is tried.
LIKELY = 0.5


class StaticRepair(RepairEngine):
    """Candidates from program analysis alone; needs no model and no key."""

    def __init__(
        self, replayer: Replayer, templates: Sequence[Template] = TEMPLATES, withheld: Collection[str] = ()
    ) -> None:
        self._replayer = replayer
        self._templates = tuple(templates)
        self._withheld = frozenset(withheld)

    def without(self, withheld: Collection[str]) -> StaticRepair:
        """The same engine without the drafts of these names: for asking what it claims where it lacks the right one."""
        return StaticRepair(self._replayer, self._templates, withheld)

    def with_templates(self, templates: Sequence[Template]) -> StaticRepair:
        """The same engine with other templates."""
        return StaticRepair(self._replayer, templates, self._withheld)

    def candidates(self, diagnosis: Diagnosis, service: Service, observe: Observer) -> Iterator[CandidateFix]:
        """See the interface. Nothing comes without a reproduction, since nothing could be tried out."""
        tell = _Teller(diagnosis.incident_id, observe)
        if diagnosis.reproduction is None:
            tell("nothing", "Without a reproduction no fix can be tried out.")
            return
        try:
            with self._replayer.prepared(service, diagnosis.base_commit or None) as prepared:
                if prepared.problem:
                    tell("broken", prepared.problem)
                repair = _Repair(self._replayer, self._templates, diagnosis, service, tell)
                repair.withheld = self._withheld
                yield from repair.run(prepared.tree)
        except (ReplayError, WorkspaceError) as error:
            tell("broken", f"The search for a fix had to stop: {error}")


class _Teller:
    """Sends progress of this stage."""

    def __init__(self, incident_id: str, observe: Observer) -> None:
        self._incident_id = incident_id
        self._observe = observe

    def __call__(self, kind: str, text: str, **data: object) -> None:
        self._observe(Progress(stage="repair", kind=kind, incident_id=self._incident_id, text=text, data=data))


class _Repair:
    """One diagnosis on one exported tree."""

    def __init__(
        self,
        replayer: Replayer,
        templates: tuple[Template, ...],
        diagnosis: Diagnosis,
        service: Service,
        tell: _Teller,
    ) -> None:
        self._replayer = replayer
        self._templates = templates
        self._diagnosis = diagnosis
        self._service = service
        self._tell = tell
        self._tally = Tally({}, {})
        self._seen: set[str] = set()
        self._style: RepositoryStyle | None = None
        self.withheld: frozenset[str] = frozenset()

    def run(self, tree: Path) -> Iterator[CandidateFix]:
        """All candidates, lazily."""
        codebase = Codebase(tree)
        self._style = RepositoryStyle(self._replayer.sandbox, self._service, tree)
        # Where the code itself crashed its class tells what to try; where a comparison failed only trying does.
        ways = (partial(self._by_values, codebase, tree), partial(self._by_crash, codebase, tree))
        crash = self._diagnosis.crash
        for way in ways[::-1] if crash is not None and not _compared(crash) else ways:
            offered = False
            for candidate in way():
                offered = True
                yield candidate
            if offered:
                break

    def _by_crash(self, codebase: Codebase, tree: Path) -> Iterator[CandidateFix]:
        """Streams A to C, and what comes behind them where another crash does."""
        bench = Bench(self._replayer, tree, self._service, self._diagnosis)
        first = bench.start()
        if not bench.crashes():
            self._tell(
                "nothing", "The reproduction does not fail on the exported commit, so there is nothing to repair."
            )
            return
        yield from self._level(codebase, bench, first.raised, {}, 0, None)
        self._summary()

    def _by_values(self, codebase: Codebase, tree: Path) -> Iterator[CandidateFix]:
        """Streams D and E, where a failing command runs tests: they check values."""
        reproduction, crash = self._diagnosis.reproduction, self._diagnosis.crash
        command = reproduction.stimulus.command if reproduction is not None else ()
        if crash is None or not checks_values(command, crash.exception, crash.location.path):
            return
        search = ValueSearch(self._replayer, self._service, command, tree)
        for one in search.run(codebase):
            shielded = any(fnmatch(one.file.path, glob) for glob in self._service.protected_paths)
            if shielded or one.mutation.kind in self.withheld:
                continue
            yield CandidateFix(
                patch=self._patch(codebase, {one.file.path: one.text}),
                tests=Patch(),
                engine=ENGINE,
                stream=one.stream,
                template=one.mutation.kind,
                rationale=rationale(one),
                prior=round(one.share, 3),
                location=one.location,
            )
        tried = sum(search.tried.values())
        speed = f", {tried / search.seconds:.0f} a second" if search.seconds else ""
        text = f"{tried} edits tried against the tests{speed}{'; ' + search.refused if search.refused else ''}"
        self._tell("candidates", text, tried=dict(search.tried), seconds=search.seconds)

    def _level(
        self,
        codebase: Codebase,
        bench: Bench,
        raised: Raised | None,
        base: dict[str, str | None],
        depth: int,
        behind: Draft | None,
    ) -> Iterator[CandidateFix]:
        crash = crash_of(codebase, self._diagnosis.crash if depth == 0 else None, raised)
        moved: list[Trial] = []
        best = 0.0
        for batch in batches(prepared(codebase, self._allowed(self._drafts(codebase, crash, depth)), self._seen)):
            likely = [trial for trial in batch if trial.draft.prior >= UNLIKELY * best]
            if not likely:
                break
            done = bench.run(likely, base)
            done += self._smaller(codebase, bench, done, base)
            if twice := self._twice(codebase, done):
                done += bench.run(twice, base)
            for trial in done:
                _count(self._tally.tried, trial.draft.stream)
                if trial.passed:
                    _count(self._tally.passed, trial.draft.stream)
            self._tell("candidates", f"{len(likely)} candidates tried, {sum(item.passed for item in done)} pass")
            for trial in sorted((item for item in done if item.passed), key=_worth, reverse=True):
                best = max(best, trial.draft.prior)
                yield self._candidate(codebase, trial, base, behind)
            moved.extend(item for item in done if crash is not None and _moved_on(item, crash))
        if depth < DEPTH and best < LIKELY:
            for trial in _followed(bench, sorted(moved, key=lambda item: -item.draft.prior), base):
                overlay = {**base, **trial.overlay}
                follow = trial.draft if behind is None else _joined(behind, trial.draft)
                yield from self._level(codebase.over(trial.overlay), bench, trial.raised, overlay, depth + 1, follow)

    def _smaller(self, codebase: Codebase, bench: Bench, done: list[Trial], base: dict[str, str | None]) -> list[Trial]:
        """What is left of the reverts that cure the crash where other changes of their commits stay."""
        if not any(trial.cured and trial.draft.stream == REVERT for trial in done):
            return []
        hunks = History(self._service.repository, codebase, self._diagnosis.suspects).hunks
        return Smaller(codebase, hunks, lambda trials: bench.run(trials, base)).of(done)

    def _twice(self, codebase: Codebase, done: list[Trial]) -> list[Trial]:
        """What passes, carried over to where the same function makes the same mistake."""
        found = [with_twins(codebase, trial.draft) for trial in done if trial.passed]
        return prepared(codebase, self._allowed(draft for draft in found if draft is not None), self._seen)

    def _drafts(self, codebase: Codebase, crash: Crash | None, depth: int) -> Iterator[Draft]:
        history = History(self._service.repository, codebase, self._diagnosis.suspects)
        if crash is not None:
            context = Context(codebase, crash, self._diagnosis, self._service)
            for template in self._templates:
                yield from template.drafts(context)
            yield from LostGuards(codebase, crash, history).drafts()
            yield from LostParts(crash, history).drafts()
        if depth == 0:
            yield from Reverts(codebase, crash, history).drafts()

    def _allowed(self, drafts: Iterator[Draft]) -> Iterator[Draft]:
        for draft in drafts:
            paths = {path for path, _ in draft.edits}
            shielded = any(fnmatch(path, glob) for path in paths for glob in self._service.protected_paths)
            if draft.template not in self.withheld and not shielded:
                yield draft

    def _candidate(
        self, codebase: Codebase, trial: Trial, base: dict[str, str | None], behind: Draft | None
    ) -> CandidateFix:
        draft = trial.draft if behind is None else _joined(behind, trial.draft)
        original = Codebase(codebase.root)
        self._tell("candidate", f"{draft.stream}/{draft.template}: {draft.rationale}", prior=draft.prior)
        return CandidateFix(
            patch=self._patch(original, {**base, **trial.overlay}),
            tests=self._tests(original, draft, trial),
            engine=ENGINE,
            stream=draft.stream,
            template=draft.template,
            rationale=draft.rationale,
            prior=min(max(draft.prior, 0.0), 1.0),
            precedent=draft.precedent,
            location=draft.location,
        )

    def _tests(self, original: Codebase, draft: Draft, trial: Trial) -> Patch:
        reproduction = self._diagnosis.reproduction
        if reproduction is None or not reproduction.test_path:
            return Patch()
        unavailable = trial.status if trial.status in UNAVAILABLE else None
        known = draft.status if draft.status == trial.status else unavailable
        after = stricter(reproduction.test_source, known)
        return self._patch(original, {reproduction.test_path: after})

    def _patch(self, original: Codebase, texts: Mapping[str, str | None]) -> Patch:
        """The new texts as the repository formats its files."""
        styled = self._style.written(texts) if self._style is not None else texts
        edits = (FileEdit(path=path, before=original.read(path), after=text) for path, text in sorted(styled.items()))
        return Patch(edits=tuple(edits))

    def _summary(self) -> None:
        tried, passed = sum(self._tally.tried.values()), sum(self._tally.passed.values())
        by_stream = ", ".join(
            f"{name} {self._tally.passed.get(name, 0)}/{count}" for name, count in sorted(self._tally.tried.items())
        )
        self._tell(
            "candidates",
            f"{tried} candidates tried, {passed} passed the quick check ({by_stream or 'none'})",
            tried=self._tally.tried,
            passed=self._tally.passed,
        )


def _compared(crash: CrashSpec) -> bool:
    """A test found another value than it wants, or none in its time; nothing of the repository's own code raised."""
    return crash.exception.rpartition(".")[2] in ("AssertionError", "Timeout") or is_test(crash.location.path)


def _count(counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1


def _followed(bench: Bench, moved: list[Trial], base: dict[str, str | None]) -> list[Trial]:
    """The first of those that moved the crash on and left other answers alone; a draft that breaks more leads away."""
    found: list[Trial] = []
    for start in range(0, len(moved), FOLLOWED):
        if len(found) < FOLLOWED:
            found += bench.harmless(moved[start : start + FOLLOWED], base)
    return found[:FOLLOWED]


def _worth(trial: Trial) -> float:
    """The prior, corrected by what the draft did to the trigger: a refusal that does not refuse guards nothing."""
    worth = trial.draft.prior
    if trial.draft.status is not None and trial.status != trial.draft.status:
        worth -= 0.2
    if trial.draft.stream == "revert" and trial.routeless:
        # The commit brought the route itself in.
        worth *= 0.4
    if trial.status is not None and 200 <= trial.status < 300:
        worth += 0.02
    return worth


def _moved_on(trial: Trial, crash: Crash) -> bool:
    """The trigger crashes elsewhere or otherwise than before."""
    raised = trial.raised
    if raised is None or not raised.trace:
        return False
    there, here = raised.trace[-1], crash.frame
    name = raised.exception.rpartition(".")[2]
    if (there.path, name) != (here.file.path, crash.exception):
        return True
    function = here.location.function.rpartition(".")[2]
    return there.function.rpartition(".")[2] != function or raised.message != crash.message


def _joined(first: Draft, second: Draft) -> Draft:
    """Two drafts that are needed together."""
    return replace(
        second,
        template=f"{first.template}+{second.template}",
        prior=round(first.prior * second.prior, 4),
        rationale=f"{first.rationale} {second.rationale}",
        precedent=first.precedent or second.precedent,
    )

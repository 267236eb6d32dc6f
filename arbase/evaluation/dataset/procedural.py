"""Procedural bugs: operators applied everywhere, kept when the visible tests still pass and the workload crashes.

One warm process of the clean service tries all mutants (`survey` has told which requests run which lines): a changed
function is put into a fork of it, and only the requests that run the changed lines are played. What crashes meets the
visible tests, in forks too; where at most three notice it, its commit takes these out, as those of the curated bugs do,
and they are hidden tests from then on. What is left is kept if its oracle, clean answers to many requests, also rejects
a mask and two deletions of the function that crashes, and if it crashes by the real clock in a fresh process.
"""

from __future__ import annotations

import base64
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from arbase.domain.errors import ReplayError, UserError
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.noticing import ARGUMENTS, noticing, without
from arbase.evaluation.dataset.operators import Mutant, mutants_of, together
from arbase.evaluation.dataset.schedule import seeded
from arbase.evaluation.dataset.survey import Survey, occurrences, passed, same, suite_arguments
from arbase.evaluation.dataset.traffic import AT
from arbase.evaluation.seeded.capture import capture
from arbase.evaluation.seeded.catalogue import Crash, RequestTrigger
from arbase.evaluation.seeded.checkout import fresh_copy
from arbase.evaluation.seeded.frames import own_frames
from arbase.evaluation.seeded.mutants import delete, mask, not_found_statement
from arbase.evaluation.seeded.stage import Occurrence, Patch, Played, Segment, play
from arbase.sandbox.interface import Sandbox

BATCH = 40
_PER_FUNCTION = 6
_TRIED = 10
_TRIGGERS = 4
_RECORDED = 12
_PATIENCE = 20.0
# A name or a key that is not there crashes whenever its line runs.
_ALWAYS_CRASH = frozenset({"rename", "change key"})
_NOTICED = 3


class Found(Noun):
    """A mutant that crashes where the visible tests do not look; triggers and answers are places in the survey."""

    mutant: Mutant
    crash: Crash
    triggers: tuple[int, ...]
    answers: tuple[int, ...]
    noticed: tuple[str, ...] = ()


class Tried(NamedTuple):
    """What became of a mutant: found, or why not."""

    mutant: Mutant
    found: Found | None
    reason: str = ""


class Suspect(NamedTuple):
    """A mutant, and the places of the requests that run its lines."""

    mutant: Mutant
    requests: tuple[int, ...]


def candidates(service: str, sources: Path, known: Survey) -> list[Suspect]:
    """Mutants that the traffic runs: first those in lines that no visible test runs.

    Among them each operator's first in each function, then each one's second, and so on.
    """
    by_line: dict[str, set[int]] = defaultdict(set)
    for place, answer in enumerate(known.recorded):
        for line in answer.lines if answer else ():
            by_line[line].add(place)
    ranked: list[tuple[bool, int, float, Suspect]] = []
    for file in sorted({line.rpartition(":")[0] for line in by_line}):
        rng = seeded("mutants", service, file)
        mutants = list(mutants_of(file, (sources / file).read_text(encoding="utf-8")))
        rng.shuffle(mutants)
        rank: Counter[tuple[bool, str, str]] = Counter()
        for mutant in mutants:
            lines = _lines(mutant)
            ran = sorted(set().union(*(by_line.get(line, set()) for line in lines)))
            tested = not known.tested.isdisjoint(lines)
            surely = mutant.operator in _ALWAYS_CRASH and len(known.running(lines)) > _NOTICED
            if not ran or surely:
                continue
            few = _TRIGGERS if mutant.operator in _ALWAYS_CRASH else _TRIED
            step = max(1, len(ran) // few)
            rank[tested, mutant.operator, mutant.function] += 1
            suspect = Suspect(mutant, tuple(ran[::step][:few]))
            ranked.append((tested, rank[tested, mutant.operator, mutant.function], rng.random(), suspect))
    return [suspect for *_, suspect in sorted(ranked, key=lambda item: item[:3])]


class Hunt:
    """Tries mutants of one service, a batch at a time."""

    def __init__(self, tree: Path, known: Survey, sandbox: Sandbox) -> None:
        self._tree, self._known, self._sandbox = tree, known, sandbox
        self._lines: set[tuple[str, int]] = set()
        self._functions: Counter[tuple[str, str]] = Counter()

    def reckon(self, file: str, function: str, line: int) -> None:
        """Count a bug that is known: one a line and a few a function are enough."""
        self._lines.add((file, line))
        self._functions[file, function] += 1

    def run(self, suspects: Sequence[Suspect]) -> Iterator[list[Tried]]:
        """Try all suspects; yields after each batch what became of its mutants. Raises ReplayError."""
        waiting = list(suspects)
        while waiting:
            batch, waiting = waiting[:BATCH], waiting[BATCH:]
            batch = [one for one in batch if self._is_new(one.mutant)]
            if batch:
                yield self._tried(batch)

    def _is_new(self, mutant: Mutant) -> bool:
        few = self._functions[mutant.file, mutant.function] < _PER_FUNCTION
        return few and (mutant.file, mutant.span[0]) not in self._lines

    def _tried(self, batch: Sequence[Suspect]) -> list[Tried]:
        reasons: dict[str, str] = {one.mutant.digest: "no crash" for one in batch}
        found = self._crashing(batch)
        steps: tuple[tuple[str, Callable[[Sequence[Found]], list[Found | str]]], ...] = (
            ("visible tests", self._tests),
            ("oracle", self._oracle),
            ("fresh process", self._fresh),
            ("suite", self._suite),
        )
        for name, step in steps:
            kept = []
            for one, outcome in zip(found, step(found), strict=True):
                if isinstance(outcome, str):
                    reasons[one.mutant.digest] = f"{name}: {outcome}"
                else:
                    kept.append(outcome)
            found = kept
        tried = []
        by_digest = {one.mutant.digest: one for one in found}
        for suspect in batch:
            mutant = suspect.mutant
            won = by_digest.get(mutant.digest) if self._is_new(mutant) else None
            if won is not None:
                self.reckon(mutant.file, mutant.function, mutant.span[0])
            elif mutant.digest in by_digest:
                reasons[mutant.digest] = "like another one"
            tried.append(Tried(mutant, won, "" if won else reasons[mutant.digest]))
        return tried

    def _crashing(self, batch: Sequence[Suspect]) -> list[Found]:
        jobs: list[Occurrence] = []
        for number, (mutant, places) in enumerate(batch):
            jobs += self._asked(f"m{number}", places, Patch(file=mutant.file, source=mutant.source))
        played = self._play(jobs)
        found = []
        for number, (mutant, places) in enumerate(batch):
            crashes: dict[tuple[str, str, str], list[int]] = defaultdict(list)
            for place in places:
                one = played[f"m{number}/{place}"]
                crash = self._crash(one)
                if crash is not None:
                    crashes[crash.exception, crash.file, crash.function].append(place)
            if crashes:
                (exception, file, function), triggers = max(crashes.items(), key=lambda item: len(item[1]))
                crash = Crash(exception=exception, file=file, function=function)
                if file != mutant.file and not function.isidentifier():
                    continue  # there is no name under which to mask or delete it
                answers = self._answers(mutant, triggers)
                found.append(
                    Found(mutant=mutant, crash=crash, triggers=tuple(triggers[:_TRIGGERS]), answers=tuple(answers))
                )
        return found

    def _answers(self, mutant: Mutant, triggers: Sequence[int]) -> list[int]:
        """What the oracle asks: triggers, other requests that run the changed lines, others that run the file."""
        lines = _lines(mutant)
        near, far = [], []
        for place, answer in enumerate(self._known.recorded):
            if answer is None or place in triggers:
                continue
            if not lines.isdisjoint(answer.lines):
                near.append(place)
            elif any(line.startswith(f"{mutant.file}:") for line in answer.lines):
                far.append(place)
        return [*triggers[:_TRIGGERS], *near, *far][:_RECORDED]

    def _tests(self, found: Sequence[Found]) -> list[Found | str]:
        """Those that few visible tests notice, with these. Only tests that run the changed lines are asked."""
        jobs: list[Occurrence] = []
        options = [word for word in suite_arguments(self._tree) if not (self._tree / word).exists()]
        for number, one in enumerate(found):
            running = self._known.running(_lines(one.mutant))
            if running:
                words = (*options, *ARGUMENTS, *running)
                jobs.append(Occurrence(id=f"t{number}", at=AT, tests=words, patch=_patch(one.mutant)))
        played = self._play(jobs, patience=180)
        outcome: list[Found | str] = list(found)
        for number, one in enumerate(found):
            said = played.get(f"t{number}")
            if said is not None and not passed(said):
                outcome[number] = self._unnoticed(one, _failed(said))
        return outcome

    def _suite(self, found: Sequence[Found]) -> list[Found | str]:
        """Those with which the whole suite passes, but for what notices them; all mutants of a file share a run.

        What a fixture of the whole session runs was counted for the first test alone, so this is asked at last.
        """
        by_file: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(found):
            by_file[one.mutant.file].append(number)
        good: set[int] = set()
        shared = []
        for numbers in by_file.values():
            joined, source = self._joined([found[number] for number in numbers])
            shared.append(([numbers[place] for place in joined], source))
        for numbers, fine in zip([numbers for numbers, _ in shared], self._pass(found, shared), strict=True):
            good |= set(numbers) if fine else set()
        left = [number for number in range(len(found)) if number not in good]
        alone = [([number], found[number].mutant.source) for number in left]
        good |= {number for number, fine in zip(left, self._pass(found, alone), strict=True) if fine}
        return [one if number in good else "the whole suite notices it" for number, one in enumerate(found)]

    def _joined(self, found: Sequence[Found]) -> tuple[list[int], str]:
        clean = (self._tree / found[0].mutant.file).read_text(encoding="utf-8")
        return together(clean, [one.mutant for one in found])

    def _pass(self, found: Sequence[Found], shared: Sequence[tuple[Sequence[int], str]]) -> list[bool]:
        """Whether the visible tests pass, each time with some mutants of one file, without what notices those."""
        jobs = []
        for number, (numbers, source) in enumerate(shared):
            noticed = dict.fromkeys(name for one in numbers for name in found[one].noticed)
            words = (*suite_arguments(self._tree), "-x", "-q", *(f"--deselect={name}" for name in noticed))
            patch = Patch(file=found[numbers[0]].mutant.file, source=source)
            jobs.append(Occurrence(id=f"s{number}", at=AT, tests=words, patch=patch))
        played = self._play(jobs, patience=180)
        return [passed(played[job.id]) for job in jobs]

    def _unnoticed(self, one: Found, said: tuple[str, ...] | None) -> Found | str:
        """The mutant with the tests that its commit takes out, or why not."""
        if said is None or len(said) > _NOTICED:
            return "too many notice it"
        try:
            without(self._tree, said)
        except UserError:
            return "a test cannot be taken out"
        return one.model_copy(update={"noticed": said})

    def _oracle(self, found: Sequence[Found]) -> list[Found | str]:
        """Those whose oracle refuses the function masked, or deleted."""
        changes: list[tuple[str, Callable[[str, str], str]]] = [("mask", mask), ("deletion", delete)]
        statement = not_found_statement(self._tree)
        if statement:
            changes.append(("deletion by 404", lambda text, function: delete(text, function, statement)))
        jobs: list[Occurrence] = []
        for number, one in enumerate(found):
            text, function = self._text(one), _named(one)
            for name, change in changes:
                patch = Patch(file=one.crash.file, source=change(text, function))
                jobs += self._asked(f"{name}{number}", one.answers, patch)
        played = self._play(jobs)
        faults: list[Found | str] = []
        for number, one in enumerate(found):
            taken = [
                name
                for name, _ in changes
                if all(same(played[f"{name}{number}/{place}"], self._known.answer(place)) for place in one.answers)
            ]
            faults.append(f"it takes a {taken[0]}" if taken else one)
        return faults

    def _text(self, one: Found) -> str:
        """The crashing file as it is with the bug."""
        if one.mutant.file == one.crash.file:
            return one.mutant.source
        return (self._tree / one.crash.file).read_text(encoding="utf-8")

    def _fresh(self, found: Sequence[Found]) -> list[Found | str]:
        return [self._fresh_fault(one) or one for one in found]

    def _fresh_fault(self, one: Found) -> str:
        """Why the first trigger does not crash the same way in a process of its own, today; empty if it does."""
        with fresh_copy(self._tree) as copy:
            (copy / one.mutant.file).write_text(one.mutant.source, encoding="utf-8")
            try:
                seen = capture(copy, self._request(one.triggers[0]), self._sandbox, seconds=300)
                events = seen.events()
            except ReplayError as error:
                return str(error)[:200]
            if seen.steps[-1].status != 500 and not seen.steps[-1].error:
                return f"status {seen.steps[-1].status}"
            crash = _crash_in(events, copy.resolve(), copy)
        return "" if crash == one.crash else "another crash"

    def _asked(self, name: str, places: Sequence[int], patch: Patch) -> list[Occurrence]:
        made = occurrences(name, [self._request(place) for place in places])
        return [
            one.model_copy(update={"id": f"{name}/{place}", "patch": patch})
            for one, place in zip(made, places, strict=True)
        ]

    def _request(self, place: int) -> RequestTrigger:
        return self._known.answer(place).request

    def _play(self, jobs: Sequence[Occurrence], patience: float = _PATIENCE) -> dict[str, Played]:
        if not jobs:
            return {}
        segment = Segment(id="hunt", tree=self._tree, occurrences=tuple(jobs), patience=patience)
        return {one.occurrence: one for one in play([segment], self._sandbox, parallel=1)["hunt"]}

    def _crash(self, played: Played) -> Crash | None:
        """What crashed and where, from the event that the SDK sent; None without a 500 and an exception of our own."""
        if played.fault or played.unpatched or not played.steps:
            return None
        if played.steps[-1].status != 500 and not played.steps[-1].error:
            return None
        return _crash_in(played.events(), Path(played.root), self._tree)


def _crash_in(events: Sequence[dict[str, object]], root: Path, sources: Path) -> Crash | None:
    for event in reversed(events):
        known = event.get("exception")
        values = known.get("values") if isinstance(known, dict) else None
        for raised in reversed(values or []):
            frames = own_frames(raised, root, sources)
            if frames:
                return Crash(exception=str(raised["type"]), file=frames[-1][0], function=frames[-1][1])
    return None


def _failed(played: Played) -> tuple[str, ...] | None:
    if played.fault or played.unpatched or not played.steps:
        return None
    return noticing(base64.b64decode(played.steps[-1].body).decode("utf-8", "replace"))


def _named(one: Found) -> str:
    """The function that crashes; for a comprehension or a lambda the one in which the mutated code stands."""
    name = one.crash.function
    return name if name.isidentifier() or one.crash.file != one.mutant.file else one.mutant.function


def _patch(mutant: Mutant) -> Patch:
    return Patch(file=mutant.file, source=mutant.source)


def _lines(mutant: Mutant) -> set[str]:
    """The lines of the clean file that the mutant changes, as `file:line`."""
    return {f"{mutant.file}:{number}" for number in range(mutant.span[0], mutant.span[1] + 1)}

"""Tries drafts out: many variants of the code at a time, the trigger first, then some traffic."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from arbase.domain.diagnosis import Diagnosis, Stimulus
from arbase.domain.service import Service
from arbase.repair.static.edit import Edit, apply
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Draft
from arbase.replay import answers
from arbase.replay.interface import Observation, Raised, Replayer, Variant
from arbase.workspace.parsing import parse

TRAFFIC = 5
FIRST_BATCH = 12
BATCH = 40
MOST = 400
SECONDS_EACH = 10.0
# What did not end is given as long as the verifier gives it: a draft that needs more is refused there in any case.
HANG_SECONDS = 4.0


# What frameworks answer by themselves where no route fits; a handler that finds nothing says what it did not find.
_NO_ROUTE = re.compile(
    r'^\s*(?:\{"detail":\s*"Not Found"\}|Not Found)\s*$|<title>\s*(?:404 Not Found|Page not found|Not Found)', re.I
)


@dataclass(frozen=True)
class Trial:
    """A draft, the files that it changes, and what came of it.

    `cured` says that the trigger no longer fails, `passed` that other answers stayed as they were as well. `raised` is
    set where the trigger still crashes (nothing is known of other answers then), `routeless` where no route is left
    that would answer it.
    """

    draft: Draft
    overlay: dict[str, str | None]
    passed: bool = False
    cured: bool = False
    status: int | None = None
    raised: Raised | None = None
    routeless: bool = False


class Tally(NamedTuple):
    """How many drafts were tried and passed, by stream."""

    tried: dict[str, int]
    passed: dict[str, int]


class Bench:
    """Holds the tree, the trigger and what the unpatched code does."""

    def __init__(self, replayer: Replayer, tree: Path, service: Service, diagnosis: Diagnosis) -> None:
        assert diagnosis.reproduction is not None  # noqa: S101 -- told to mypy; the engine has checked
        self._replayer = replayer
        self._tree = tree
        self._service = service
        self.trigger = diagnosis.reproduction.stimulus
        self._traffic = tuple(item for item in diagnosis.traffic if item != self.trigger)[: 3 * TRAFFIC]
        crash = diagnosis.crash
        self._seconds = HANG_SECONDS if crash is not None and crash.exception == "Timeout" else SECONDS_EACH
        self._baseline: tuple[Observation, ...] = ()
        self._again: tuple[Observation, ...] = ()
        self._kept: tuple[int, ...] = ()
        self._alone: list[tuple[Observation, Observation]] | None = None

    def start(self) -> Observation:
        """What the trigger does to the unpatched code. Raises ReplayError."""
        stimuli = (self.trigger, *self._traffic)
        variants = (Variant(name="before"), Variant(name="before-again"))
        seen = self._replayer.observe(self._tree, self._service, variants, stimuli, seconds_each=self._seconds)
        self._baseline, self._again = seen[: len(stimuli)], seen[len(stimuli) :]
        good = [
            index
            for index in range(1, len(stimuli))
            if not answers.failed(stimuli[index], self._baseline[index])
            and self._baseline[index].status == self._again[index].status
        ]
        # Successful answers say most about a change; refused ones are the client's mistakes that must stay such.
        good.sort(key=lambda index: (self._baseline[index].status or 0) >= 400)
        self._kept = tuple(sorted(good[:TRAFFIC]))
        return self._baseline[0]

    def crashes(self) -> bool:
        """The unpatched code fails on the trigger."""
        return answers.failed(self.trigger, self._baseline[0])

    def run(self, trials: list[Trial], base: dict[str, str | None]) -> list[Trial]:
        """The trials with what came of them, in the same order. Raises ReplayError.

        The traffic runs behind the trigger, which may leave something behind now that it is served. So where only the
        traffic differs, it is looked at again by itself. Where the trigger still fails it is not run at all: most
        drafts end so, and for those that are followed `harmless` asks for it.
        """
        overlays = [{**base, **trial.overlay} for trial in trials]
        traffic = tuple(self._traffic[index - 1] for index in self._kept)
        rows = self._observed(overlays, (self.trigger, *traffic), brief=True)
        judged = [self._judged(trial, seen) for trial, seen in zip(trials, rows, strict=True)]
        odd = [
            index
            for index, trial in enumerate(judged)
            if not trial.passed and not answers.failed(self.trigger, rows[index][0])
        ]
        if odd and traffic:
            quiet = self._quiet(traffic)
            for index, seen in zip(odd, self._observed([overlays[index] for index in odd], traffic), strict=True):
                same = all(_unchanged(*known, now) for known, now in zip(quiet, seen, strict=True))
                judged[index] = replace(judged[index], passed=same)
        return judged

    def harmless(self, trials: list[Trial], base: dict[str, str | None]) -> list[Trial]:
        """Of trials whose trigger still fails those that leave other answers as they were. Raises ReplayError."""
        traffic = tuple(self._traffic[index - 1] for index in self._kept)
        asked = [index for index, trial in enumerate(trials) if traffic and not trial.draft.promised]
        rows = self._observed([{**base, **trials[index].overlay} for index in asked], (self.trigger, *traffic))
        changed = {index for index, row in zip(asked, rows, strict=True) if not self._same(row[1:])}
        return [trial for index, trial in enumerate(trials) if index not in changed]

    def _same(self, seen: Sequence[Observation]) -> bool:
        """The traffic behind the trigger is answered as before."""
        return all(
            _unchanged(self._baseline[index], self._again[index], now)
            for index, now in zip(self._kept, seen, strict=True)
        )

    def _observed(
        self, overlays: list[dict[str, str | None]], stimuli: tuple[Stimulus, ...], *, brief: bool = False
    ) -> list[tuple[Observation, ...]]:
        variants = tuple(
            Variant(name=f"draft-{index}", overlay=overlay, brief=brief) for index, overlay in enumerate(overlays)
        )
        seen = self._replayer.observe(self._tree, self._service, variants, stimuli, seconds_each=self._seconds)
        count = len(stimuli)
        return [seen[index * count : (index + 1) * count] for index in range(len(variants))]

    def _quiet(self, traffic: tuple[Stimulus, ...]) -> list[tuple[Observation, Observation]]:
        """The traffic alone on the unpatched code, twice; run once."""
        if self._alone is None:
            before, again = self._observed([{}, {}], traffic)
            self._alone = list(zip(before, again, strict=True))
        return self._alone

    def _judged(self, trial: Trial, seen: tuple[Observation, ...]) -> Trial:
        first, rest = seen[0], seen[1:]
        broken = answers.failed(self.trigger, first)
        same = not broken and (trial.draft.promised or self._same(rest))
        return replace(
            trial,
            passed=same,
            cured=not broken,
            status=first.status,
            raised=first.raised if broken else None,
            routeless=first.status == 405 or (first.status == 404 and bool(_NO_ROUTE.search(first.body))),
        )


def _unchanged(before: Observation, again: Observation, now: Observation) -> bool:
    return not answers.same_answer(before, now, answers.unstable(before, again))


def overlaid(codebase: Codebase, draft: Draft) -> dict[str, str | None] | None:
    """The files of a draft with its edits made; None where they cannot be."""
    by_path: dict[str, list[Edit]] = {}
    for path, edit in draft.edits:
        by_path.setdefault(path, []).append(edit)
    found: dict[str, str | None] = {}
    for path, edits in by_path.items():
        text = codebase.read(path)
        if text is None:
            return None
        result = apply(text, edits) if path.endswith(".py") else applied_plainly(text, edits)
        if result is None or result == text:
            return None
        found[path] = result
    return found or None


def applied_plainly(text: str, edits: list[Edit]) -> str:
    """Edits of a file that is not Python."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def signature(overlay: dict[str, str | None]) -> str:
    """Equal for drafts that come to the same code, whatever the layout."""
    parts = []
    for path, text in sorted(overlay.items()):
        dump = ast.dump(parse((text or "").removeprefix("\ufeff"))) if path.endswith(".py") else text
        parts.append(f"{path}\0{dump}")
    return "\0".join(parts)


def prepared(codebase: Codebase, drafts: Iterable[Draft], seen: set[str]) -> list[Trial]:
    """Drafts with their texts, best first, without those that come to the same code."""
    found = []
    for draft in sorted(drafts, key=lambda item: (-item.prior, size(item))):
        overlay = overlaid(codebase, draft)
        if overlay is None:
            continue
        mark = signature(overlay)
        if mark not in seen:
            seen.add(mark)
            found.append(Trial(draft, overlay))
    return found[:MOST]


def size(draft: Draft) -> int:
    """How many characters a draft touches."""
    return sum(len(edit.text) + edit.end - edit.start for _, edit in draft.edits)


def batches(trials: list[Trial]) -> Iterator[list[Trial]]:
    """A small batch first, since the best draft is often among the first."""
    rest = iter(trials)
    yield list(islice(rest, FIRST_BATCH))
    while batch := list(islice(rest, BATCH)):
        yield batch


_LENIENT = re.compile(r"^(\s*assert (?!.*\b(?:all|any)\().*?)\s*(?:<|!=)\s*500\b", re.MULTILINE)


def stricter(test_source: str, status: int | None) -> str:
    """The reproduction's test, asking for the very status where it is known."""
    if status is None:
        return test_source
    return _LENIENT.sub(lambda match: f"{match[1]} == {status}", test_source, count=1)

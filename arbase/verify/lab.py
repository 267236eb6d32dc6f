"""The laboratory: the stimuli by which a candidate is judged, and what they did before and after it; each run once."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from arbase.domain.diagnosis import CrashSpec, Diagnosis, Stimulus
from arbase.domain.errors import ReplayError
from arbase.domain.service import Service
from arbase.replay import answers
from arbase.replay.interface import Observation, Replayer, Variant, checks_values
from arbase.verify.change import ChangedFile
from arbase.verify.mutations import Mutation, mutations, same_shape
from arbase.verify.other_tests import other_tests
from arbase.verify.syntax import Code, body_lines
from arbase.workspace.got_past import further, went_on
from arbase.workspace.tree import own_lines

TRAFFIC = 40
MUTATIONS = 48
ALONE = 6
# A command starts a process of its own each time.
COMMAND_MUTATIONS = 10
SECONDS_EACH = 10.0
COMMAND_SECONDS_EACH = 60.0
# Where the stack runs out is chance: such a crash is known by the function that calls itself.
ENDLESS = "RecursionError"
# What does not end was seen not to do so in much longer.
HANG_SECONDS = 4.0
# A digest of what the requests left behind; runs in the variant's own copy, standard library only.
DIGEST = Path(__file__).with_name("digest.py")


@dataclass(frozen=True)
class Trial:
    """One stimulus before (twice, to know what is unstable) and its place among all."""

    index: int
    stimulus: Stimulus
    mutation: Mutation | None
    before: Observation
    again: Observation

    @property
    def passing(self) -> bool:
        """It was answered before, both times alike in status."""
        both = (self.before, self.again)
        return not any(answers.failed(self.stimulus, one) for one in both) and self.before.status == self.again.status


class Lab:
    """Replays on one exported tree for one diagnosis. Stimulus 0 is the trigger."""

    def __init__(
        self, replayer: Replayer, tree: Path, service: Service, diagnosis: Diagnosis, crash: CrashSpec
    ) -> None:
        self._replayer = replayer
        self.tree = tree
        self._service = service
        self._diagnosis = diagnosis
        self.crash = crash
        self.trigger = diagnosis.reproduction.stimulus if diagnosis.reproduction else Stimulus()
        self._after: dict[str, tuple[Observation, ...]] = {}
        self._traced: dict[str, tuple[Observation, ...]] = {}

    # -- the code before
    @cached_property
    def recorded(self) -> tuple[Stimulus, ...]:
        """Requests of the visible tests; an agent's diagnosis is not asked for them."""
        try:
            found = self._replayer.record(self.tree, self._service)
        except ReplayError:
            return ()
        return tuple(item.stimulus for item in found)

    @property
    def known(self) -> tuple[Stimulus, ...]:
        """What is replayed, and what of the recorded requests is not."""
        return tuple(dict.fromkeys([*self.stimuli, *self.recorded]))

    @cached_property
    def _planned(self) -> tuple[tuple[Stimulus, Mutation | None], ...]:
        known = list(dict.fromkeys([*self.recorded, *self._diagnosis.traffic]))
        near = [item for item in known if same_shape(item, self.trigger) and item != self.trigger]
        far = [item for item in known if item not in near and item != self.trigger]
        limit = MUTATIONS if self.trigger.kind == "request" else 0 if self.runs_tests else COMMAND_MUTATIONS
        changed = mutations(self.trigger, near[:10], limit=limit)
        traffic = [*self._other_tests, *near[: TRAFFIC // 2], *far][:TRAFFIC]
        mutated = [(mutation.stimulus, mutation) for mutation in changed if mutation.stimulus not in traffic]
        return ((self.trigger, None), *((item, None) for item in traffic), *mutated)

    @property
    def runs_tests(self) -> bool:
        """The trigger is a test run: its words choose tests, they are no input."""
        return checks_values(self.trigger.command, self.crash.exception, self.crash.location.path)

    @property
    def _other_tests(self) -> list[Stimulus]:
        """Of a test run, the other tests of the files in which the failing ones are."""
        words = other_tests(self.trigger.command) if self.runs_tests else ()
        return [self.trigger.model_copy(update={"command": words})] if words else []

    @property
    def stimuli(self) -> tuple[Stimulus, ...]:
        """Everything that is replayed, the trigger first."""
        return tuple(stimulus for stimulus, _ in self._planned)

    @cached_property
    def trials(self) -> tuple[Trial, ...]:
        """Every stimulus with what the unpatched code did, twice. Raises ReplayError."""
        twice = (Variant(name="before"), Variant(name="before-again"))
        seen = self._replayer.observe(
            self.tree, self._service, twice, self.stimuli, trace=self._crash_files, seconds_each=self._longest
        )
        count = len(self.stimuli)
        rows = zip(self._planned, seen[:count], seen[count:], strict=True)
        return tuple(
            Trial(index, stimulus, mutation, before, again)
            for index, ((stimulus, mutation), before, again) in enumerate(rows)
        )

    @property
    def start(self) -> Trial:
        """The trigger on the unpatched code."""
        return self.trials[0]

    def ran(self, trial: Trial, path: str) -> frozenset[int]:
        """The lines of any file of the repository that a trial ran, before. Raises ReplayError."""
        if path in self._crash_files:
            return frozenset(trial.before.lines.get(path, ()))
        if path not in self._traced:
            self._traced[path] = self._replayer.observe(
                self.tree,
                self._service,
                (Variant(name="traced"),),
                self.stimuli,
                trace=(path,),
                seconds_each=self._longest,
            )
        return frozenset(self._traced[path][trial.index].lines.get(path, ()))

    @cached_property
    def passing(self) -> tuple[Trial, ...]:
        """Requests that the unpatched code answers."""
        return tuple(trial for trial in self.trials[1:] if trial.passing)

    @cached_property
    def neighbours(self) -> tuple[Trial, ...]:
        """Mutations of the trigger that crash as it does: same exception, same statement, both times."""
        return tuple(trial for trial in self.trials[1:] if trial.mutation and self._same_crash(trial))

    @cached_property
    def other_crashes(self) -> tuple[Trial, ...]:
        """Mutations of the trigger that crash in another way."""
        same = {trial.index for trial in self.neighbours}
        return tuple(
            trial for trial in self.trials[1:] if trial.mutation and trial.before.crashed and trial.index not in same
        )

    @cached_property
    def valid(self) -> tuple[Trial, ...]:
        """Requests of the trigger's own route that the unpatched code serves: they run the crashed function."""
        return tuple(trial for trial in self.passing if self.reached(trial.before) and (trial.before.status or 0) < 400)

    @cached_property
    def went_on(self) -> tuple[Trial, ...]:
        """Requests that got past the crashed statement, though what stands further on in the function refused them.

        A wrong password is told so where a missing one crashes: what crashed does not always do so.
        """
        crashed = (self.crash.location.path, self.crash_lines)
        refused = (trial for trial in self.passing if (trial.before.status or 0) >= 400)
        return tuple(trial for trial in refused if went_on(trial.before.lines, crashed, self._further))

    @cached_property
    def served_alone(self) -> tuple[Stimulus, ...]:
        """Requests of the trigger's shape that are served and run the crashed function, each before anything else.

        The trigger may spoil what is stored for whoever comes after it: then none of those behind it is served. Where
        it takes requests before it to crash, it is not what spoils it.
        """
        known = dict.fromkeys([*self.recorded, *self._diagnosis.traffic])
        near = [
            one for one in known if same_shape(one, self.trigger) and one != self.trigger and not self.trigger.before
        ]
        found = []
        for stimulus in near[:ALONE]:
            ((seen,),) = self.try_out(({},), (stimulus,))
            if not answers.failed(stimulus, seen) and (seen.status or 0) < 400 and self.reached(seen):
                found.append(stimulus)
        return tuple(found)

    def reached(self, observation: Observation) -> bool:
        """The observation ran the body of the crashed function."""
        return bool(self._body & set(observation.lines.get(self.crash.location.path, ())))

    def ran_it(self, observation: Observation) -> bool:
        """The observation ran the crashed statement."""
        return bool(self.crash_lines & set(observation.lines.get(self.crash.location.path, ())))

    @cached_property
    def crash_lines(self) -> frozenset[int]:
        """The lines of the crashed statement, before."""
        statement = self._code.statement_at(self.crash.location.line) if self._code else None
        line = self.crash.location.line
        return frozenset(own_lines(statement)) if statement is not None else frozenset((line,))

    def is_spec(self, observation: Observation) -> bool:
        """The observation is the crash of the diagnosis: exception type and function."""
        raised = observation.raised
        if raised is None or short_name(raised.exception) != short_name(self.crash.exception) or not raised.trace:
            return False
        if short_name(raised.exception) == ENDLESS:
            return any((place.path, plain(place.function)) == self._place for place in raised.trace)
        there = raised.trace[-1]
        return there.path == self.crash.location.path and (
            not self.crash.location.function or plain(there.function) == plain(self.crash.location.function)
        )

    # -- the code after
    def after(self, overlay: dict[str, str | None]) -> tuple[Observation, ...]:
        """All stimuli on the patched code, in the same order as before. Raises ReplayError."""
        key = repr(sorted(overlay.items()))
        if key not in self._after:
            paths = tuple(sorted({*self._crash_files, *(path for path in overlay if path.endswith(".py"))}))
            self._after[key] = self._replayer.observe(
                self.tree,
                self._service,
                (Variant(name="after", overlay=overlay),),
                self.stimuli,
                trace=paths,
                seconds_each=self._patience,
            )
        return self._after[key]

    def try_out(
        self, overlays: Iterable[dict[str, str | None]], stimuli: tuple[Stimulus, ...]
    ) -> tuple[tuple[Observation, ...], ...]:
        """Some stimuli on some versions of the code, one row for each version. Raises ReplayError."""
        variants = tuple(Variant(name=f"try-{index}", overlay=overlay) for index, overlay in enumerate(overlays))
        seen = self._replayer.observe(
            self.tree, self._service, variants, stimuli, trace=self._crash_files, seconds_each=self._patience
        )
        count = len(stimuli)
        return tuple(seen[index * count : (index + 1) * count] for index in range(len(variants)))

    # -- passing requests alone, and what they leave behind
    @cached_property
    def _quiet(self) -> tuple[Stimulus, ...]:
        digest = Stimulus(kind="command", command=("python", "-c", DIGEST.read_text(encoding="utf-8")))
        return (*(trial.stimulus for trial in self.passing), digest)

    @cached_property
    def quiet_before(self) -> tuple[tuple[Observation, ...], ...]:
        """The passing requests alone and then the digest, two rows. Raises ReplayError."""
        return self.try_out(({}, {}), self._quiet)

    def quiet_after(self, overlay: dict[str, str | None]) -> tuple[Observation, ...]:
        """The same on the patched code. Raises ReplayError."""
        key = "quiet" + repr(sorted(overlay.items()))
        if key not in self._after:
            self._after[key] = self.try_out((overlay,), self._quiet)[0]
        return self._after[key]

    def quiet_again(self, overlay: dict[str, str | None]) -> tuple[tuple[Observation, ...], ...]:
        """Two more runs without the patch and one more with it: what differs by chance shows. Raises ReplayError."""
        return self.try_out(({}, {}, overlay), self._quiet)

    @cached_property
    def untouched(self) -> Observation:
        """The digest before any request. Raises ReplayError."""
        return self.try_out(({},), self._quiet[-1:])[0][0]

    def left_by(self, stimulus: Stimulus, overlay: dict[str, str | None]) -> tuple[Observation, Observation, bool]:
        """The digest after one request alone, without the patch and with it, and whether it was answered without it.

        Raises ReplayError.
        """
        before, after = self.try_out(({}, overlay), (stimulus, self._quiet[-1]))
        return before[-1], after[-1], not answers.failed(stimulus, before[0])

    # -- parts
    @cached_property
    def _further(self) -> tuple[tuple[str, frozenset[int]], ...]:
        """For each function that was running, the lines that the trigger did not run: its statement did not end."""

        def tree(path: str) -> ast.Module | None:
            code = self._parsed(path)
            return code.tree if code is not None else None

        return further(tree, self.crash.trace or (self.crash.location,), self.start.before.lines)

    @property
    def _place(self) -> tuple[str, str]:
        return self.crash.location.path, plain(self.crash.location.function)

    @cached_property
    def _patience(self) -> float:
        """Many times as long as the slowest answer before: a fix is no reason to become slow."""
        slowest = max(trial.before.seconds for trial in self.trials)
        return min(self._longest, max(2.0, 20 * slowest))

    @property
    def _longest(self) -> float:
        """A command imports everything anew."""
        if self.crash.exception == "Timeout":
            return HANG_SECONDS
        if self.trigger.kind == "request":
            return SECONDS_EACH
        return COMMAND_SECONDS_EACH

    @cached_property
    def _crash_files(self) -> tuple[str, ...]:
        paths = {self.crash.location.path, *(place.path for place in self.crash.trace)}
        return tuple(sorted(path for path in paths if path.endswith(".py")))

    @cached_property
    def _code(self) -> Code | None:
        return self._parsed(self.crash.location.path)

    def _parsed(self, path: str) -> Code | None:
        file = self.tree / path
        if not file.is_file() or file.is_symlink():
            return None
        return Code.parse(file.read_text(encoding="utf-8", errors="replace"))

    @cached_property
    def _body(self) -> set[int]:
        function = self._code.function_at(self.crash.location.line) if self._code else None
        return set(body_lines(function)) if function is not None else set(self.crash_lines)

    def _same_crash(self, trial: Trial) -> bool:
        for observation in (trial.before, trial.again):
            raised = observation.raised
            if raised is None or not self.is_spec(observation):
                return False
            if short_name(raised.exception) != ENDLESS and raised.trace[-1].line not in self.crash_lines:
                return False
        return True


def short_name(name: str) -> str:
    """`KeyError` of `builtins.KeyError`."""
    return name.rpartition(".")[2]


def plain(function: str) -> str:
    """A function's name without the marks of the interpreter: SDKs know `get`, the interpreter `make.<locals>.get`."""
    return function.rpartition(".")[2]


def mapped(files: tuple[ChangedFile, ...], path: str, lines: Iterable[int]) -> frozenset[int]:
    """Where lines of the code before are after the patch."""
    file = next((file for file in files if file.path == path), None)
    if file is None:
        return frozenset(lines)
    return frozenset().union(*(file.successors(line) for line in lines))

"""The exported tree on which an investigation experiments."""

from __future__ import annotations

import ast
import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import overload

from arbase.domain.diagnosis import Stimulus
from arbase.domain.service import Service
from arbase.investigate.requests import Parts, stimulus_of
from arbase.investigate.sameness import still_crashes
from arbase.replay.interface import Observation, Raised, Recorded, Replayer, Variant
from arbase.replay.prepared import PreparedTree
from arbase.replay.search import Profile
from arbase.workspace.parsing import parse

HEAD = Variant(name="head")
SECONDS_EACH = 10.0
COMMAND_SECONDS = 60.0


class Traffic(Sequence[Recorded]):
    """What the visible tests send; whoever looks first waits until they have run, for `waited` seconds in all."""

    def __init__(self, running: Future[tuple[Recorded, ...]]) -> None:
        self._running = running
        self.waited = 0.0

    @overload
    def __getitem__(self, index: int) -> Recorded: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Recorded, ...]: ...
    def __getitem__(self, index: int | slice) -> Recorded | tuple[Recorded, ...]:
        """See `Sequence`."""
        return self._sent()[index]

    def __len__(self) -> int:
        """See `Sequence`."""
        return len(self._sent())

    def _sent(self) -> tuple[Recorded, ...]:
        began = time.monotonic()
        found = self._running.result()
        self.waited += time.monotonic() - began
        return found


class Laboratory:
    """One tree, prepared once by the service's setup command."""

    def __init__(self, replayer: Replayer, prepared: PreparedTree, service: Service) -> None:
        self.tree = prepared.tree
        self.problem = prepared.problem
        self.service = service
        self._replayer = replayer

    def try_on(
        self,
        variants: Sequence[Variant],
        stimuli: Sequence[Stimulus],
        seconds: float = 0.0,
        *,
        trace: tuple[str, ...] = (),
    ) -> list[list[Observation]]:
        """What each stimulus did to each variant, variants outermost; `seconds` each, 0 for the usual time.

        The lines that ran are known of the files in `trace`.
        """
        usual = COMMAND_SECONDS if any(one.kind == "command" for one in stimuli) else SECONDS_EACH
        found = self._replayer.observe(
            self.tree, self.service, tuple(variants), tuple(stimuli), trace=trace, seconds_each=seconds or usual
        )
        return [list(found[start : start + len(stimuli)]) for start in range(0, len(found), len(stimuli))]

    def at_head(self, stimuli: Sequence[Stimulus], *, trace: tuple[str, ...] = ()) -> list[Observation]:
        """What each stimulus did to the code as it is, with the lines that ran of the files in `trace`."""
        return self.try_on([HEAD], stimuli, trace=trace)[0] if stimuli else []

    def parsed(self, path: str) -> ast.Module | None:
        """A file of the tree; None where it is not there or is no Python."""
        file = self.tree / path
        if not file.is_file() or file.is_symlink():
            return None
        try:
            return parse(file.read_text(encoding="utf-8", errors="replace"))
        except (SyntaxError, ValueError, RecursionError, OSError):
            return None

    def profile(self, command: tuple[str, ...]) -> Profile:
        """The tests of a command with their spectrum."""
        return self._replayer.profile(self.tree, self.service, command)

    def crashes(self, requests: Sequence[Parts], crash: Raised) -> list[bool]:
        """Which requests crash the same way."""
        return [still_crashes(one, crash) for one in self.at_head([stimulus_of(parts) for parts in requests])]

    def recorded(self) -> tuple[Recorded, ...]:
        """The requests that the visible tests send."""
        return self._replayer.record(self.tree, self.service) if self.service.app is not None else ()

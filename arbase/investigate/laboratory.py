"""The exported tree on which an investigation experiments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from arbase.domain.diagnosis import Stimulus
from arbase.domain.service import Service
from arbase.investigate.requests import Parts, stimulus_of
from arbase.investigate.sameness import still_crashes
from arbase.replay.interface import Observation, Raised, Recorded, Replayer, Variant
from arbase.sandbox.interface import Limits

HEAD = Variant(name="head")
SETUP_SECONDS = 300.0
SECONDS_EACH = 10.0
COMMAND_SECONDS = 60.0


class Laboratory:
    """One tree, prepared once by the service's setup command."""

    def __init__(self, replayer: Replayer, tree: Path, service: Service) -> None:
        self.tree = tree
        self.service = service
        self._replayer = replayer

    def prepare(self) -> str:
        """Run the setup command; the sentence is empty if it worked or there is none."""
        command = self.service.commands.setup
        if not command:
            return ""
        roots = [str((self.tree / one).resolve()) for one in self.service.source_roots]
        if self.service.python and command[0] in ("python", "python3"):
            command = (self.service.python, *command[1:])
        run = self._replayer.sandbox.run(
            command,
            folder=self.tree,
            env={"PYTHONPATH": ":".join(roots), **self.service.env},
            limits=Limits(seconds=SETUP_SECONDS),
        )
        if run.exit_status == 0:
            return ""
        lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
        said = f": {lines[-1][:200]}" if lines else ""
        return f"the setup command {' '.join(command)!r} ended with status {run.exit_status}{said}"

    def try_on(self, variants: Sequence[Variant], stimuli: Sequence[Stimulus]) -> list[list[Observation]]:
        """What each stimulus did to each variant, variants outermost."""
        seconds = COMMAND_SECONDS if any(one.kind == "command" for one in stimuli) else SECONDS_EACH
        found = self._replayer.observe(self.tree, self.service, tuple(variants), tuple(stimuli), seconds_each=seconds)
        return [list(found[start : start + len(stimuli)]) for start in range(0, len(found), len(stimuli))]

    def at_head(self, stimuli: Sequence[Stimulus]) -> list[Observation]:
        """What each stimulus did to the code as it is."""
        return self.try_on([HEAD], stimuli)[0] if stimuli else []

    def crashes(self, requests: Sequence[Parts], crash: Raised) -> list[bool]:
        """Which requests crash the same way."""
        return [still_crashes(one, crash) for one in self.at_head([stimulus_of(parts) for parts in requests])]

    def recorded(self) -> tuple[Recorded, ...]:
        """The requests that the visible tests send."""
        return self._replayer.record(self.tree, self.service) if self.service.app is not None else ()

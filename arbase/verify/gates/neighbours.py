"""Gate 5: what lies next to the trigger does not crash either."""

from __future__ import annotations

from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.replay.interface import Observation
from arbase.verify.former_marks import was_never_stored
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.lab import Trial, mapped, short_name
from arbase.verify.mutations import mutations
from arbase.verify.surplus_cells import leaves_surplus

CONTROLS = 3


class NeighboursGate(Gate):
    """Mutations that crashed as the trigger did are served now. Those that crash elsewhere already did so before.

    A neighbour that gets past the mended statement may run into another, older defect. That is not this patch's doing
    if the same mutation of a valid request crashed the unpatched code in the same way. Where no request was ever
    served, nothing can have been seen of what lies behind, so only the same failure counts. So it is for commands, too,
    where a changed word may mean anything.
    """

    name = "neighbours"

    def check(self, case: GateCase) -> GateResult:
        """Refuse the first neighbour that still crashes, or crashes in a way that is new."""
        if place := leaves_surplus(case):
            return self.refuses(f"a row with more cells than the head still crashes: {place} has no name for them")
        lab = case.lab
        after = lab.after(case.overlay)
        older = 0
        for trial in lab.neighbours:
            new = after[trial.index]
            if not answers.failed(trial.stimulus, new):
                continue
            where = f"{trial.mutation.where} {trial.mutation.what}" if trial.mutation else "a neighbour"
            if was_never_stored(case, trial.before):
                continue
            if self._is_same(case, trial, new):
                return self.refuses(f"with {where} it still crashes: {_describe(new)}")
            comparable = lab.valid and lab.trigger.kind == "request"
            if comparable and not self._is_older(case, trial, new):
                return self.refuses(f"with {where} it now crashes in another way: {_describe(new)}")
            older += 1
        counted = len(lab.neighbours) - older
        rest = f"; {older} run into an older defect behind it" if older else ""
        others = (
            f"; {len(lab.other_crashes)} crashed in another way before and are not counted" if lab.other_crashes else ""
        )
        return self.passes(f"{counted} neighbours that crashed alike no longer do{rest}{others}")

    @staticmethod
    def _is_same(case: GateCase, trial: Trial, new: Observation) -> bool:
        """The failure that this neighbour had before: same type and message, in the same statement."""
        old, raised = trial.before.raised, new.raised
        if raised is None or old is None or not raised.trace:
            return True
        there = raised.trace[-1]
        lines = mapped(case.files, case.crash.location.path, case.lab.crash_lines)
        same_place = there.path == case.crash.location.path and there.line in lines
        return same_place and (raised.exception, raised.message) == (old.exception, old.message)

    @staticmethod
    def _is_older(case: GateCase, trial: Trial, new: Observation) -> bool:
        if trial.mutation is None or new.raised is None:
            return False
        wanted = short_name(new.raised.exception)
        controls = [
            mutation.stimulus
            for valid in case.lab.valid[:CONTROLS]
            for mutation in mutations(valid.stimulus, limit=10_000)
            if (mutation.where, mutation.what) == (trial.mutation.where, trial.mutation.what)
        ]
        if not controls:
            return False
        (row,) = case.lab.try_out(({},), tuple(controls))
        return any(seen.raised is not None and short_name(seen.raised.exception) == wanted for seen in row)


def _describe(observation: Observation) -> str:
    if observation.raised is None:
        return observation.error or f"status {observation.status}"
    place = f" at {observation.raised.trace[-1]}" if observation.raised.trace else ""
    return f"{observation.raised.exception}: {observation.raised.message[:80]}{place}"

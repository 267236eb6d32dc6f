"""Gate 0: with the fix, what failed no longer fails."""

from __future__ import annotations

from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.verify.gates.interface import Gate, GateCase


class TriggerGate(Gate):
    """The trigger gets an answer: no exception of any kind, no server error."""

    name = "trigger"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a candidate under which the trigger still fails."""
        after = case.lab.after(case.overlay)[0]
        if not answers.failed(case.lab.trigger, after):
            return self.passes(f"the trigger is answered with status {after.status}")
        if after.error:
            return self.refuses(f"the trigger could not be run: {after.error}")
        if after.raised is not None:
            place = f" at {after.raised.trace[-1]}" if after.raised.trace else ""
            return self.refuses(f"the trigger fails with {after.raised.exception}: {after.raised.message[:120]}{place}")
        return self.refuses(f"the trigger is answered with status {after.status}")

"""Gate 4, over time: what the code refused before the crash came in is still refused with the fix."""

from __future__ import annotations

from arbase.domain.fix import GateResult
from arbase.verify.dropped import earlier_of
from arbase.verify.gates.interface import Gate, GateCase


class EarlierAnswersGate(Gate):
    """The commit that brought the crash in may have dropped a check, of which the crash shows only a part.

    What the visible tests send is served on purpose; every other request is replayed on HEAD without that commit. One
    that was refused there and is served by the patched code says that the fix repairs the crash, not the fault, unless
    a request of the visible tests was refused in the very same words: then this refusal was given up on purpose. This
    is asked only where the trigger did not crash without the commit and its route was already served, so that a new
    feature is not measured by its absence.
    """

    name = "earlier answers"

    def check(self, case: GateCase) -> GateResult:
        """Refuse the first request that only the earlier code refused."""
        earlier = earlier_of(case)
        if earlier is None:
            return self.passes("no earlier version answers the trigger, so there is nothing to compare with")
        patched = case.lab.after(case.overlay)
        for trial in (trial for trial in case.lab.trials if trial.mutation is not None):
            now = patched[trial.index]
            if earlier.refused(trial) and not now.crashed and (now.status or 500) < 400:
                status = earlier.seen[trial.index].status
                return self.refuses(
                    f"{trial.stimulus.method} {trial.stimulus.target[:80]} was refused with status {status} "
                    f"without commit {earlier.sha[:10]}; with the patch it is served"
                )
        return self.passes(f"what was refused without commit {earlier.sha[:10]} is still refused")

"""Gate: what only reads leaves nothing behind, so behind it the trigger is answered as it is by itself.

GET and HEAD are safe: a client does not ask for any change by them (RFC 9110, 9.2.1). Where it takes only such requests
to make the trigger crash, one of them spoils something that is shared; a fix that lets the trigger run on with what is
spoilt has not mended it.
"""

from __future__ import annotations

from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.verify.gates.interface import Gate, GateCase

SAFE = frozenset(("GET", "HEAD"))


class ByItselfGate(Gate):
    """The unpatched code answers the trigger alone; the patched code answers it so behind the other requests."""

    name = "as by itself"

    def check(self, case: GateCase) -> GateResult:
        """Refuse another answer than the trigger has where nothing was sent before it."""
        trigger = case.lab.trigger
        if not trigger.before or any(one.method not in SAFE for one in (trigger, *trigger.before)):
            return self.passes("the trigger does not crash of what others have read")
        alone = trigger.model_copy(update={"before": ()})
        ((first, second),) = case.lab.try_out(({},), (alone, alone))
        if answers.failed(alone, first):
            return self.passes("the trigger fails by itself as well")
        # What differs when it is asked again tells nothing: counts of visits, times.
        ignore = frozenset() if answers.failed(alone, second) else answers.unstable(first, second)
        difference = answers.same_answer(first, case.lab.after(case.overlay)[0], ignore)
        if difference:
            return self.refuses(f"requests that only read still change the answer of the trigger: {difference}")
        return self.passes("the trigger is answered as if nothing had been read before it")

"""Gate: what only reads leaves nothing behind, so behind it the trigger is answered as it is by itself.

GET and HEAD are safe: a client does not ask for any change by them (RFC 9110, 9.2.1). Where it takes only such requests
to make the trigger crash, one of them spoils something that is shared; a fix that lets the trigger run on with what is
spoilt has not mended it.
"""

from __future__ import annotations

from arbase.domain.diagnosis import Stimulus
from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.replay.answers import Path
from arbase.replay.interface import Observation
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.mutations import same_shape

OTHERS = 4
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
        if difference and _is_remembered(case, alone, first, ignore):
            return self.passes(
                "what was read is remembered on purpose: other requests that only read show in the answer"
            )
        if difference:
            return self.refuses(f"requests that only read still change the answer of the trigger: {difference}")
        return self.passes("the trigger is answered as if nothing had been read before it")


def _is_remembered(case: GateCase, alone: Stimulus, first: Observation, ignore: frozenset[Path]) -> bool:
    """Behind another request of the kind that was sent before, the unpatched code answers the trigger otherwise."""
    sent = case.lab.trigger.before
    near = [one for one in case.lab.known if one.method in SAFE and one not in sent and one != alone]
    near = [one for one in near if any(same_shape(one, other) for other in sent)][:OTHERS]
    behind = tuple(alone.model_copy(update={"before": (one,)}) for one in near)
    (seen,) = case.lab.try_out(({},), behind) if behind else ((),)
    return any(
        not answers.failed(stimulus, one) and bool(answers.same_answer(first, one, ignore))
        for stimulus, one in zip(behind, seen, strict=True)
    )

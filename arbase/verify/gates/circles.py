"""Gate: where people say that circles are refused, a fix does not store one and bear it."""

from __future__ import annotations

from arbase.domain.fix import GateResult
from arbase.verify.gates.by_itself import SAFE
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.lab import ENDLESS, short_name
from arbase.workspace.circles import circles_refused

REFUSED = 400


class CirclesGate(Gate):
    """Rows that stand above themselves made the crash: the write that closes the circle is not taken.

    Only that write is asked for: the trigger itself, or the last request in front of it that changes something. What
    stored circles are shown as is another matter.
    """

    name = "circles refused"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a patch with which the write behind an endless recursion is served, though a note says otherwise."""
        if short_name(case.crash.exception) != ENDLESS:
            return self.passes("the crash is no endless recursion")
        trigger = case.lab.trigger
        sent = (*trigger.before, trigger)
        writes = [number for number, one in enumerate(sent) if one.kind == "request" and one.method not in SAFE]
        codes = case.repository.codes.items()
        told = circles_refused(case.repository.root, ((path, code.tree) for path, code in codes)) if writes else None
        if told is None:
            return self.passes("nobody says that circles are refused, or no request writes one")
        last = sent[writes[-1]].model_copy(update={"before": sent[: writes[-1]]})
        ((after,),) = case.lab.try_out((case.overlay,), (last,))
        if after.crashed or (after.status or 0) >= REFUSED:
            return self.passes(f"the write that closes the circle is refused, as {told.place} says")
        return self.refuses(f"{told.place} says that circles are refused ({told.status}), and one is stored and borne")

"""Gate 7, second half: a request that is served now does what its like do; it is not answered and dropped."""

from __future__ import annotations

from arbase.domain.errors import ReplayError
from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.verify.gates.effects import digest_of
from arbase.verify.gates.interface import Gate, GateCase

READS = ("GET", "HEAD", "OPTIONS")
SIBLINGS = 2


class WorkGate(Gate):
    """What every served request of the route changes in files and tables, the mended trigger changes too."""

    name = "work done"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a patch that serves the trigger and leaves nothing where its like leave something."""
        lab = case.lab
        if lab.trigger.kind == "command" or lab.trigger.method in READS:
            return self.passes("not compared: the trigger is no request that writes")
        after = lab.after(case.overlay)[0]
        if answers.refused(after) or answers.failed(lab.trigger, after):
            return self.passes("the trigger is refused, so nothing is left by it")
        siblings = [trial for trial in lab.valid if trial.stimulus.method == lab.trigger.method][:SIBLINGS]
        try:
            nothing = digest_of(lab.untouched)
            left = [digest_of(lab.left_by(one.stimulus, case.overlay)[1]) for one in siblings]
            own = digest_of(lab.left_by(lab.trigger, case.overlay)[1])
        except ReplayError:
            return self.passes("not compared: what the requests leave behind could not be read")
        if nothing is None or own is None or not left or any(one is None for one in left):
            return self.passes("not compared: no other request of the route is served, or what it leaves is unknown")
        changed = [_changed(nothing, one) for one in left if one is not None]
        expected = set.intersection(*changed)
        if expected and not expected & _changed(nothing, own):
            return self.refuses(f"status {after.status} is answered, but nothing is left; others leave {min(expected)}")
        return self.passes(f"the request leaves what its like leave ({len(expected)} files and columns)")


def _changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}

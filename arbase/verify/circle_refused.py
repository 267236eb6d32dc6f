"""The write that closes a circle is refused: what it left behind is what failed, so that it leaves nothing is the fix.

Only where the crash is endless recursion, people say that circles are refused with that very status, the request of the
crash was sent behind that write, and everything but the write leaves what it left.
"""

from __future__ import annotations

from arbase.domain.diagnosis import Stimulus
from arbase.verify.gates.interface import GateCase
from arbase.verify.lab import ENDLESS, short_name
from arbase.workspace.circles import circles_refused


def refuses_the_circle(case: GateCase, stimulus: Stimulus) -> bool:
    """The last write in front of the stimulus is that of the trigger, and is refused now as people say."""
    trigger = case.lab.trigger
    if not trigger.before or short_name(case.crash.exception) != ENDLESS:
        return False
    *others, last = trigger.before
    write = last.model_copy(update={"before": tuple(others)})
    told = circles_refused(case.repository.root, ((path, code.tree) for path, code in case.repository.codes.items()))
    alone = stimulus in (last, write)
    if told is None or not (alone or stimulus.before == trigger.before):
        return False
    ((before,), (after,)) = case.lab.try_out(({}, case.overlay), (write,))
    if (before.status or 0) >= 400 or after.status != told.status:
        return False
    return _leaves_nothing(case, write) and (alone or _leaves_the_same(case, stimulus, tuple(others)))


def _leaves_nothing(case: GateCase, write: Stimulus) -> bool:
    """Refused, the write leaves what was there, or what the requests in front of it left."""
    refused = case.lab.left_by(write, case.overlay)[1]
    if not write.before:
        return refused.body == case.lab.untouched.body
    *others, last = write.before
    return refused.body == case.lab.left_by(last.model_copy(update={"before": tuple(others)}), case.overlay)[1].body


def _leaves_the_same(case: GateCase, stimulus: Stimulus, others: tuple[Stimulus, ...]) -> bool:
    before, after, _ = case.lab.left_by(stimulus.model_copy(update={"before": others}), case.overlay)
    return before.body == after.body

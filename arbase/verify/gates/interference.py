"""Gate 4: what was answered before is answered alike."""

from __future__ import annotations

from collections.abc import Sequence

from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.replay.interface import Observation
from arbase.verify.dropped import refused_again
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.lab import Trial
from arbase.verify.looked_back import looks_back
from arbase.verify.moved import only_moves
from arbase.verify.own_calls import only_calls
from arbase.verify.unset import left_alone


class NonInterferenceGate(Gate):
    """Recorded and mutated requests that did not crash get the same status and body, unstable fields apart.

    What a partial change emptied of its own accord may stay as it was, see `unset`.
    Changed requests that are served only since a commit dropped their check may be refused again, see `dropped`.
    Where `bisect` gave the wrong place, those who asked for it get what the function promises, see `looked_back`.
    Where checks only change places, a changed request that breaks two rules may be told of the other one, and one that
    holds what the trigger is refused for now may be told of that.
    """

    name = "non-interference"

    def check(self, case: GateCase) -> GateResult:
        """Refuse the first changed answer that is the patch's doing.

        The first comparison runs behind the trigger, which may leave something behind now that it is served; so a
        difference is looked at again without it.
        """
        lab = case.lab
        after = lab.after(case.overlay)
        if lab.runs_tests:
            return self._tests_pass(lab.passing, after)
        if not any(self._differs(trial, trial.before, trial.again, after[trial.index]) for trial in lab.passing):
            return self._passed(len(lab.passing))
        before, again = lab.quiet_before
        quiet = lab.quiet_after(case.overlay)
        back = looks_back(case)
        refused, checked, moves = refused_again(case), _checked_now(case), only_moves(case)
        for trial, one, two, new in zip(lab.passing, before, again, quiet, strict=False):
            if (trial.index in refused or trial.index in checked) and new.status == after[trial.index].status:
                continue
            if _breaks_two_rules(case, trial, after[0], one, new):
                continue
            if back and new.status == one.status and lab.ran_it(trial.before):
                continue
            if moves and trial.mutation is not None and _refused_alike(one, new):
                continue
            # Both pairs of runs tell what is unstable; a clock may stand still for one of them.
            unsteady = answers.unstable(trial.before, trial.again) | answers.unstable(trial.before, one)
            difference = self._differs(trial, one, two, new, unsteady | left_alone(case, trial, one, new))
            if difference:
                return self.refuses(f"{_named(trial)} was answered before and differs now: {difference}")
        return self._passed(len(lab.passing))

    def _passed(self, count: int) -> GateResult:
        if count == 0:
            return self.passes("no request is known that did not crash, so there was nothing to compare")
        return self.passes(f"{count} requests that did not crash are answered as before")

    def _tests_pass(self, passing: Sequence[Trial], after: Sequence[Observation]) -> GateResult:
        """What a test run prints tells the time as well, so only whether it passes counts."""
        broken = [trial for trial in passing if answers.failed(trial.stimulus, after[trial.index])]
        if broken:
            return self.refuses(f"{_named(broken[0])} passed before and fails now")
        return self._passed(len(passing))

    @staticmethod
    def _differs(
        trial: Trial,
        before: Observation,
        again: Observation,
        after: Observation,
        unsteady: frozenset[answers.Path] = frozenset(),
    ) -> str:
        if any(answers.failed(trial.stimulus, one) for one in (before, again)):
            return ""
        return answers.same_answer(before, after, answers.unstable(before, again) | unsteady)


def _checked_now(case: GateCase) -> frozenset[int]:
    """Made-up requests that are refused now as the trigger is, by a function of the repository that checks more.

    Only where the patch is nothing but a call of such a function, which other code calls too. What the visible tests
    send is never among them.
    """
    after = case.lab.after(case.overlay)
    if not answers.refused(after[0]) or not only_calls(case):
        return frozenset()
    sent = set(case.lab.recorded)
    return frozenset(
        trial.index
        for trial in case.lab.passing
        if trial.stimulus not in sent
        and answers.refused(after[trial.index])
        and after[trial.index].status == after[0].status
    )


def _breaks_two_rules(
    case: GateCase, trial: Trial, trigger: Observation, before: Observation, now: Observation
) -> bool:
    """What the trigger crashed for is in the request as well, which was refused for what else was changed in it."""
    inputs = case.diagnosis.client_inputs
    holds = trial.mutation is not None and bool(inputs) and trial.mutation.where not in inputs
    told = answers.refused(trigger) and (now.status, now.body) == (trigger.status, trigger.body)
    return holds and told and answers.refused(before)


def _refused_alike(before: Observation, after: Observation) -> bool:
    return answers.refused(before) and answers.refused(after) and before.status == after.status


def _named(trial: Trial) -> str:
    stimulus = trial.stimulus
    what = " ".join(stimulus.command)[:80] if stimulus.command else f"{stimulus.method} {stimulus.target[:80]}"
    return f"{what} with {trial.mutation.where} {trial.mutation.what}" if trial.mutation else what

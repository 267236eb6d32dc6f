"""Gate 3: the crashed statement still does its work for those whose request is right."""

from __future__ import annotations

import ast
from collections import Counter

from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.replay.interface import UNAVAILABLE, Observation
from arbase.verify.dropped import refused_again
from arbase.verify.gates.handed_out import sent_back
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.gone import copied_instead
from arbase.verify.lab import mapped
from arbase.verify.own_calls import only_calls
from arbase.verify.syntax import Code
from arbase.verify.told_apart import handled_as_before
from arbase.verify.witnesses import brings_refusal
from arbase.workspace.tree import own_lines

ALONE = 6


def _raised_on_purpose(case: GateCase) -> frozenset[int]:
    """Where the code itself raised: the beginning of its function, which must still run.

    A `raise` does no work that could stay alive; going round it is what such a fix is for.
    """
    source = case.repository.codes.get(case.crash.location.path)
    statement = source.statement_at(case.crash.location.line) if source else None
    function = source.function_of(statement) if source and isinstance(statement, ast.Raise) else None
    if function is None:
        return frozenset()
    described = ast.get_docstring(function) is not None and len(function.body) > 1
    return frozenset(own_lines(function.body[1 if described else 0]))


class LivenessGate(Gate):
    """A valid request executes the crashed statement or its successor; if none ever did, the trigger itself does."""

    name = "liveness"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a fix after which the statement is dead."""
        lab, path = case.lab, case.crash.location.path
        crashed = _raised_on_purpose(case) or lab.crash_lines
        lines = mapped(case.files, path, crashed) or _copied(case)
        if not lines or (case.restored and _is_gone(case)):
            if case.restored:
                return self.passes(
                    f"commit {case.restored[:10]} brought the crashed statement in; the patch takes it back"
                )
            return self.refuses("the patch deletes the crashed statement instead of mending it")
        after = lab.after(case.overlay)

        def runs(observation: Observation) -> bool:
            return bool(lines & set(observation.lines.get(path, ())))

        valid = [trial for trial in lab.passing if set(trial.before.lines.get(path, ())) & crashed]
        served = [trial for trial in valid if (trial.before.status or 0) < 400] or list(lab.went_on)
        if served:
            lost = [trial for trial in served if not runs(after[trial.index])]
            if lost and len(lost) < len(served):
                # A dropped check that comes back stands before the statement, as it did.
                again = refused_again(case)
                lost = [trial for trial in lost if trial.index not in again]
            # What the trigger stores, now that it is served, may keep those behind it from the statement.
            alone = [lab.try_out(({}, case.overlay), (trial.stimulus,)) for trial in lost[:ALONE]]
            ran = [bool(set(old[0].lines.get(path, ())) & crashed) and not runs(new[0]) for old, new in alone]
            lost = [trial for trial, was in zip(lost, ran, strict=False) if was] + lost[ALONE:]
            if lost and only_calls(case):
                # A function that the repository has for this may refuse more of what nobody's test sends.
                sent = set(lab.recorded)
                lost = [one for one in lost if one.stimulus in sent or not answers.refused(after[one.index])]
            if lost:
                text = f"{len(lost)} of {len(served)} valid requests no longer run the crashed statement"
                return self.refuses(f"{text}, for example {lost[0].stimulus.method} {lost[0].stimulus.target}")
            return self.passes(f"{len(served)} valid requests still run the crashed statement")
        by_themselves = _run_alone(case, crashed, lines)
        if by_themselves and all(by_themselves):
            return self.passes(f"{len(by_themselves)} valid requests, each by itself, still run the crashed statement")
        alive = runs(after[0]) or _is_run_by_what_is_handed_out(case, crashed, lines)
        return self._of_the_trigger(case, after[0], ran=alive)

    def _of_the_trigger(self, case: GateCase, after: Observation, *, ran: bool) -> GateResult:
        """Where no request ever got past the statement, what the trigger does now tells."""
        if answers.refused(after) and only_calls(case):
            return self.passes("a function that the repository has for this refuses the trigger")
        if answers.refused(after) and brings_refusal(case):
            return self.refuses(
                f"no request ever got past the crashed statement, and now {after.status} blames the client"
            )
        if ran or case.restored:
            return self.passes("the trigger itself, or what the service hands out, runs the statement that crashed")
        if commit := handled_as_before(case):
            return self.passes(f"what is no result is handled as it was before commit {commit[:10]}")
        if after.status in UNAVAILABLE and _only_rewrites(case):
            return self.passes("what the statement needs is not there; no statement was added that goes round it")
        if case.lab.reached(after) and _is_elsewhere(case):
            return self.passes("the functions that were running are as they were, and the crashed one runs to its end")
        return self.refuses("no request ever got past the crashed statement, and the trigger now goes round it")


def _run_alone(case: GateCase, crashed: frozenset[int], lines: frozenset[int]) -> list[bool]:
    """Whether requests run the statement with the patch that run it without, each in a process of its own."""
    lab, path, found = case.lab, case.crash.location.path, list[bool]()
    for stimulus in lab.served_alone:
        (before,), (after,) = lab.try_out(({}, case.overlay), (stimulus,))
        if set(before.lines.get(path, ())) & crashed:
            found.append(bool(set(after.lines.get(path, ())) & lines))
    return found


def _is_run_by_what_is_handed_out(case: GateCase, crashed: frozenset[int], lines: frozenset[int]) -> bool:
    """Cursors and the like that the service's answers hold got past the statement, and run it as before.

    Nobody could have made them up, so no other request came so far.
    """
    lab, path = case.lab, case.crash.location.path
    stimuli = sent_back(case)
    before, after = lab.try_out(({}, case.overlay), stimuli) if stimuli else ((), ())
    ran = [
        (old, new)
        for old, new in zip(before, after, strict=True)
        if not old.crashed and (old.status or 500) < 400 and set(old.lines.get(path, ())) & crashed
    ]
    alive = (not new.crashed and (new.status or 500) < 400 and set(new.lines.get(path, ())) & lines for _, new in ran)
    return bool(ran) and all(alive)


def _copied(case: GateCase) -> frozenset[int]:
    """Where a copy is made without what the crashed statement took out of something shared."""
    file = case.changed(case.crash.location.path)
    return copied_instead(file, case.crash.location.line) if file is not None else frozenset()


def _is_gone(case: GateCase) -> bool:
    """The function that crashed is no more: the commit made it of what comes back."""
    file = case.changed(case.crash.location.path)
    function = file.old.function_at(case.crash.location.line) if file is not None and file.old is not None else None
    if file is None or file.old is None or file.new is None or function is None:
        return False
    name = file.old.qualified_name(function)
    return all(file.new.qualified_name(one) != name for one in file.new.functions)


def _is_elsewhere(case: GateCase) -> bool:
    """The patch leaves every function of the trace alone: what went wrong before they ran goes right now."""
    running = {(place.path, place.function.rpartition(".")[2]) for place in case.crash.trace or (case.crash.location,)}
    for file in case.files:
        if file.old is None or file.new is None:
            return False
        ours = {name for path, name in running if path == file.path}
        before, after = (
            Counter(ast.dump(one) for one in code.functions if one.name in ours) for code in (file.old, file.new)
        )
        if before != after:
            return False
    return True


def _only_rewrites(case: GateCase) -> bool:
    """The patch changes expressions where they stand: as many statements of each kind as before, in the same order."""

    def kinds(code: Code | None) -> list[str]:
        return [type(node).__name__ for node in code.statements] if code is not None else []

    return all(file.old is not None and kinds(file.old) == kinds(file.new) for file in case.files)

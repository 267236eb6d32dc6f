"""Gate 7: passing requests leave behind what they left behind before."""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Sequence

from arbase.domain.errors import ReplayError
from arbase.domain.fix import GateResult
from arbase.replay.interface import Observation
from arbase.verify.circle_refused import refuses_the_circle
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import called_name

ALONE = 20
SAVEPOINTS = frozenset({"atomic", "begin_nested", "savepoint"})
UNKNOWN = "what the requests leave behind could not be read"


class SideEffectsGate(Gate):
    """Files and rows of SQLite databases under the folder are equal after the same passing requests."""

    name = "side effects"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a patch that changes what is stored; pass, and say so, where that cannot be seen."""
        if case.lab.trigger.kind == "command":
            return self.passes("not compared: the reproduction is a command")
        try:
            befores = [digest_of(row[-1]) for row in case.lab.quiet_before]
            afters = [digest_of(case.lab.quiet_after(case.overlay)[-1])]
            if _changed(befores, afters, case.overlay):
                *more, once_more = (digest_of(row[-1]) for row in case.lab.quiet_again(case.overlay))
                befores, afters = [*befores, *more], [*afters, once_more]
        except ReplayError:
            return self.passes(f"not compared: {UNKNOWN}")
        changed = _changed(befores, afters, case.overlay)
        if changed is None:
            return self.passes(f"not compared: {UNKNOWN}")
        if changed and not _each_alone(case, changed):
            return self.passes(
                "each passing request alone leaves what it left; only what they leave to each other differs"
            )
        if changed:
            return self.refuses(f"the passing requests now leave {changed[0]} in another state")
        return self.passes(f"{len(befores[0] or ())} files and columns are equal after the passing requests")


def _each_alone(case: GateCase, changed: Sequence[str]) -> str:
    """What a passing request leaves otherwise in a process of its own; empty if none does.

    A crash may come of what earlier requests leave behind, in the process or in what is stored. Mending that changes
    what later ones find, and so what all of them together store; what each of them stores by itself has to stay, but
    for a circle that people say is refused. What passed only behind another request that had used up what it needs (an
    address that is taken) fails alone, and is none that passes.
    """
    spoiled = _handlers_saved(case)
    for trial in case.lab.passing[:ALONE]:
        if any(spoiled.get(path, set()) & set(lines) for path, lines in trial.before.lines.items()):
            continue
        before, after, answered = case.lab.left_by(trial.stimulus, case.overlay)
        if not answered:
            continue
        first, second = digest_of(before), digest_of(after)
        if first is None or second is None:
            return changed[0]
        other = [path for path in changed if first.get(path) != second.get(path)]
        if other and not refuses_the_circle(case, trial.stimulus):
            return other[0]
    return ""


def _handlers_saved(case: GateCase) -> dict[str, set[int]]:
    """The lines of the handlers that the patch gives a savepoint, which is what they lacked.

    Whoever came that way had the whole transaction spoiled, silently where nothing was asked of it afterwards.
    """
    found: dict[str, set[int]] = {}
    for file in case.files:
        for block in file.fresh(lambda code: code.every(ast.With)) if file.old is not None else ():
            names = {called_name(item.context_expr) for item in block.items if isinstance(item.context_expr, ast.Call)}
            around = file.new.parent(block) if file.new is not None and names & SAVEPOINTS else None
            handlers = {ast.dump(one) for one in around.handlers} if isinstance(around, ast.Try) else set()
            for old in file.old.every(ast.ExceptHandler) if file.old is not None and handlers else ():
                if ast.dump(old) in handlers:
                    found.setdefault(file.path, set()).update(range(old.lineno, (old.end_lineno or old.lineno) + 1))
    return found


Digests = Sequence[dict[str, str] | None]


def _changed(befores: Digests, afters: Digests, own: Collection[str]) -> list[str] | None:
    """What is alike in all runs before, alike in all runs after, and differs; None where a run told nothing.

    `own` are the files that the patch itself changes: it is not the requests that leave them otherwise.
    """
    known = [one for one in (*befores, *afters) if one is not None]
    if len(known) < len(befores) + len(afters):
        return None
    paths = sorted(set().union(*known) - set(own))
    steady = [path for path in paths if _alike(known[: len(befores)], path) and _alike(known[len(befores) :], path)]
    return [path for path in steady if known[0].get(path) != known[-1].get(path)]


def _alike(runs: Sequence[dict[str, str]], path: str) -> bool:
    return len({run.get(path) for run in runs}) == 1


def digest_of(observation: Observation) -> dict[str, str] | None:
    """What an observed digest says; None where it says nothing."""
    try:
        found = json.loads(observation.body) if observation.status == 0 else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None

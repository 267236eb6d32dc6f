"""Gate 9: several candidates pass. If they behave alike, the simplest wins; if not, a precedent or a human decides."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property

from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.replay.answers import Path
from arbase.verify.beside import as_beside
from arbase.verify.change import ChangedFile
from arbase.verify.dropped import earlier_of
from arbase.verify.gates.interface import GateCase
from arbase.verify.gates.made_up import new_facts, precedent_of
from arbase.verify.syntax import Code
from arbase.verify.unreadable import answers_as_promised
from arbase.verify.witnesses import refusals

CHOICES = 3
CLEARLY = 1.3
MOSTLY = 0.4
NAME = "one behaviour"
RESTORED = 2
REFUSALS = 400
REFUSED = re.compile(r"refused \d+")
# By strength, for the reader of a proposal.
BACKED = (
    "without a precedent in the repository",
    "as the repository does elsewhere",
    "as it was before, or as the docstring promises",
)


@dataclass(frozen=True)
class Passing:
    """A candidate that passed every gate."""

    case: GateCase
    gates: tuple[GateResult, ...]

    @cached_property
    def strength(self) -> int:
        """2: the patch takes back a commit's change, or does what the docstring of its function promises.

        1: the repository does the same elsewhere; 0: none of this is shown.
        """
        if self.case.restored:
            return 1 if self.documented else RESTORED
        if any(_as_promised(file) for file in self.case.files):
            return RESTORED
        return 1 if _follows_repository(self.case) else 0

    @cached_property
    def documented(self) -> bool:
        """The patch goes back in history, and takes back what the commit wrote into a docstring of what it was for."""
        return bool(self.case.restored) and any(
            _docstrings(file.old) != _docstrings(Code.parse(file.after)) for file in self.case.files
        )

    @property
    def cost(self) -> tuple[int, float]:
        """Simplest first: changed lines, then the engine's own order."""
        return sum(file.size for file in self.case.files), -self.case.candidate.prior


@dataclass(frozen=True)
class Decision:
    """Who wins, in the order in which proofs are tried; or the choices for a human, one of each behaviour."""

    winners: tuple[Passing, ...] = ()
    choices: tuple[Passing, ...] = ()
    reason: str = ""


def decide(passing: list[Passing]) -> Decision:
    """The behaviours of all passing candidates compared on the trigger and its crashing neighbours."""
    if passing[0].case.lab.runs_tests:
        return _likeliest(passing)
    clusters = _clusters(passing, frozenset())
    if len(clusters) > 1:
        clusters = _clusters(passing, _unsteady([group[0] for group in clusters]))
    if len(clusters) == 1:
        count = len(clusters[0])
        reason = f"all {count} passing candidates behave alike" if count > 1 else "one candidate passes"
        reason += f", {BACKED[max(item.strength for item in passing)]}"
        return Decision(winners=tuple(clusters[0]), reason=reason)
    strongest = max(item.strength for item in passing)
    before = _as_before(clusters) if strongest < RESTORED else None
    if before is not None:
        return before
    best = [group for group in clusters if max(item.strength for item in group) == strongest]
    if len(best) > 1 and any(not group[0].documented for group in best):
        # What the docstring promises since then stays with the others.
        best = [group for group in best if not any(item.documented for item in group)]
    if len(best) == 1 and strongest > 0:
        restored = best[0][0].case.restored
        why = "does as the repository does elsewhere" if strongest < RESTORED else "does what the docstring promises"
        why = "goes back to how it was" if restored else why
        reason = f"of {len(clusters)} behaviours that pass, only this one {why}"
        return Decision(winners=tuple(best[0]), reason=reason)
    refusing = _by_status_only(clusters)
    if refusing:
        reason = f"{len(clusters)} refusals pass that differ in their status only; this is the repository's likeliest"
        return Decision(winners=refusing, reason=reason)
    lab = passing[0].case.lab
    alike = as_beside([lab.after(group[0].case.overlay)[lab.start.index] for group in clusters])
    if alike is not None:
        reason = f"of {len(clusters)} behaviours that pass, this one answers for nothing as the answer does beside it"
        return Decision(winners=tuple(clusters[alike]), reason=reason)
    return Decision(choices=tuple(group[0] for group in clusters[:CHOICES]))


def _as_before(clusters: list[list[Passing]]) -> Decision | None:
    """The one behaviour that serves the trigger as the code did before the commit that brought the crash in."""
    case = clusters[0][0].case
    earlier = earlier_of(case)
    if earlier is None or (earlier.seen[0].status or 0) >= REFUSALS:
        return None
    same = [
        group
        for group in clusters
        if not any(item.documented for item in group)
        and not answers.same_answer(earlier.seen[0], case.lab.after(group[0].case.overlay)[0], frozenset())
    ]
    if len(same) != 1:
        return None
    reason = f"of {len(clusters)} behaviours that pass, only this one answers as before commit {earlier.sha[:10]}"
    return Decision(winners=tuple(same[0]), reason=reason)


def _by_status_only(clusters: list[list[Passing]]) -> tuple[Passing, ...]:
    """All candidates by the engine's own order, where each refuses the trigger and all do the same but for the status.

    The request is refused either way, with a precedent of this repository: not a choice that is worth a human's time.
    """
    behaviours = [_behaviour(group[0], frozenset()) for group in clusters]
    plain = {tuple(REFUSED.sub("refused", one) for one in behaviour) for behaviour in behaviours}
    if len(plain) > 1 or not all(REFUSED.fullmatch(behaviour[0]) for behaviour in behaviours):
        return ()
    return tuple(sorted((item for group in clusters for item in group), key=lambda item: -item.case.candidate.prior))


def _likeliest(passing: list[Passing]) -> Decision:
    """Where the trigger is a test run, what it prints is no answer: all pass alike, and behave otherwise elsewhere.

    The engine's priors are then shares of what passes, one candidate of each behaviour; the first must be well ahead,
    and not one of very many.
    """
    ordered = sorted(passing, key=lambda item: -item.case.candidate.prior)
    priors = [item.case.candidate.prior for item in ordered]
    if len(priors) > 1 and (priors[0] < CLEARLY * priors[1] or priors[0] < MOSTLY):
        return Decision(choices=tuple(ordered[:CHOICES]))
    reason = "one candidate passes" if len(priors) == 1 else f"of {len(priors)} behaviours that pass the likeliest"
    return Decision(winners=tuple(ordered[:1]), reason=reason)


def describe(choice: Passing) -> str:
    """One choice for a human: what the trigger is answered with, and the diff."""
    seen = choice.case.lab.after(choice.case.overlay)[0]
    candidate = choice.case.candidate
    name = candidate.template or candidate.stream
    return f"{name}: status {seen.status}, {seen.body[:120]!r}\n{candidate.patch.diff}"


def _clusters(passing: list[Passing], ignore: frozenset[Path]) -> list[list[Passing]]:
    """Groups of equal behaviour, the simplest candidate first in each, the group of the first candidate first."""
    groups: dict[tuple[str, ...], list[Passing]] = {}
    for item in passing:
        groups.setdefault(_behaviour(item, ignore), []).append(item)
    return [sorted(group, key=lambda item: item.cost) for group in groups.values()]


def _behaviour(item: Passing, ignore: frozenset[Path]) -> tuple[str, ...]:
    lab = item.case.lab
    after = lab.after(item.case.overlay)
    known = frozenset[Path]().union(*(answers.unstable(trial.before, trial.again) for trial in lab.valid), ignore)
    return tuple(answers.behaviour(after[trial.index], known) for trial in (lab.start, *lab.neighbours))


def _unsteady(representatives: list[Passing]) -> frozenset[Path]:
    """Places at which one candidate's own answers to the trigger differ from run to run: times, new ids."""
    found: set[Path] = set()
    for item in representatives:
        lab = item.case.lab
        (again,) = lab.try_out((item.case.overlay,), (lab.trigger,))
        found |= answers.unstable(lab.after(item.case.overlay)[0], again[0])
    # A difference of the whole body says that the behaviour itself is unsteady, not a field of it.
    return frozenset(place for place in found if place)


def _follows_repository(case: GateCase) -> bool:
    """Something new in the patch has a witness, and nothing new lacks one that would need it."""
    blamed = list(refusals(case))
    if any(not place for _, place in blamed):
        return False
    new = [(file, fact) for file in case.files for fact in new_facts(file) if fact.use not in {"key", "number"}]
    if any(file.new is not None and not precedent_of(case, file, file.new, fact) for file, fact in new):
        return False
    return bool(blamed or new) or any(_uses_known(case, file) for file in case.files)


def _as_promised(file: ChangedFile) -> bool:
    """A handler that the patch brings in answers for what cannot be read as the docstring says."""
    code = file.new
    if code is None:
        return False
    handlers = file.fresh(lambda source: [node for node in source.nodes if isinstance(node, ast.ExceptHandler)])
    return any(answers_as_promised(code, handler) for handler in handlers)


def _docstrings(code: Code | None) -> dict[str, str | None]:
    if code is None:
        return {}
    return {code.qualified_name(one): ast.get_docstring(one) for one in code.functions}


def _uses_known(case: GateCase, file: ChangedFile) -> bool:
    """A look-up, attribute or call that the patch brings in occurs elsewhere, word for word."""
    return any(case.repository.occurs(node) for node in file.fresh(_expressions))


def _expressions(code: Code) -> list[ast.expr]:
    return [node for node in code.nodes if isinstance(node, ast.Subscript | ast.Attribute | ast.Call)]

"""What a suspect commit no longer refuses, and whether a patch refuses it again.

A commit that lets a new value through may drop the whole check that the value stood behind. What is served since then
was never asked for: gate 4 over time wants it refused as before, so the gates that compare with HEAD must not hold that
against the patch. They give way only for a check that comes back beside what the commit was made for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import WorkspaceError
from arbase.replay import answers
from arbase.replay.interface import Observation
from arbase.verify.gates.interface import GateCase
from arbase.verify.lab import Lab, Trial
from arbase.verify.mutations import path_of
from arbase.verify.syntax import Code
from arbase.workspace.history import both_versions, changed_files, unmade
from arbase.workspace.routes import pattern_of, routes_of

SUSPECTS = 2
FILES = 20


@dataclass(frozen=True)
class Earlier:
    """HEAD without the commit `sha` on every stimulus of the laboratory."""

    sha: str
    seen: tuple[Observation, ...]
    given_up: frozenset[tuple[int | None, str]]
    """Status and body of the refusals that requests of the visible tests, which are served now, met then."""
    overlay: Mapping[str, str | None]
    """The files that the commit changed, as they were without it."""

    def refused(self, trial: Trial) -> bool:
        """It was refused, and not in words that the commit gave up on purpose."""
        was = self.seen[trial.index]
        return answers.refused(was) and (was.status, was.body) not in self.given_up


def earlier_of(case: GateCase) -> Earlier | None:
    """The first suspect without which the trigger does not crash and its route is served; None if there is none.

    A new feature is not measured by its absence.
    """
    for suspect in case.diagnosis.suspects[:SUSPECTS]:
        overlay = _asked_once(case, suspect.sha)
        if not overlay or _brought_the_route(case, overlay):
            continue
        seen = case.lab.after(overlay)
        served = [trial for trial in case.lab.valid if (seen[trial.index].status or 500) < 400]
        if answers.failed(case.lab.trigger, seen[0]) or 2 * len(served) <= len(case.lab.valid):
            continue
        wanted = [seen[trial.index] for trial in _wanted(case) if answers.refused(seen[trial.index])]
        return Earlier(suspect.sha, seen, frozenset((one.status, one.body) for one in wanted), overlay)
    return None


def _brought_the_route(case: GateCase, overlay: Mapping[str, str | None]) -> bool:
    """The route of the trigger came with the commit: what was not found there before was not refused."""
    codes = {path: code for path, code in case.repository.codes.items() if path not in overlay}
    earlier = [*codes.values(), *(code for text in overlay.values() if (code := Code.parse(text or "")) is not None)]
    now, then = (_is_routed(case.lab.trigger, each) for each in (case.repository.codes.values(), earlier))
    return now and not then


def _is_routed(trigger: Stimulus, codes: Iterable[Code]) -> bool:
    path, seen = path_of(trigger), {one for code in codes for node in code.nodes for one in routes_of(node)}
    return any(method == trigger.method and re.search(f"{pattern_of(route)}/?$", path) for method, route in seen)


def refused_again(case: GateCase) -> frozenset[int]:
    """The trials that HEAD serves and the patch refuses as they were refused before the commit that dropped the check.

    Empty unless the patch refuses the trigger as well with the status of then, and the visible tests show what the
    commit was made for, all of which is still served: else the patch may only take the commit back. What the visible
    tests send is never among them.
    """
    earlier = earlier_of(case)
    if earlier is None:
        return frozenset()
    after = case.lab.after(case.overlay)
    made_for = [trial for trial in _wanted(case) if answers.refused(earlier.seen[trial.index])]
    kept = bool(made_for) and all(_serves(after[trial.index]) for trial in made_for)
    if not kept or not _alike(earlier.seen[0], after[0]):
        return frozenset()
    return frozenset(
        trial.index
        for trial in case.lab.passing
        if trial.mutation is not None
        and _serves(trial.before)
        and earlier.refused(trial)
        and _alike(earlier.seen[trial.index], after[trial.index])
    )


def _wanted(case: GateCase) -> list[Trial]:
    """What the visible tests send and HEAD serves."""
    return [trial for trial in case.lab.passing if trial.mutation is None and _serves(trial.before)]


def _serves(observation: Observation) -> bool:
    return not observation.crashed and (observation.status or 500) < 400


def _alike(earlier: Observation, now: Observation) -> bool:
    return answers.refused(earlier) and answers.refused(now) and earlier.status == now.status


# Every candidate of a laboratory is asked the same: HEAD without a commit does not depend on it.
_KNOWN: WeakKeyDictionary[Lab, dict[str, dict[str, str | None]]] = WeakKeyDictionary()


def _asked_once(case: GateCase, sha: str) -> dict[str, str | None]:
    known = _KNOWN.setdefault(case.lab, {})
    if sha not in known:
        known[sha] = _without(case, sha)
    return known[sha]


def _without(case: GateCase, sha: str) -> dict[str, str | None]:
    """HEAD without this commit's changes to code; empty where that cannot be made."""
    overlay: dict[str, str | None] = {}
    try:
        known = both_versions(case.service.repository, sha)
        paths = [path for path in changed_files(case.service.repository, sha) if path.endswith(".py")]
        for path in paths[:FILES]:
            file = case.lab.tree / path
            if path.startswith(f"{case.service.tests.strip('/')}/") or file.is_symlink() or not file.is_file():
                continue
            before, after = known.get(path, ("", None))
            if before is None:
                overlay[path] = None  # the commit brought the file in
                continue
            current = file.read_text(encoding="utf-8")
            text = unmade(case.service.repository, current, before, after)
            if text is None:
                return {}
            if text != current:
                overlay[path] = text
    except (WorkspaceError, OSError, UnicodeDecodeError):
        return {}
    return overlay

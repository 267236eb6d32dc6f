"""Where the fault may be, by the lines that failing and passing examples ran (Abreu et al. 2007, Ochiai)."""

from __future__ import annotations

from dataclasses import dataclass

from arbase.repair.static.source import Codebase, SourceFile
from arbase.replay.search import Profile
from arbase.workspace.paths import is_test
from arbase.workspace.tree import FUNCTIONS, Function

MOST_FUNCTIONS = 12


@dataclass(frozen=True)
class Suspect:
    """A function that failing examples ran: its score in [0, 1], and that of each of its lines."""

    file: SourceFile
    function: Function
    score: float
    lines: dict[int, float]


def suspects(profile: Profile, codebase: Codebase) -> list[Suspect]:
    """Functions at module or class level, the likeliest first; nested functions count to the one around them."""
    found: list[Suspect] = []
    for path in profile.spectrum:
        file = None if is_test(path) else codebase.file(path)
        if file is None:
            continue
        scores = profile.suspicion(path)
        for function in _outermost(file):
            inside = {
                line: score
                for line, score in scores.items()
                if function.body[0].lineno <= line <= (function.end_lineno or function.lineno)
            }
            score = max(inside.values(), default=0.0)
            if score > 0:
                found.append(Suspect(file, function, score, inside))
    return sorted(found, key=lambda one: (-one.score, -_mean(one)))[:MOST_FUNCTIONS]


def _mean(suspect: Suspect) -> float:
    return sum(suspect.lines.values()) / len(suspect.lines)


def _outermost(file: SourceFile) -> list[Function]:
    return [
        function
        for function in file.functions
        if not any(isinstance(outer, FUNCTIONS) for outer in file.ancestors(function))
    ]

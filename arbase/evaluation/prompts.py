"""Tunes an agent's prompt on seeded cases; what counts is whether the hidden oracle passes, as in every measurement."""

from __future__ import annotations

import importlib
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.evaluation.repair import CaseOutcome, CaseResult
from arbase.evaluation.statistics import Rate, rate
from arbase.model.prompts import Prompt, Prompts
from arbase.model.tuning import Optimised, Score, Tuning

Play = Callable[[str, Any], CaseResult]
"""Runs a case (by name) with the agents of a seat."""


class Tuned(Noun):
    """What came of it; `kept` is None where nothing was better than before."""

    before: Rate
    after: Rate
    kept: Prompt | None


def tune(wanted: Tuning, seat: Any, play: Play, own: Path) -> Tuned:
    """Tune, and keep what won as a new version below `own`. Raises UserError for cases that are in both parts."""
    shared = set(wanted.train) & set(wanted.chosen_by)
    if shared:
        raise UserError(f"{', '.join(sorted(shared))}: a case to learn from must not choose as well")
    prompts = Prompts(own)
    prompt = prompts.get(wanted.prompt)
    optimiser: Any = importlib.import_module("arbase.model.optimise")

    def run(predictor: Any, case: str) -> Score:
        other = seat.playing(prompt.name, predictor, seat.home / "tuning" / uuid.uuid4().hex[:12])
        result = play(case, other)
        right = result.outcome is CaseOutcome.RIGHT
        return Score(value=float(right), feedback=f"{result.outcome.value}: {result.reason[:1500]}")

    found: Optimised = optimiser.optimise(wanted, prompt, run, seat.lm)
    before, after = _rate(found.before), _rate(found.after)
    if sum(found.after) <= sum(found.before) or found.state == prompt.state:
        return Tuned(before=before, after=after, kept=None)
    record = {"cases": list(wanted.chosen_by), "before": str(before), "after": str(after), "learnt_from": prompt.label}
    kept = prompts.add(
        prompt.name,
        found.state,
        made=f"by {wanted.method} with {seat.settings.name}",
        why="more cases right",
        record=record,
    )
    return Tuned(before=before, after=after, kept=kept)


def _rate(values: Sequence[float]) -> Rate:
    return rate(int(sum(values)), len(values))

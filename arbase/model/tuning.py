"""What is asked of an optimizer of prompts, and what a case tells it. Nothing heavy is imported here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from arbase.domain.noun import Noun


class Tuning(Noun):
    """What to tune: the prompt, how, on which cases, and how many plays of a case it may cost, about.

    `train` are cases to learn from, `chosen_by` those that choose between candidates; neither may be held-out ones.
    """

    prompt: str
    method: Literal["bootstrap", "mipro", "gepa"]
    train: tuple[str, ...]
    chosen_by: tuple[str, ...]
    calls: int


class Score(Noun):
    """What a case says of a prompt: `value` in [0, 1], and why, for an optimizer that reads."""

    value: float
    feedback: str = ""


class Optimised(Noun):
    """The state that won, and the scores before and after on the cases that chose it."""

    state: dict[str, Any]
    before: tuple[float, ...]
    after: tuple[float, ...]


Run = Callable[[Any, str], Score]
"""Plays a case (by name) with a predictor in the place of the agent's own."""

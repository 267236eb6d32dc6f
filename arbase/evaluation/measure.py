"""A measured value with its count and its 95% interval: the one form of every total."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from arbase.domain.noun import Noun
from arbase.evaluation.statistics import rate

T = TypeVar("T")
ROUNDS = 400
SEED = 20260914


class Measure(Noun):
    """`value` over `n`; `low` and `high` bound it at 95%, None where an interval has no meaning."""

    value: float
    n: int
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        if self.n == 0:
            return "nothing to measure"
        interval = "" if self.low is None or self.high is None else f" [{self.low:.3f}, {self.high:.3f}]"
        return f"{self.value:.3f}{interval} (n={self.n})"


def seeded(seed: int) -> random.Random:
    """The source of every sample of the harness."""
    return random.Random(seed)  # noqa: S311 - a sample needs speed and a seed, not secrecy


def of_rate(hits: int, total: int) -> Measure:
    """A share with Wilson's interval."""
    found = rate(hits, total)
    return Measure(value=round(found.value, 6), n=total, low=round(found.low, 6), high=round(found.high, 6))


def bootstrapped(
    units: Sequence[T], statistic: Callable[[Sequence[T]], float], rounds: int = ROUNDS, *, distinct: bool = False
) -> Measure:
    """`statistic` of `units` with the percentile bootstrap (Efron 1979) over units; the draws are fixed by a seed.

    With `distinct` each round draws half of the units, each at most once (whose spread is that of all, Shao and Wu
    1989): for statistics of pairs, which would count a unit drawn twice as agreeing with itself.
    """
    if not units:
        return Measure(value=0.0, n=0)
    source = seeded(SEED)
    size = max(1, round(len(units) / 2))
    drawn = sorted(
        statistic(source.sample(list(units), size) if distinct else source.choices(units, k=len(units)))
        for _ in range(rounds)
    )
    low, high = drawn[int(0.025 * (rounds - 1))], drawn[int(0.975 * (rounds - 1))]
    return Measure(value=round(statistic(units), 6), n=len(units), low=round(low, 6), high=round(high, 6))

"""Several configurations on the same cases: totals of each with intervals, and every pair compared.

Whether a case is right is compared by McNemar's exact test over the cases that both began, corrected for the number of
pairs (Holm 1979); the difference of the shares, and of seconds and tokens a case, with the percentile bootstrap over
cases (Efron 1979). A case that a configuration did not begin (budget, time) is in no pair and in no total of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence

from arbase.domain.noun import Noun
from arbase.evaluation.measure import Measure, bootstrapped, of_rate
from arbase.evaluation.paired import holm, mcnemar
from arbase.evaluation.repair import CaseOutcome, CaseResult, verified
from arbase.evaluation.spending import spending, total
from arbase.evaluation.statistics import quantile

SIGNIFICANT = 0.05
Results = Mapping[str, CaseResult]
"""Results of one configuration by case."""


class Standing(Noun):
    """One configuration. `cost` is None where a model has no price; tokens and cost are of all its cases."""

    name: str
    totals: dict[str, Measure]
    tokens: int
    cost: float | None
    not_begun: int = 0


class Pair(Noun):
    """Two configurations on the cases that both began: `gained` are right with `other` only, `lost` with `one` only.

    `p` is McNemar's, `corrected` Holm's over all pairs. Differences are `other` minus `one`.
    """

    one: str
    other: str
    n: int
    gained: int
    lost: int
    p: float
    corrected: float
    right: Measure
    seconds: Measure
    tokens: Measure

    @property
    def told_apart(self) -> bool:
        """Whether the difference is more than chance, with all pairs counted."""
        return self.corrected < SIGNIFICANT


class Leaderboard(Noun):
    """Best first: by cases right, then fewest wrong, then fastest."""

    standings: tuple[Standing, ...]
    pairs: tuple[Pair, ...]


def leaderboard(results: Mapping[str, Results], wanted: int) -> Leaderboard:
    """The board of configurations, each of which should have `wanted` cases."""
    standings = [standing(name, list(found.values()), wanted) for name, found in results.items()]
    standings.sort(key=lambda one: (-one.totals["fix_success"].value, one.totals["wrong_verified"].value, _time(one)))
    order = [one.name for one in standings]
    raw = [pair(one, results[one], other, results[other]) for one, other in itertools.combinations(order, 2)]
    corrected = holm([one.p for one in raw])
    pairs = [one.model_copy(update={"corrected": p}) for one, p in zip(raw, corrected, strict=True)]
    return Leaderboard(standings=tuple(standings), pairs=tuple(pairs))


def standing(name: str, results: Sequence[CaseResult], wanted: int) -> Standing:
    """The totals of one configuration over the cases that it began; infrastructure stays in the denominator."""
    count = len(results)
    by = {kind: sum(result.outcome is kind for result in results) for kind in CaseOutcome}
    spent = total([result.spent for result in results])
    right = by[CaseOutcome.RIGHT]
    return Standing(
        name=name,
        totals={
            "fix_success": of_rate(right, count),
            "wrong_verified": of_rate(by[CaseOutcome.WRONG], count),
            "declined": of_rate(by[CaseOutcome.DECLINED], count),
            "failed": of_rate(by[CaseOutcome.FAILED] + by[CaseOutcome.INFRASTRUCTURE], count),
            "reproduced": of_rate(sum(result.reproduced for result in results), count),
            "localized_top1": of_rate(sum(result.top1_function for result in results), count),
            "seconds_p50": _median([result.seconds for result in results]),
            **spending([result.spent for result in results], sum(map(verified, results))),
        },
        tokens=spent.tokens,
        cost=spent.cost,
        not_begun=wanted - count,
    )


def pair(one: str, ours: Results, other: str, theirs: Results) -> Pair:
    """Two configurations on the cases that both began, not yet corrected for other pairs."""
    both = [(ours[case], theirs[case]) for case in ours if case in theirs]
    right = [(a.outcome is CaseOutcome.RIGHT, b.outcome is CaseOutcome.RIGHT) for a, b in both]
    gained = sum(b and not a for a, b in right)
    lost = sum(a and not b for a, b in right)
    p = mcnemar(gained, lost)
    return Pair(
        one=one,
        other=other,
        n=len(both),
        gained=gained,
        lost=lost,
        p=p,
        corrected=p,
        right=_difference(both, lambda result: float(result.outcome is CaseOutcome.RIGHT)),
        seconds=_difference(both, lambda result: result.seconds),
        tokens=_difference(both, lambda result: float(result.spent.tokens)),
    )


def _difference(both: Sequence[tuple[CaseResult, CaseResult]], of: Callable[[CaseResult], float]) -> Measure:
    """The mean difference over cases with its bootstrap interval."""
    return _mean([of(other) - of(one) for one, other in both])


def _mean(values: Sequence[float]) -> Measure:
    return bootstrapped(values, lambda drawn: sum(drawn) / len(drawn))


def _median(values: Sequence[float]) -> Measure:
    return bootstrapped(values, lambda drawn: quantile(list(drawn), 0.5))


def _time(one: Standing) -> float:
    return one.totals["seconds_p50"].value

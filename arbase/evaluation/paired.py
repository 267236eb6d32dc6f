"""Two configurations on the same cases: who is better, and whether that is more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence

from arbase.domain.noun import Noun
from arbase.evaluation.alerts.judge import Judged

WORSE = 0.05


class Paired(Noun):
    """`gained` cases only the challenger has right, `lost` only the champion; `p` is McNemar's, exact, two-sided."""

    what: str
    n: int
    gained: int
    lost: int
    p: float

    @property
    def worse(self) -> bool:
        """Whether the challenger is worse, and not by chance."""
        return self.lost > self.gained and self.p < WORSE

    def __str__(self) -> str:
        return f"{self.what}: {self.gained} gained, {self.lost} lost of {self.n} (p = {self.p:.3f})"


def mcnemar(gained: int, lost: int) -> float:
    """The exact two-sided p-value (McNemar 1947; a sign test over the cases on which the two differ)."""
    total = gained + lost
    if total == 0:
        return 1.0
    tail: float = sum(math.comb(total, index) for index in range(min(gained, lost) + 1)) / 2**total
    return min(1.0, 2 * tail)


def holm(values: Sequence[float]) -> list[float]:
    """p-values of several comparisons, corrected (Holm 1979)."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    corrected = [0.0] * len(values)
    highest = 0.0
    for place, index in enumerate(order):
        highest = max(highest, min(1.0, (len(values) - place) * values[index]))
        corrected[index] = highest
    return corrected


def compared(champion: Sequence[Judged], challenger: Sequence[Judged]) -> tuple[Paired, Paired]:
    """Accuracy over all incidents that both judged, and recall over the actionable ones."""
    before = {case.id: case for case in champion}
    pairs = [(before[case.id], case) for case in challenger if case.id in before]
    bugs = [(one, other) for one, other in pairs if one.actionable]
    return (
        _paired("accuracy", [(one.raised == one.actionable, other.raised == other.actionable) for one, other in pairs]),
        _paired("recall", [(one.raised, other.raised) for one, other in bugs]),
    )


def _paired(what: str, right: Sequence[tuple[bool, bool]]) -> Paired:
    gained = sum(other and not one for one, other in right)
    lost = sum(one and not other for one, other in right)
    return Paired(what=what, n=len(right), gained=gained, lost=lost, p=mcnemar(gained, lost))

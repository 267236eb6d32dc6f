"""What agents used for a case, read from what they tell while they work."""

from __future__ import annotations

from collections.abc import Sequence

from arbase.domain.noun import Noun
from arbase.domain.progress import Observer, Progress


class Spent(Noun):
    """Tokens and cost of one case; no cost where a model has no price."""

    tokens: int = 0
    cost: float | None = 0.0


class SpendingMeter:
    """An observer that passes everything on and keeps the last count of each incident."""

    def __init__(self, observe: Observer) -> None:
        self._observe = observe
        self._last: dict[str, Spent] = {}

    def __call__(self, told: Progress) -> None:
        """Pass it on; agents tell the sum for their incident."""
        if told.kind == "used" and isinstance(told.data.get("tokens"), int):
            self._last[told.incident_id] = Spent(tokens=told.data["tokens"], cost=told.data.get("cost"))
        self._observe(told)

    @property
    def spent(self) -> Spent:
        """The sum over all incidents that were told of."""
        return total(list(self._last.values()))


def total(parts: Sequence[Spent]) -> Spent:
    """The sum; one unknown cost makes it unknown."""
    costs = [part.cost for part in parts]
    known = [cost for cost in costs if cost is not None]
    return Spent(tokens=sum(part.tokens for part in parts), cost=sum(known) if len(known) == len(costs) else None)


def spending_line(parts: Sequence[Spent], verified: int) -> str:
    """Tokens and cost of a suite, by case and by verified fix; empty where no model was asked."""
    whole = total(parts)
    if not whole.tokens:
        return ""

    def each(count: int) -> str:
        if not count:
            return "-"
        cost = "price unknown" if whole.cost is None else f"{whole.cost / count:.4f} by the price file"
        return f"{whole.tokens / count:,.0f} tokens, {cost}"

    return f"model: {whole.tokens:,} tokens; a case {each(len(parts))}; a verified fix {each(verified)}"

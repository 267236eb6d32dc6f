"""What agents used for a case, read from what they tell while they work."""

from __future__ import annotations

from collections.abc import Sequence

from arbase.domain.noun import Noun
from arbase.domain.progress import Observer, Progress
from arbase.evaluation.measure import Measure, bootstrapped


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


def spending(parts: Sequence[Spent], verified: int) -> dict[str, Measure]:
    """Tokens and cost, by case and by verified fix; what was spent on cases without a fix is part of what a fix costs.

    Nothing is measured where a price is unknown: an unknown cost is not 0.
    """
    whole, nothing = total(parts), Measure(value=0.0, n=0)
    costs = [part.cost for part in parts if part.cost is not None]
    cost = 0.0 if whole.cost is None or not verified else whole.cost / verified
    return {
        "tokens_per_case": bootstrapped([float(part.tokens) for part in parts], _mean),
        "cost_per_case": bootstrapped(costs, _mean) if len(costs) == len(parts) else nothing,
        "tokens_per_verified": Measure(value=round(whole.tokens / verified, 3), n=verified) if verified else nothing,
        "cost_per_verified": nothing if whole.cost is None else Measure(value=round(cost, 6), n=verified),
    }


def _mean(drawn: Sequence[float]) -> float:
    return sum(drawn) / len(drawn)


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

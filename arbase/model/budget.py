"""Budgets: for an incident, a service's day and everybody's day. The first that is used up ends the work."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from arbase.domain.errors import ModelError, UserError
from arbase.model.ledger import Ledger
from arbase.model.settings import Allowance, BudgetSettings
from arbase.model.usage import Prices, Used


class BudgetReached(ModelError):
    """A limit is used up; the message says which, and how much was used. It becomes a `Declined`."""


@dataclass
class _Meter:
    """What one incident has used, by all of its agents in this process and, by their journals, in earlier ones."""

    used: Used = field(default_factory=Used)
    turns: int = 0


class Budget:
    """The budget of one incident. Time is that of agents at work, measured by a clock that nobody can set."""

    def __init__(
        self,
        settings: BudgetSettings,
        ledger: Ledger,
        service: str,
        incident: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._ledger = ledger
        self._service = service
        self._incident = incident
        self._clock = clock
        self._meter = _Meter()
        self._began: float | None = None

    def resume(self, used: Used, turns: int) -> None:
        """Count what an interrupted run of this incident had used; the ledger has it already."""
        self._meter.used += used
        self._meter.turns += turns

    def begin(self) -> None:
        """An agent starts to work."""
        self._began = self._clock()

    def end(self) -> None:
        """An agent stops; its time stays counted."""
        self._meter.used += Used(seconds=self._elapsed())
        self._began = None

    def spend(self, used: Used) -> None:
        """Count one call."""
        self._ledger.add(self._service, self._incident, used)
        self._meter.used += used.model_copy(update={"seconds": 0.0})
        self._meter.turns += 1

    @property
    def used(self) -> Used:
        """What this incident has used so far."""
        return self._meter.used + Used(seconds=self._elapsed())

    def check(self) -> None:
        """Raises BudgetReached if nothing more may be spent."""
        own = self.used
        _check(self._settings.incident, own, self._meter.turns, "an incident")
        if _limits(self._settings.service):
            spent = self._ledger.spent(self._service)
            _check(self._settings.service, spent, spent.calls, f"the service {self._service} in a day")
        if _limits(self._settings.day):
            spent = self._ledger.spent()
            _check(self._settings.day, spent, spent.calls, "a day")

    def turns_left(self) -> int | None:
        """Answers that the incident's budget still allows; None: no limit."""
        limit = self._settings.incident.turns
        return max(0, limit - self._meter.turns) if limit else None

    def _elapsed(self) -> float:
        return 0.0 if self._began is None else max(0.0, self._clock() - self._began)


def priced(settings: BudgetSettings, prices: Prices, model: str) -> None:
    """Raises UserError where a budget in currency cannot be kept, since the model's price is not known."""
    wanted = [settings.incident, settings.service, settings.day]
    if any(allowance.currency for allowance in wanted) and prices.of(model) is None:
        raise UserError(
            f"model {model!r} has no price (prices of {prices.date}), so a budget in {prices.currency} cannot be kept; "
            "add it to a price file and set model.prices, or set the budget in tokens"
        )


def _limits(allowance: Allowance) -> bool:
    return bool(allowance.tokens or allowance.currency or allowance.turns or allowance.seconds)


def _check(allowance: Allowance, used: Used, turns: int, whose: str) -> None:
    for limit, amount, unit in (
        (allowance.tokens, used.tokens, "tokens"),
        (allowance.turns, turns, "turns"),
        (allowance.currency, used.cost or 0.0, "of the price file's currency"),
        (allowance.seconds, used.seconds, "seconds"),
    ):
        if limit and amount >= limit:
            raise BudgetReached(f"budget: {limit:,.10g} {unit} for {whose} are used up ({amount:,.10g} used)")

"""Exchange rates: what one unit of a currency is in euro."""

import asyncio
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Protocol

import httpx

from grant_desk.errors import Unavailable
from grant_desk.settings import FIXED_RATES, Settings


class UnknownCurrency(Exception):
    """The exchange-rate service does not have it."""


class RateSource(Protocol):
    async def rate(self, currency: str) -> Decimal:
        """Euro for one unit. Raises UnknownCurrency, or Unavailable where there is no answer."""


class FixedRates:
    def __init__(self, table: Mapping[str, Decimal]) -> None:
        self.table = table

    async def rate(self, currency: str) -> Decimal:
        if currency not in self.table:
            raise UnknownCurrency(currency)
        return self.table[currency]


class HttpRates:
    def __init__(self, url: str) -> None:
        self.url = url

    async def rate(self, currency: str) -> Decimal:
        try:
            async with httpx.AsyncClient(base_url=self.url, timeout=4) as client:
                answer = await client.get(f"/rates/{currency}")
            if answer.status_code == 404:
                raise UnknownCurrency(currency)
            answer.raise_for_status()
            return Decimal(str(answer.json()["eur"]))
        except (httpx.HTTPError, ValueError, KeyError, TypeError, InvalidOperation) as error:
            raise Unavailable("The exchange-rate service does not answer.") from error


def source_of(settings: Settings) -> RateSource:
    return HttpRates(settings.rates_url) if settings.rates_url else FixedRates(FIXED_RATES)


async def rates_for(source: RateSource, currencies: set[str]) -> dict[str, Decimal | None]:
    """All rates at once; None for a currency that the service does not know."""
    foreign = sorted(currencies - {"EUR"})
    answers = await asyncio.gather(*(source.rate(currency) for currency in foreign), return_exceptions=True)
    rates: dict[str, Decimal | None] = {"EUR": Decimal(1)}
    for currency, answer in zip(foreign, answers, strict=True):
        if isinstance(answer, BaseException) and not isinstance(answer, UnknownCurrency):
            raise answer
        rates[currency] = None if isinstance(answer, UnknownCurrency) else answer
    return rates


def in_euro(amount: int, rate: Decimal | None) -> int | None:
    """Cents in euro, half up; None without a rate."""
    return None if rate is None else int((amount * rate).quantize(Decimal(1), ROUND_HALF_UP))

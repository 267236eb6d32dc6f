"""Tariffs: the price list in memory and what energy costs by it."""
from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from .errors import NotFound
from .models import Tariff


@dataclass(frozen=True)
class Band:
    up_to_kwh: int | None
    cents_per_kwh: Decimal


@dataclass(frozen=True)
class PriceList:
    code: str
    name: str
    base_fee_cents: int
    bands: list[Band]


class TariffBook:
    """Price lists by code, read once; they change with a deployment only."""

    def __init__(self) -> None:
        self._lists: dict[str, PriceList] = {}
        self._lock = Lock()

    def get(self, session: Session, code: str) -> PriceList:
        with self._lock:
            if code not in self._lists:
                self._lists[code] = self._load(session, code)
            return self._lists[code]

    def clear(self) -> None:
        with self._lock:
            self._lists.clear()

    @staticmethod
    def _load(session: Session, code: str) -> PriceList:
        tariff = session.scalar(select(Tariff).where(Tariff.code == code).options(selectinload(Tariff.bands)))
        if tariff is None:
            raise NotFound(f"no tariff {code}")
        bands = [Band(band.up_to_kwh, band.cents_per_kwh) for band in tariff.bands]
        return PriceList(tariff.code, tariff.name, tariff.base_fee_cents, bands)


book = TariffBook()


def to_cents(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def energy_cents(prices: PriceList, wh: int) -> int:
    """What `wh` of one month cost: each band's price for the part that falls into it."""
    kwh = Decimal(wh) / 1000
    amount, below = Decimal(0), Decimal(0)
    for band in prices.bands:
        limit = kwh if band.up_to_kwh is None else min(kwh, Decimal(band.up_to_kwh))
        amount += (limit - below) * band.cents_per_kwh
        below = limit
    return to_cents(amount)


def quote(session: Session, code: str, kwh: int) -> dict[str, object]:
    """Price of a month with `kwh`, for the tariff calculator."""
    prices = book.get(session, code)
    energy = energy_cents(prices, kwh * 1000)
    return {"tariff": prices.code, "kwh": kwh, "base_fee_cents": prices.base_fee_cents,
            "energy_cents": energy, "total_cents": prices.base_fee_cents + energy}

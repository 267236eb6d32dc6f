"""The price lists, kept in memory between requests."""
from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flask import current_app
from sqlalchemy import select

from print_shop.db import Session
from print_shop.errors import Unknown
from print_shop.models import PriceList


@dataclass(frozen=True)
class Tier:
    from_sheets: int
    price: Decimal


@dataclass(frozen=True)
class Sheet:
    """A paper with its prices for a hundred sheets, smallest amount first."""

    paper: str
    tiers: tuple[Tier, ...]


class Catalog:
    """Each list is read once and again after an import has raised its version."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, dict[str, Sheet]]] = {}

    def papers(self, name: str) -> dict[str, Sheet]:
        version = Session.scalar(select(PriceList.version).where(PriceList.name == name))
        if version is None:
            raise Unknown(f"no price list {name}")
        kept = self._kept.get(name)
        if kept is None or kept[0] != version:
            kept = self._kept[name] = (version, self._read(name))
        return kept[1]

    def _read(self, name: str) -> dict[str, Sheet]:
        price_list = Session.scalars(select(PriceList).where(PriceList.name == name)).one()
        return {
            entry.paper: Sheet(entry.paper, tuple(Tier(tier.from_sheets, tier.price) for tier in entry.tiers))
            for entry in price_list.entries
        }


def current() -> Catalog:
    """The catalog of the running application."""
    return current_app.extensions["catalog"]

"""Search: text, filters, order and the page that is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
from starlette.datastructures import QueryParams

from course_search import params as P
from course_search.textindex import Terms

if TYPE_CHECKING:
    from course_search.settings import Settings
    from course_search.state import Programme

CHOICES = ("category", "level", "venue", "language", "weekday", "provider")
ORDERS = ("relevance", "title", "price", "-price", "starts_on")


@dataclass(frozen=True)
class Wish:
    """What a client wants to see; hashable, so that answers can be kept under it."""

    text: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    price_to: float | None = None
    starts_from: date | None = None
    starts_to: date | None = None
    order: str = "relevance"
    page: int = 1
    size: int = 10

    @classmethod
    def read(cls, params: QueryParams, settings: Settings) -> Wish:
        chosen = ((name, P.several(params, name)) for name in CHOICES)
        return cls(
            text=params.get("q", "").strip(),
            chosen=tuple((name, values) for name, values in chosen if values),
            price_to=P.amount(params, "price_to"),
            starts_from=P.day(params, "starts_from"),
            starts_to=P.day(params, "starts_to"),
            order=P.choice(params, "order", ORDERS, "relevance"),
            page=P.whole(params, "page", 1, 1, 10_000),
            size=P.whole(params, "size", settings.page_size, 1, settings.largest_page),
        )


@dataclass(frozen=True)
class Found:
    """The codes that fit, best first, their scores, and a correction if nothing did."""

    codes: list[str]
    scores: dict[str, float] = field(default_factory=dict)
    instead: str | None = None


def fitting(courses: pd.DataFrame, wish: Wish, without: str = "") -> pd.DataFrame:
    """The courses that pass all filters (but the one on `without`)."""
    keep = pd.Series(True, index=courses.index)
    for name, values in wish.chosen:
        if name != without:
            keep &= courses[name].isin(values)
    if wish.price_to is not None:
        keep &= courses["price"] <= wish.price_to
    if wish.starts_from is not None:
        keep &= courses["starts_on"] >= pd.Timestamp(wish.starts_from)
    if wish.starts_to is not None:
        keep &= courses["starts_on"] <= pd.Timestamp(wish.starts_to)
    return courses[keep]


def find(programme: Programme, wish: Wish) -> Found:
    """Everything that fits; the page is cut out later."""
    terms = Terms.read(wish.text)
    rows = fitting(programme.catalogue.courses, wish)
    scores: dict[str, float] = {}
    if terms:
        scores = programme.index.score(terms)
        rows = rows[rows.index.isin(list(scores))]
    codes = _ordered(rows, scores, wish.order)
    instead = programme.index.did_you_mean(terms) if terms and not codes else None
    return Found(codes, scores, instead)


def _ordered(rows: pd.DataFrame, scores: dict[str, float], order: str) -> list[str]:
    """Ties are broken by the code; unknown prices and days come last."""
    rows = rows.sort_index()
    if order == "relevance":
        return sorted(rows.index, key=lambda code: -scores.get(code, 0.0))
    column = order.removeprefix("-")
    key = (lambda cells: cells.str.casefold()) if column == "title" else None
    return list(
        rows.sort_values(column, ascending=order == column, na_position="last", kind="stable", key=key).index
    )


def page(programme: Programme, wish: Wish) -> dict[str, Any]:
    """The answer to a search."""
    found = find(programme, wish)
    first = (wish.page - 1) * wish.size
    items = []
    for code in found.codes[first : first + wish.size]:
        item = programme.catalogue.brief(code)
        if found.scores:
            item["score"] = round(found.scores[code], 3)
        items.append(item)
    pages = -(-len(found.codes) // wish.size)
    answer = {"total": len(found.codes), "page": wish.page, "pages": pages, "items": items}
    return {**answer, "instead": found.instead} if found.instead else answer

"""Facets: how many courses each further choice would leave."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from course_search.plain import rounded
from course_search.search import CHOICES, Wish, fitting
from course_search.textindex import Terms

if TYPE_CHECKING:
    from course_search.state import Programme

BANDS = (0, 50, 100, 200, np.inf)


def facets(programme: Programme, wish: Wish) -> dict[str, Any]:
    """For each choice the counts under all other filters; for prices bands and figures."""
    courses = _of_text(programme, wish)
    answer: dict[str, Any] = {}
    for name in CHOICES:
        counts = fitting(courses, wish, without=name)[name].value_counts()
        pairs = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        answer[name] = [{"value": value, "count": int(count)} for value, count in pairs]
    answer["price"] = price_facet(fitting(courses, replace(wish, price_to=None)))
    return answer


def _of_text(programme: Programme, wish: Wish) -> pd.DataFrame:
    terms = Terms.read(wish.text)
    courses = programme.catalogue.courses
    return courses[courses.index.isin(list(programme.index.score(terms)))] if terms else courses


def price_facet(rows: pd.DataFrame) -> dict[str, Any]:
    """Bands with their lower bound inside; courses whose price is unknown are counted apart."""
    known = rows["price"].dropna()
    places = np.digitize(known, BANDS[1:-1])
    bands = [
        {"from": low, "to": None if high == np.inf else high, "count": int((places == number).sum())}
        for number, (low, high) in enumerate(pairwise(BANDS))
    ]
    return {
        "bands": bands,
        "unknown": int(rows["price"].isna().sum()),
        "lowest": rounded(known.min()) if len(known) else None,
        "highest": rounded(known.max()) if len(known) else None,
    }

"""Courses like another one: TF-IDF of the texts, a bonus for the same category and the same evening."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from course_search.catalogue import Catalogue
from course_search.textindex import words

SAME_CATEGORY, SAME_WEEKDAY = 0.15, 0.05


class Neighbours:
    """The vectors are made when somebody asks for the first time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @cached_property
    def vectors(self) -> Any:
        from sklearn.feature_extraction.text import TfidfVectorizer  # slow to import, and not always needed

        rows = self.catalogue.courses
        texts = (
            rows["title"]
            + " "
            + rows["description"].fillna("")
            + " "
            + rows["tags"].fillna("").str.replace("|", " ")
        )
        return TfidfVectorizer(tokenizer=words, lowercase=False, token_pattern=None).fit_transform(texts)

    def like(self, code: str, count: int) -> list[tuple[str, float]]:
        """The nearest other courses with their likeness, which is more than 0."""
        row = self.catalogue.course(code)
        rows = self.catalogue.courses
        place = rows.index.get_loc(row["code"])
        likeness = (self.vectors @ self.vectors[place].T).toarray().ravel()
        likeness = likeness + SAME_CATEGORY * (rows["category"] == row["category"]).to_numpy(dtype=float)
        likeness = likeness + SAME_WEEKDAY * (rows["weekday"] == row["weekday"]).to_numpy(dtype=float)
        likeness[place] = -1.0
        nearest = np.argsort(-likeness, kind="stable")[:count]
        return [(rows.index[n], round(float(likeness[n]), 3)) for n in nearest if likeness[n] > 0]

"""The catalogue in memory: frames, and for each word the parts in whose texts it is."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

import pandas as pd

from parts_finder import store, text
from parts_finder.config import Settings
from parts_finder.errors import NotFound
from parts_finder import db

WEIGHTS = {"number": 5, "title": 3, "brand": 2, "model": 2, "category": 1}


class Catalogue:
    """Not changed once it is made; a changed catalogue is a new one."""

    def __init__(self, parts: pd.DataFrame, attributes: pd.DataFrame, dealers: pd.DataFrame) -> None:
        self.parts = parts.reset_index(drop=True)
        self.attributes = attributes
        self.dealers = dealers
        self._postings = self._index()
        self._known = sorted(self._postings)

    def _index(self) -> dict[str, dict[int, int]]:
        """Word to position of the part to weight of the heaviest field that has the word."""
        postings: dict[str, dict[int, int]] = defaultdict(dict)
        for field, weight in WEIGHTS.items():
            for position, value in enumerate(self.parts[field]):
                found = [*text.words(value), text.number_key(value)] if field == "number" else text.words(value)
                for word in found:
                    postings[word][position] = max(weight, postings[word].get(position, 0))
        return dict(postings)

    def _beginning_with(self, prefix: str) -> Iterator[str]:
        place = bisect_left(self._known, prefix)
        while place < len(self._known) and self._known[place].startswith(prefix):
            yield self._known[place]
            place += 1

    def _scores(self, word: str) -> dict[int, int]:
        scores: dict[int, int] = {}
        for known in self._beginning_with(word):
            for position, weight in self._postings[known].items():
                scores[position] = max(weight, scores.get(position, 0))
        return scores

    def matching(self, words: Sequence[str]) -> pd.DataFrame:
        """Parts that have a word beginning with each of the words, with their score."""
        if not words:
            return self.parts.assign(score=0.0)
        total = self._scores(words[0])
        for word in words[1:]:
            scores = self._scores(word)
            total = {position: total[position] + scores[position] for position in total.keys() & scores.keys()}
        positions = sorted(total)
        return self.parts.iloc[positions].assign(score=[float(total[position]) for position in positions])

    def part(self, part_id: str) -> pd.Series:
        found = self.parts[self.parts["part_id"] == part_id]
        if found.empty:
            raise NotFound(f"there is no part {part_id}")
        return found.iloc[0]

    def dealer(self, dealer_id: str) -> pd.Series:
        found = self.dealers[self.dealers["dealer_id"] == dealer_id]
        if found.empty:
            raise NotFound(f"there is no dealer {dealer_id}")
        return found.iloc[0]

    def without(self, part_id: str) -> "Catalogue":
        """The catalogue without a part."""
        return Catalogue(self.parts[self.parts["part_id"] != part_id], self.attributes, self.dealers)


def load(settings: Settings) -> Catalogue:
    parts, attributes, dealers = (store.read(settings.data, table) for table in ("parts", "attributes", "dealers"))
    with db.connection_to(settings.database) as connection:
        parts = parts[~parts["part_id"].isin(db.column(connection, "SELECT part_id FROM sold"))]
    return Catalogue(parts, attributes, dealers)


class Shelf:
    """Holds the catalogue in use: loaded when it is first needed, and again when the parts were written."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stamp: tuple[int, int] | None = None
        self._catalogue: Catalogue | None = None

    def current(self) -> Catalogue:
        stamp = store.stamp(self._settings.data)
        if self._catalogue is None or stamp != self._stamp:
            self._catalogue = load(self._settings)
            self._stamp = stamp
        return self._catalogue

    def put(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

"""Full-text search: folded words, weights for each field, scores after BM25."""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass

from course_search.catalogue import Catalogue

WEIGHTS = {"title": 3.0, "tags": 2.0, "teacher": 1.5, "description": 1.0}
K1, B = 1.4, 0.6
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """Lower case without accents; umlauts are written out, as in old crosswords."""
    spelt = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    return "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


@dataclass(frozen=True)
class Terms:
    """A search as understood: words that count, phrases that must and words that must not occur."""

    wanted: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    banned: frozenset[str] = frozenset()

    @classmethod
    def read(cls, text: str) -> Terms:
        wanted: list[str] = []
        phrases: list[tuple[str, ...]] = []
        banned: set[str] = set()
        for minus, quoted, bare in _PIECE.findall(text):
            found = words(quoted or bare)
            if minus:
                banned.update(found)
                continue
            wanted += found
            if quoted and len(found) > 1:
                phrases.append(tuple(found))
        return cls(tuple(dict.fromkeys(wanted)), tuple(phrases), frozenset(banned))

    def __bool__(self) -> bool:
        return bool(self.wanted or self.banned)


class TextIndex:
    """Postings of all courses of one catalogue."""

    def __init__(self) -> None:
        self.postings: dict[str, dict[str, float]] = defaultdict(dict)
        self.texts: dict[str, str] = {}
        self.lengths: dict[str, float] = {}

    @classmethod
    def of(cls, catalogue: Catalogue) -> TextIndex:
        index = cls()
        for code, row in catalogue.courses.iterrows():
            fields = {
                name: row[name] for name in ("title", "teacher", "description") if isinstance(row[name], str)
            }
            index.add(code, {**fields, "tags": " ".join(catalogue.tags[code])})
        return index

    def add(self, code: str, fields: dict[str, str]) -> None:
        counts: Counter[str] = Counter()
        pieces = []
        for name, text in fields.items():
            found = words(text)
            pieces.append(" ".join(found))
            for word in found:
                counts[word] += WEIGHTS[name]
        for word, weight in counts.items():
            self.postings[word][code] = weight
        self.texts[code] = " | ".join(pieces)
        self.lengths[code] = sum(counts.values())

    @property
    def mean_length(self) -> float:
        return sum(self.lengths.values()) / len(self.lengths) if self.lengths else 1.0

    def score(self, terms: Terms) -> dict[str, float]:
        """Code to score of all courses that hold at least one word, all phrases and no banned word."""
        if not terms.wanted:
            codes = dict.fromkeys(self.texts, 0.0)
        else:
            codes = self._weigh(terms.wanted)
        phrases = [f" {' '.join(phrase)} " for phrase in terms.phrases]
        return {
            code: score
            for code, score in codes.items()
            if all(phrase in f" {self.texts[code]} " for phrase in phrases)
            and not any(code in self.postings.get(word, ()) for word in terms.banned)
        }

    def _weigh(self, wanted: tuple[str, ...]) -> dict[str, float]:
        scores: dict[str, float] = defaultdict(float)
        usual = self.mean_length
        for word in wanted:
            found = self.postings.get(word, {})
            rarity = math.log(1 + (len(self.texts) - len(found) + 0.5) / (len(found) + 0.5))
            for code, weight in found.items():
                norm = K1 * (1 - B + B * self.lengths[code] / usual)
                scores[code] += rarity * weight * (K1 + 1) / (weight + norm)
        return dict(scores)

    def complete(self, prefix: str, count: int = 8) -> list[str]:
        """Words that begin so, the most frequent ones first."""
        start = "".join(words(prefix))
        found = [
            (len(codes), word) for word, codes in self.postings.items() if start and word.startswith(start)
        ]
        return [word for _, word in sorted(found, key=lambda pair: (-pair[0], pair[1]))[:count]]

    def did_you_mean(self, terms: Terms) -> str | None:
        """The search with unknown words replaced by near ones; None if there is nothing to replace."""
        near = {
            w: difflib.get_close_matches(w, self.postings, n=1, cutoff=0.75)
            for w in terms.wanted
            if w not in self.postings
        }
        if not any(near.values()):
            return None
        return " ".join((near.get(word) or [word])[0] for word in terms.wanted)

"""Full-text index of samples, in memory."""
import re
import unicodedata
from collections import defaultdict

WORD = re.compile(r"\w+")


def tokens(text: str) -> list[str]:
    """Words without case and accents."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    return WORD.findall("".join(letter for letter in flat if not unicodedata.combining(letter)))


class TextIndex:
    """Which samples hold which words."""

    def __init__(self):
        self._postings: dict[str, set[int]] = defaultdict(set)
        self._words: dict[int, frozenset[str]] = {}

    def add(self, key: int, text: str) -> None:
        """Takes a text in; what the key stood for before is replaced."""
        self.remove(key)
        words = frozenset(tokens(text))
        self._words[key] = words
        for word in words:
            self._postings[word].add(key)

    def remove(self, key: int) -> None:
        for word in self._words.pop(key, ()):
            self._postings[word].discard(key)
            if not self._postings[word]:
                del self._postings[word]

    def search(self, query: str) -> list[int]:
        """Keys that hold all words; the last word may be the beginning of one."""
        words = tokens(query)
        if not words:
            return []
        *whole, last = words
        found = set().union(*(keys for word, keys in self._postings.items() if word.startswith(last)))
        for word in whole:
            found &= self._postings.get(word, set())
        return sorted(found)

"""Words of titles and queries."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Without case and accents: "Stoßdämpfer" is "stossdampfer"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def number_key(number: str) -> str:
    """A part number without case, blanks and dashes: "06A 115-561 B" is "06a115561b"."""
    return "".join(words(number))


def fold_with_origins(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text that it comes from."""
    folded: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        for one in fold(character):
            folded.append(one)
            origins.append(place)
    return "".join(folded), origins


def mark(text: str, wanted: Iterable[str]) -> str:
    """The text with the beginnings of words that were searched for in <em>."""
    folded, origins = fold_with_origins(text)
    flags = [False] * len(text)
    for found in WORD.finditer(folded):
        for word in wanted:
            if found.group().startswith(word):
                for place in range(found.start(), found.start() + len(word)):
                    flags[origins[place]] = True
    pieces = []
    for flag, run in groupby(zip(text, flags, strict=True), key=lambda pair: pair[1]):
        piece = "".join(character for character, _ in run)
        pieces.append(f"<em>{piece}</em>" if flag else piece)
    return "".join(pieces)

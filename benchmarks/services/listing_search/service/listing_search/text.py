"""Words: how texts of sellers and of searches are compared."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"\w+", re.UNICODE)
STOP = frozenset("a an and the of for in with der die das und für mit ein eine".split())


def normalise(text: str) -> str:
    """Lower case without accents: `Fahrräder` as `fahrrader`, `Straße` as `strasse`."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def tokens(text: str) -> list[str]:
    """The words that count, in their order and each once."""
    return list(dict.fromkeys(word for word in WORD.findall(normalise(text)) if word not in STOP))


def snippet(text: str, words: list[str], width: int = 80) -> str:
    """The part of a text around the first of the words; its beginning where none is found."""
    flat = " ".join(text.split())
    folded = normalise(flat)
    places = [place for place in (folded.find(word) for word in words) if place >= 0]
    start = max(0, min(places) - width // 4) if places else 0
    part = flat[start : start + width].strip()
    before = "…" if start > 0 else ""
    after = "…" if start + width < len(flat) else ""
    return f"{before}{part}{after}"

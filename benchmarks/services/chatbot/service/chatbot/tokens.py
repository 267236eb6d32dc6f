"""Counts tokens as the model's vendor describes them: good enough to stay inside the context window."""

from __future__ import annotations

import re

PIECE = 6
_WORDS = re.compile(r"\w+|[^\w\s]", re.UNICODE)
OVERHEAD = 4


def pieces(text: str) -> list[str]:
    """The tokens of a text: words in pieces of at most six letters, and every other sign."""
    found = []
    for word in _WORDS.findall(text):
        found += [word[start : start + PIECE] for start in range(0, len(word), PIECE)]
    return found


def count(text: str) -> int:
    """How many tokens a text has."""
    return len(pieces(text))


def count_message(message: dict) -> int:
    """A message of a prompt: its text and what the protocol adds to it."""
    return count(message.get("content") or "") + OVERHEAD


def shorten(text: str, limit: int) -> str:
    """The beginning of a text, at most `limit` tokens, cut at a word."""
    if count(text) <= limit:
        return text
    kept: list[str] = []
    used = 1
    for word in text.split():
        used += count(word)
        if used > limit:
            break
        kept.append(word)
    return " ".join(kept) + "…"

"""Text from an event, made safe to print in one line: everything in an event was written by strangers."""

from __future__ import annotations

import re
import unicodedata

# Escape sequences of terminals: colours, cursor moves, titles, links.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\x07\x1b]{0,4096}(?:\x07|\x1b\\)?|[@-Z\\-_])")
_SPACE = re.compile(r"\s+")
# Control and format characters (which can hide or reverse text), surrogates and unassigned ones.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def plain(text: str, limit: int = 200) -> str:
    """`text` in one line of at most `limit` printable characters."""
    text = _ESCAPES.sub("", text[: 8 * limit])
    text = "".join(" " if unicodedata.category(letter) in _UNSAFE else letter for letter in text)
    text = _SPACE.sub(" ", text).strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"

"""What the people of a service wrote about it: `.arbase/*.md`, and single sentences of that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from arbase.workspace.promises import SENTENCES

MAX_BYTES = 200_000
_FEW = re.compile(r"\b(?:too few|too little|not enough|(?:fewer|less) than (?:two|2))\b", re.IGNORECASE)
_REFUSED = re.compile(r"\b4\d\d\b|\b(?:refus|rais|reject|fail|error|invalid)", re.IGNORECASE)
_LETTERS = 4


def notes(root: Path) -> tuple[str, ...]:
    """The text of each file; links out of the folder are not followed."""
    paths = [path for path in sorted((root / ".arbase").glob("*.md")) if path.is_file() and not path.is_symlink()]
    return tuple(path.read_text(encoding="utf-8", errors="replace")[:MAX_BYTES] for path in paths)


def sentences(text: str) -> Iterator[str]:
    """One after the other on a single line each, items of a list and halves of a sentence apart."""
    for said in SENTENCES.split(text):
        yield from (" ".join(part.split()) for part in re.split(r"\n\s*[-*] |;", said))


def tells_of_too_few(text: str, name: str) -> bool:
    """Whether a sentence says what becomes of too few things, and has a word of the name: "too few to have tiers"."""
    words = [part for part in name.lower().split("_") if len(part) >= _LETTERS]
    return any(
        _FEW.search(one) and not _REFUSED.search(one) and any(re.search(rf"\b{word}", one.lower()) for word in words)
        for one in sentences(text)
    )

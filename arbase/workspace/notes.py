"""What people wrote about their service: `.arbase/*.md` before README, CONTRIBUTING and `docs/`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from arbase.workspace.promises import SENTENCES

MAX_BYTES = 200_000
MAX_FILES = 40
_FEW = re.compile(r"\b(?:too few|too little|not enough|(?:fewer|less) than (?:two|2))\b", re.IGNORECASE)
_REFUSED = re.compile(r"\b4\d\d\b|\b(?:refus|rais|reject|fail|error|invalid)", re.IGNORECASE)
_LETTERS = 4
# What is written for whoever repairs the service comes first; a README speaks to everybody.
_PLACES = (".arbase/*.md", "README.md", "README.rst", "CONTRIBUTING.md", "CONTRIBUTING.rst", "docs/*.md", "docs/*.rst")


class Note(NamedTuple):
    """One file of them: its path within the repository and its text (the first 200,000 characters)."""

    path: str
    text: str


def notes(root: Path) -> tuple[Note, ...]:
    """At most 40 files; what lies behind a link is not read, whether the file or its folder is one."""
    found = (path for place in _PLACES for path in sorted(root.glob(place)))
    real = (path for path in found if path.is_file() and not path.is_symlink() and not path.parent.is_symlink())
    return tuple(Note(path.relative_to(root).as_posix(), _beginning(path)) for path in islice(real, MAX_FILES))


def _beginning(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(MAX_BYTES)


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

"""Which known name was meant: likeness of identifiers by letters and by words."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterable

from arbase.repair.static.source import Codebase
from arbase.workspace.paths import is_test

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words(name: str) -> list[str]:
    """The words of an identifier in snake, camel or kebab case, in lower case."""
    return [word.lower() for word in _WORDS.findall(name)]


def likeness(one: str, other: str) -> float:
    """How likely two names mean the same, from 0 to 1: equal words, else letters, else shared words."""
    mine, theirs = words(one), words(other)
    if mine and mine == theirs:
        return 1.0
    if "".join(mine) == "".join(theirs) and mine:
        return 0.98
    letters = difflib.SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio()
    shared = set(mine) & set(theirs)
    most = max(len(set(mine)), len(set(theirs)), 1)
    by_words = 0.55 + 0.4 * len(shared) / most if shared else 0.0
    # `id` and `house_id`, `price` and `price_eur`: one is the other with a word more.
    if shared and (set(mine) <= set(theirs) or set(theirs) <= set(mine)):
        by_words += 0.1
    starts = [a for a in mine for b in theirs if len(min(a, b, key=len)) >= 3 and (a.startswith(b) or b.startswith(a))]
    by_prefix = 0.65 if starts and len(mine) == len(theirs) == 1 else 0.0
    return min(max(letters, by_words, by_prefix), 0.97)


def closest(name: str, known: Iterable[str], *, least: float = 0.66, most: int = 3) -> list[tuple[str, float]]:
    """The names most like `name`, best first, `name` itself left out."""
    scored = [(other, likeness(name, other)) for other in dict.fromkeys(known) if other != name]
    good = [pair for pair in scored if pair[1] >= least]
    return sorted(good, key=lambda pair: (-pair[1], pair[0]))[:most]


def mentions(codebase: Codebase, word: str) -> int:
    """How often a name occurs as a word in the code, tests left out."""
    shape = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    return sum(len(shape.findall(file.text)) for file in codebase.sources if not is_test(file.path))


def aliases(codebase: Codebase, word: str) -> list[tuple[str, str]]:
    """What the repository's own tables of names call `word`, and where: `{"vendor": "merchant"}` read both ways."""
    found: dict[str, str] = {}
    for file in codebase.sources:
        for node in file.nodes:
            pairs = zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ()
            for key, value in pairs:
                if not isinstance(key, ast.Constant) or not isinstance(value, ast.Constant):
                    continue
                for one, other in ((key.value, value.value), (value.value, key.value)):
                    if one == word and isinstance(other, str) and other.isidentifier() and other != word:
                        found.setdefault(other, f"{file.path}:{key.lineno}")
    return list(found.items())[:3]

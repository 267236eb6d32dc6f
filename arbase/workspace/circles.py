"""What people say of rows that stand above themselves: that such a write is refused, and with which status."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from arbase.workspace.notes import notes, sentences

_CIRCLE = re.compile(
    r"\b(?:cycl\w+|circ(?:le|ular)\w*)\b"
    r"|\b(?:on|above|under|below|over|inside|within|into|of|to) (?:itself|themselves)\b"
    r"|\b(?:its|their) own (?:parents?|ancestors?|children|child|descendants?|bases?)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\b(4\d\d)\b")


class Told(NamedTuple):
    """The status that a sentence about circles names, and the path of what says so."""

    status: int
    place: str


def circles_refused(root: Path, modules: Iterable[tuple[str, ast.Module]] = ()) -> Told | None:
    """From the notes, else from docstrings; None where nobody says it, or not all say the same."""
    found = {told.status: told for told in (*_of_notes(root), *_of_modules(modules))}
    return next(iter(found.values())) if len(found) == 1 else None


def _of_notes(root: Path) -> Iterator[Told]:
    for note in notes(root):
        yield from _told(note.path, note.text)


def _of_modules(modules: Iterable[tuple[str, ast.Module]]) -> Iterator[Told]:
    for path, tree in modules:
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield from _told(path, ast.get_docstring(node) or "")


def _told(path: str, text: str) -> Iterator[Told]:
    """`searches that would build on themselves: 409`; the status is the next one behind the words."""
    for sentence in sentences(text):
        about = _CIRCLE.search(sentence)
        behind = _STATUS.search(sentence, about.end()) if about is not None else None
        if behind is not None:
            yield Told(int(behind[1]), path)

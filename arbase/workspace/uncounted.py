"""What is not known of a thing and counts for nothing in a sum, where pages or docstrings of the repository say so."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

from arbase.workspace.notes import notes
from arbase.workspace.promises import ABSENT, SENTENCES, does_not_count
from arbase.workspace.tree import Function

_TOTALS = frozenset(("sum", "fsum", "total"))


def unknown_is_not_counted(root: Path, told: Iterable[str], key: str, function: Function | None) -> bool:
    """Whether a sentence of the pages, or of what is told beside the code, says so of the key or of what is counted.

    "Old parcels do not know their weights: these are null and count for nothing" is about `grams` in `weight`.
    """
    words = [key, *(function.name.split("_") if function is not None else ())]
    texts = [*(note.text for note in notes(root)), *told]
    said = (sentence for text in texts for sentence in SENTENCES.split(text))
    return any(ABSENT.search(one) is not None and does_not_count(one, words) for one in said)


def is_summed(loop: ast.For) -> bool:
    """All that the loop does is to add up."""
    rest = [one for one in loop.body if not _passes_over(one)]
    return len(rest) == 1 and isinstance(rest[0], ast.AugAssign) and isinstance(rest[0].op, ast.Add)


def is_total(call: ast.AST | None) -> bool:
    """`sum(...)`."""
    match call:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _TOTALS
    return False


def _passes_over(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.If) and len(statement.body) == 1 and isinstance(statement.body[0], ast.Continue)

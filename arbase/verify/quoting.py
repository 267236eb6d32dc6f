"""Quotes around a text that another language is to read as text: no value, but the way in which it is written there."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.literals import Fact
from arbase.verify.syntax import Code

QUOTES = ('"', "'")


def writes_as_text(file: ChangedFile, code: Code, fact: Fact) -> str:
    """Why a literal in `'"' + word.replace('"', '""') + '"'` is no value; empty if it is something else.

    Of SQL and its full-text search this is how a text is written. What stands behind the closing quote must have been
    there before.
    """
    text = fact.node.value if isinstance(fact.node, ast.Constant) else None
    if not isinstance(text, str) or not text:
        return ""
    known = {node.value for node in file.gone(lambda source: source.every(ast.Constant)) if isinstance(node.value, str)}
    for outer in code.ancestors(fact.node):
        if isinstance(outer, ast.stmt):
            break
        for quote in QUOTES:
            doubled = _doubles(outer, quote) if isinstance(outer, ast.BinOp) else False
            rest = text.removeprefix(quote)
            if doubled and ((text.startswith(quote) and (not rest or rest in known)) or text in known):
                return "the text is put in quotes, and those in it are doubled"
    return ""


def _doubles(node: ast.BinOp, quote: str) -> bool:
    """A part of the sum has its quotes doubled."""
    return any(
        isinstance(part, ast.Call)
        and isinstance(part.func, ast.Attribute)
        and part.func.attr == "replace"
        and [item.value for item in part.args if isinstance(item, ast.Constant)] == [quote, 2 * quote]
        for part in ast.walk(node)
    )

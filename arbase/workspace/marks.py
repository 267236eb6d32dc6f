"""What a repository writes in a text for nothing: "A value that we do not have is `-` in reports", or its own code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

MARK = re.compile(r"[-\u2013\u2014?.*/]{1,3}|[nN]/?[aA]\.?")
NO_FORMAT = re.compile(
    r"NoneType\.__format__|(?:must be real number|real number is required|is required), not NoneType"
)
"""How Python says that None has no form of a number."""

_NOTE = re.compile(
    r"\b(?:not have|no value|missing|absent|not known|unknown|nothing|not there)\b[^.;\n]{0,40}?"
    r"\b(?:is|are|as)\b[^.;\n]{0,15}?[`\"'](-{1,3}|\u2013|\u2014|\?|n/a|N/A)[`\"']"
)
_WRITES = frozenset(("str", "format", "strftime", "isoformat"))


def mark_in_notes(text: str) -> str:
    """The mark that the notes of a service tell for what is not there; empty if they tell none."""
    found = _NOTE.search(text)
    return found[1] if found is not None else ""


def marks_in(trees: Iterable[ast.Module]) -> Iterator[tuple[int, ast.Constant]]:
    """The marks that code writes for None where it writes a text for all else, each with the place of its module.

    `"-" if x is None else f"{x:.1f}"`, or a function that returns the mark for None and a text otherwise.
    """
    for place, tree in enumerate(trees):
        for node in ast.walk(tree):
            match node:
                case ast.IfExp(test=test, body=ast.Constant(value=str() as text) as mark, orelse=other):
                    if is_none_of(test) and MARK.fullmatch(text) and is_text(other):
                        yield place, mark
                case ast.FunctionDef():
                    yield from ((place, mark) for mark in _returned(node))


def _returned(function: ast.FunctionDef) -> Iterator[ast.Constant]:
    given = [one.value for one in ast.walk(function) if isinstance(one, ast.Return) and one.value is not None]
    if not any(is_text(part) for value in given for part in ast.walk(value)):
        return
    for node in ast.walk(function):
        match node:
            case ast.If(test=test, body=[ast.Return(value=ast.Constant(value=str() as text) as mark)]):
                if is_none_of(test) and MARK.fullmatch(text):
                    yield mark


def is_none_of(test: ast.expr) -> ast.expr | None:
    """What is asked for None in `x is None`; None if something else is asked."""
    match test:
        case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            return left
    return None


def is_text(node: ast.AST) -> bool:
    """A number or another value as a text."""
    if isinstance(node, ast.JoinedStr):
        return True
    name = node.func if isinstance(node, ast.Call) else None
    called = name.id if isinstance(name, ast.Name) else name.attr if isinstance(name, ast.Attribute) else ""
    return called in _WRITES

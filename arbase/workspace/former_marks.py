"""Words in stored texts that stand for a former form, where today's have a number."""

from __future__ import annotations

import ast

from arbase.workspace.tree import Function

NUMBERS = frozenset(("int", "float"))


def number_of(node: ast.AST) -> ast.expr | None:
    """What `int(text)` takes for a number: a name, or a part of something."""
    match node:
        case ast.Call(func=ast.Name(id=called), args=[ast.Name() | ast.Subscript() as text], keywords=[]) if (
            called in NUMBERS
        ):
            return text
    return None


def line_of_mark(function: Function, mark: str) -> int:
    """Where a function asks whether a text is the word, and takes the same text for a number else; 0 if nowhere."""
    nodes = list(ast.walk(function))
    numbers = {ast.dump(text) for node in nodes if (text := number_of(node)) is not None}
    for node in nodes:
        match node:
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq()], comparators=[ast.Constant(value=said)]):
                if said == mark and ast.dump(left) in numbers:
                    return node.lineno
    return 0

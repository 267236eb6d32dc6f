"""What a patch says in docstrings and comments of its own, taken out before rules ask what the repository promises."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Collection

from arbase.verify.syntax import Code, is_docstring

Described = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def without_own_words(code: Code | None, old: Code | None, added: Collection[int]) -> Code | None:
    """`code` with each docstring as `old` has it, and without the comments on `added` lines (1-based) that `old` lacks.

    Lines stay, and the columns of what is code. A docstring that `old` has nowhere is an empty one.
    """
    if code is None:
        return None
    told = dict(_docstrings(old)) if old is not None else {}
    known = {constant.value for constant in told.values()}
    for name, constant in _docstrings(code):
        if constant.value not in known:
            constant.value = told[name].value if name in told else ""
    return Code(_without_comments(code.source, old.source if old is not None else "", added), code.tree)


def _docstrings(code: Code) -> list[tuple[tuple[str, int], ast.Constant]]:
    """Each docstring by the name of what it describes, and which one of that name it is."""
    found: list[tuple[tuple[str, int], ast.Constant]] = []
    seen: dict[str, int] = {}
    for node in code.nodes:
        if not isinstance(node, Described):
            continue
        name = code.qualified_name(node)
        seen[name] = seen.get(name, -1) + 1
        first = node.body[0] if node.body else None
        if isinstance(first, ast.Expr) and is_docstring(first) and isinstance(first.value, ast.Constant):
            found.append(((name, seen[name]), first.value))
    return found


def _without_comments(source: str, known: str, added: Collection[int]) -> str:
    lines = io.StringIO(source).readlines()
    if len(lines) != len(source.splitlines()) or not any("#" in lines[row - 1] for row in added):
        return source  # with odd line ends the tokenizer counts lines otherwise
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return source
    for token in tokens:
        row, column = token.start
        if token.type == tokenize.COMMENT and row in added and token.string not in known:
            line = lines[row - 1]
            lines[row - 1] = line[:column] + line[column + len(token.string) :]
    return "".join(lines)

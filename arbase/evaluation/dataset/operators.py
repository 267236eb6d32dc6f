"""Operators that put a bug into a function, as developers do by mistake (after SWE-smith, Yang et al., 2025).

Pure functions over source text. Each mutant is one span edit, so formatting and comments stay.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator, Sequence

from arbase.domain.noun import Noun

_CONVERSIONS = {"int", "float", "str", "Decimal", "bool", "list", "sorted"}


class Mutant(Noun):
    """One edit of a file. `function` is the qualified name.

    `lines` are the 1-based lines of the mutant that changed, `span` those of the clean file that were there before.
    """

    file: str
    function: str
    operator: str
    family: str
    lines: tuple[int, int]
    span: tuple[int, int]
    source: str

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that no other mutant of the file has."""
        return hashlib.sha256(self.source.encode()).hexdigest()[:12]


class _Edit(Noun):
    operator: str
    family: str
    start: int
    end: int
    text: str
    line: int
    last: int


def mutants_of(file: str, source: str) -> Iterator[Mutant]:
    """All mutants of a file's functions, in the order of their place. Raises SyntaxError."""
    tree = ast.parse(source)
    offsets = _offsets(source)
    seen = set()
    for name, function in functions_of(tree):
        for edit in sorted(_edits(function, source, offsets), key=lambda one: (one.start, one.operator)):
            changed = source[: edit.start] + edit.text + source[edit.end :]
            if changed == source or changed in seen or not _parses(changed):
                continue
            seen.add(changed)
            lines = (edit.line, edit.line + edit.text.count("\n"))
            yield Mutant(
                file=file,
                function=name,
                operator=edit.operator,
                family=edit.family,
                lines=lines,
                span=(edit.line, edit.last),
                source=changed,
            )


def together(source: str, mutants: Sequence[Mutant]) -> tuple[list[int], str]:
    """`source` with all of the mutants that do not share a line: the places of those, and the text."""
    lines = source.splitlines(keepends=True)
    taken: set[int] = set()
    joined = []
    for place, mutant in enumerate(mutants):
        mine = set(range(mutant.span[0], mutant.span[1] + 1))
        if taken.isdisjoint(mine):
            joined.append(place)
            taken |= mine
    for place in sorted(joined, key=lambda one: mutants[one].span, reverse=True):
        mutant = mutants[place]
        changed = mutant.source.splitlines(keepends=True)
        lines[mutant.span[0] - 1 : mutant.span[1]] = changed[mutant.lines[0] - 1 : mutant.lines[1]]
    return joined, "".join(lines)


def functions_of(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Functions of modules and classes; those inside of functions are part of them."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{prefix}{inner.name}", inner
        elif isinstance(inner, ast.ClassDef):
            yield from functions_of(inner, f"{prefix}{inner.name}.")


def _edits(function: ast.FunctionDef | ast.AsyncFunctionDef, source: str, offsets: list[int]) -> Iterator[_Edit]:
    def span(node: ast.AST) -> tuple[int, int]:
        end_line, end_column = getattr(node, "end_lineno", 1), getattr(node, "end_col_offset", 0)
        return _place(source, offsets, node), _at(source, offsets, end_line, end_column)

    def text(node: ast.AST) -> str:
        start, end = span(node)
        return source[start:end]

    def edit(node: ast.AST, operator: str, family: str, new: str) -> _Edit:
        start, end = span(node)
        first, last = getattr(node, "lineno", 1), getattr(node, "end_lineno", 1)
        return _Edit(operator=operator, family=family, start=start, end=end, text=new, line=first, last=last)

    for statement in function.body:
        for node in ast.walk(statement):
            for operator, family, new in (*_expression(node, text), *_statement(node, text)):
                yield edit(node, operator, family, new)


def _expression(node: ast.AST, text: object) -> Iterator[tuple[str, str, str]]:
    read = text if callable(text) else str
    match node:
        case ast.Await(value=value):
            yield "drop await", "async", read(value)
        case ast.BoolOp(op=ast.Or(), values=[first, _]):
            yield "drop fallback", "none", read(first)
        case ast.IfExp(body=body):
            yield "drop fallback", "none", read(body)
        case ast.Subscript(value=value, slice=ast.Constant(value=str(key)), ctx=ast.Load()):
            yield "change key", "missing_key", f"{read(value)}[{_renamed(key)!r}]"
        case ast.Attribute(value=value, attr=attr, ctx=ast.Load()) if not attr.startswith("_"):
            yield "rename", "rename", f"{read(value)}.{_renamed(attr)}"
        case ast.Call(func=ast.Attribute(value=value, attr="get"), args=[key, *_], keywords=[]):
            yield "drop guard", "missing_key", f"{read(value)}[{read(key)}]"
        case ast.Call(func=ast.Name(id=name), args=[value], keywords=[]) if name in _CONVERSIONS:
            yield "widen type", "types", read(value)
        case ast.Call(func=func, args=[first, second, *rest], keywords=keywords):
            if not isinstance(first, ast.Starred) and not isinstance(second, ast.Starred):
                words = [read(second), read(first), *map(read, rest)]
                yield "swap arguments", "types", f"{read(func)}({', '.join([*words, *map(read, keywords)])})"
        case ast.Call(func=func, args=args, keywords=keywords) if any(one.arg == "default" for one in keywords):
            left = [*map(read, args), *(read(one) for one in keywords if one.arg != "default")]
            yield "change default", "empty_aggregate", f"{read(func)}({', '.join(left)})"


def _statement(node: ast.AST, text: object) -> Iterator[tuple[str, str, str]]:
    read = text if callable(text) else str
    match node:
        case ast.If(body=[ast.Raise() | ast.Return() | ast.Continue()], orelse=[]):
            yield "drop guard", "none", "pass"
        case ast.If(body=body, orelse=[ast.If() as other]) if body:
            yield "remove branch", "unbound", read(other)
        case ast.ExceptHandler(type=ast.Tuple(elts=[first, *_]) as kinds):
            yield "remove branch", "parsing", read(node).replace(read(kinds), read(first), 1)


def _renamed(name: str) -> str:
    """A name that somebody could have meant: without its plural, or with one."""
    return name[:-1] if name.endswith("s") and len(name) > 3 else f"{name}s"


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _offsets(source: str) -> list[int]:
    """Where each line starts, in characters."""
    found, total = [], 0
    for line in source.splitlines(keepends=True):
        found.append(total)
        total += len(line)
    return [*found, total]


def _place(source: str, offsets: list[int], node: ast.AST) -> int:
    return _at(source, offsets, getattr(node, "lineno", 1), getattr(node, "col_offset", 0))


def _at(source: str, offsets: list[int], line: int, column: int) -> int:
    """Characters before a place that the parser gives in bytes of UTF-8."""
    start = offsets[line - 1]
    end = offsets[line] if line < len(offsets) else len(source)
    return start + len(source[start:end].encode()[:column].decode("utf-8", "ignore"))

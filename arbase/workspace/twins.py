"""The same mistake made twice: an expression that differs from a mended one only in what it is about.

`start.replace(year=day.year)` that gets a `day=` leaves `begins.replace(year=begins.year + 1)` to fail on the next leap
year. What is done to the one is carried over to the other, each part of it taking the place of its like.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from arbase.workspace.parsing import parse_expression

# What may fail by its values alone. Whether an entry, an attribute or a name is there is asked of each by itself.
_MAY_FAIL = (ast.Div, ast.FloorDiv, ast.Mod)


def may_have_twins(node: ast.expr) -> bool:
    """A call that is handed something, or a quotient."""
    match node:
        case ast.Call(func=ast.Name() | ast.Attribute(), args=args, keywords=words):
            return bool(args or words)
        case ast.BinOp(op=op):
            return isinstance(op, _MAY_FAIL)
    return False


def twins(node: ast.expr, code: Sequence[ast.AST]) -> list[ast.expr]:
    """The expressions among `code`, which holds `node`, that do the same with something else; none inside another."""
    inside = {id(part) for part in ast.walk(node)}
    found: list[ast.expr] = []
    for other in code:
        if not isinstance(other, ast.expr) or id(other) in inside or any(part is node for part in ast.walk(other)):
            continue
        if _holes(node, other) is not None and not any(other is part for known in found for part in ast.walk(known)):
            found.append(other)
    return found


def carried_over(old: ast.expr, new: str, other: ast.expr, segments: tuple[str, str]) -> str | None:
    """The text of `other` after what made `new` of `old`; None where a part of `other` has no place in it.

    `segments` are the sources of the modules of `old` and `other`.
    """
    holes = _holes(old, other)
    made = expression_of(new)
    if holes is None or made is None:
        return None
    spots = [(node, holes[ast.dump(node)]) for node in _outermost(made, frozenset(holes))]
    if {ast.dump(node) for node, _ in spots} != set(holes):
        return None
    offsets = _Offsets(new)
    text = new
    for node, part in sorted(spots, key=lambda spot: -offsets.span(spot[0])[0]):
        start, end = offsets.span(node)
        source = ast.get_source_segment(segments[1], part) or ""
        outer = _parent(made, node)
        closed = isinstance(outer, ast.keyword) or (isinstance(outer, ast.Call) and outer.func is not node)
        put = f"({source})" if isinstance(part, _LOOSE) and not closed else source
        text = text[:start] + put + text[end:]
    return text if text != ast.get_source_segment(segments[1], other) and expression_of(text) is not None else None


_LOOSE = (ast.BinOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda, ast.UnaryOp, ast.Await)


def _holes(one: ast.expr, other: ast.expr) -> dict[str, ast.expr] | None:
    """What stands in the place of which part of `one`; None where the two do not do the same."""
    holes: dict[str, ast.expr] = {}
    if not may_have_twins(one) or not _walk(one, other, holes, top=True):
        return None
    return holes


def _walk(one: ast.AST, other: ast.AST, holes: dict[str, ast.expr], *, top: bool = False) -> bool:
    if ast.dump(one) == ast.dump(other):
        return True
    inner: dict[str, ast.expr] = dict(holes)
    if type(one) is type(other) and _same_head(one, other) and (top or not isinstance(one, ast.Attribute)):
        pairs = list(_children(one, other))
        if pairs and all(_walk(a, b, inner) for a, b in pairs):
            holes.update(inner)
            return True
    if top or not isinstance(one, ast.expr) or not isinstance(other, ast.expr):
        return False
    key = ast.dump(one)
    if key in holes and ast.dump(holes[key]) != ast.dump(other):
        return False
    holes[key] = other
    return True


def _same_head(one: ast.AST, other: ast.AST) -> bool:
    match one, other:
        case ast.Call(func=first), ast.Call(func=second):
            given = [(len(call.args), [word.arg for word in call.keywords]) for call in (one, other)]
            return _called(first) == _called(second) and given[0] == given[1]
        case ast.BinOp(op=first), ast.BinOp(op=second):
            return type(first) is type(second)
    return not isinstance(one, ast.Name | ast.Constant | ast.Lambda)


def _called(func: ast.expr) -> tuple[str, str]:
    """A method by its name, whatever it is of; a function by its whole name."""
    return ("method", func.attr) if isinstance(func, ast.Attribute) else ("function", ast.dump(func))


def _children(one: ast.AST, other: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    if isinstance(one, ast.Call) and isinstance(other, ast.Call):
        if isinstance(one.func, ast.Attribute) and isinstance(other.func, ast.Attribute):
            yield one.func.value, other.func.value
        yield from zip(one.args, other.args, strict=True)
        yield from ((a.value, b.value) for a, b in zip(one.keywords, other.keywords, strict=True))
        return
    left, right = (list(ast.iter_child_nodes(node)) for node in (one, other))
    if len(left) == len(right):
        yield from zip(left, right, strict=True)


def _outermost(tree: ast.expr, keys: frozenset[str]) -> Iterator[ast.expr]:
    if ast.dump(tree) in keys:
        yield tree
        return
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.expr):
            yield from _outermost(child, keys)
        elif isinstance(child, ast.keyword):
            yield from _outermost(child.value, keys)


def _parent(tree: ast.AST, node: ast.AST) -> ast.AST | None:
    for outer in ast.walk(tree):
        if any(child is node for child in ast.iter_child_nodes(outer)):
            return outer
    return None


def expression_of(text: str) -> ast.expr | None:
    """The text as one expression; None where it is none."""
    try:
        return parse_expression(text).body
    except (SyntaxError, ValueError, RecursionError):
        return None


class _Offsets:
    """Character offsets of nodes in a text of one line or more."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines(keepends=True)

    def span(self, node: ast.expr) -> tuple[int, int]:
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno or 0, node.end_col_offset or 0)

    def _at(self, line: int, column: int) -> int:
        before = self._lines[line - 1].encode()[:column].decode("utf-8", "ignore")
        return sum(len(one) for one in self._lines[: line - 1]) + len(before)

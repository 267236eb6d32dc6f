"""A bound that is not there bounds nothing: `low <= x < band.high` where the last band has no `high`.

Below an upper bound that is None lies everything, above it nothing; a lower one likewise. Only bounds that are called
so and are declared to be None at times count: a highest price or a maximum that was measured is no bound.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.names import words
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import allows_none

NAME = "open-bound"
_SAID = re.compile(r"'[<>]=?' not supported between instances of '([\w.]+)' and '([\w.]+)'")
_UPPER = frozenset("max maximum upper ceiling limit cap quota until deadline expires expiry to end ends".split())
_LOWER = frozenset("min minimum lower floor from since".split())
# These bound whatever they stand beside; a `max` or `end` may be a figure of its own.
_ALWAYS = frozenset("limit cap quota until deadline expires expiry".split())
_MIRRORED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
_ORDERS = tuple(_MIRRORED)


class OpenBound(Template):
    """`bound is None or x < bound` where that is said of what lies within, `is not None and` of what lies outside."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every comparison of the statement with a bound that is None there."""
        said = _SAID.search(context.crash.message)
        if context.crash.exception != "TypeError" or said is None or "NoneType" not in said.groups():
            return
        if said[1] == said[2]:
            return
        file = context.frame.file
        for node in header_nodes(context.frame.statement):
            if not isinstance(node, ast.Compare) or not all(isinstance(one, _ORDERS) for one in node.ops):
                continue
            text, bound = _written(context, node)
            if bound is None:
                continue
            why = f"{file.segment(bound)} may be None: then there is no such bound"
            place = declared(context, last_name(bound) or _key(bound))
            yield replaced(context, Idea(NAME, 0.87, why, place), file, node, text)


def _written(context: Context, node: ast.Compare) -> tuple[str, ast.expr | None]:
    """The comparison anew, and the bound that was None; no bound where it is unclear what that means."""
    file = context.frame.file
    operands = [node.left, *node.comparators]
    links: list[str] = []
    failed: ast.expr | None = None
    for left, sign, right in zip(operands, node.ops, operands[1:], strict=False):
        link = f"{file.segment(left)} {_sign(sign)} {file.segment(right)}"
        kinds = [(one, _side(context, one)) for one in (left, right)]
        bounds = [(one, side) for one, side in kinds if side]
        none = next((one for one in (left, right) if context.crash.is_none(one)), None)
        if len(bounds) != 1:
            if none is not None:
                return "", None
            links.append(link)
            continue
        bound, side = bounds[0]
        if none is not None and none is not bound:
            return "", None
        other = right if bound is left else left
        within = _within(sign, bound is left, side)
        if not _is_bounded(file, node, bound, other, within):
            return "", None
        failed = bound if none is bound else failed
        text = file.segment(bound)
        links.append(f"{text} is None or {link}" if within else f"{text} is not None and {link}")
    if failed is None or (
        len(operands) > 2 and any(isinstance(part, ast.Call) for one in operands[1:-1] for part in ast.walk(one))
    ):
        return "", None
    return _joined(file, node, links), failed


def _joined(file: SourceFile, node: ast.Compare, links: list[str]) -> str:
    parent = file.parent(node)
    if len(links) > 1:
        text = " and ".join(f"({link})" if " or " in link else link for link in links)
        plain = isinstance(parent, ast.BoolOp) and isinstance(parent.op, ast.And)
    else:
        text = links[0]
        plain = isinstance(parent, ast.BoolOp) and isinstance(parent.op, ast.And) == (" is not None and " in text)
    inside = isinstance(parent, ast.BoolOp | ast.UnaryOp | ast.IfExp | ast.Compare | ast.BinOp)
    return f"({text})" if inside and not plain else text


def _sign(sign: ast.cmpop) -> str:
    return {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}.get(type(sign), "<")


def _within(sign: ast.cmpop, on_left: bool, side: str) -> bool:
    """The comparison says that something lies on the bound's inner side."""
    kind = _MIRRORED[type(sign)] if on_left else type(sign)
    return kind in ((ast.Lt, ast.LtE) if side == "upper" else (ast.Gt, ast.GtE))


def _side(context: Context, node: ast.expr) -> str:
    """`upper` or `lower` for a bound that may be None."""
    name = last_name(node) or _key(node)
    if not isinstance(node, ast.Attribute | ast.Name | ast.Subscript) or not name or not declared(context, name):
        return ""
    said = set(words(name))
    upper, lower = bool(said & _UPPER), bool(said & _LOWER)
    return "" if upper == lower else "upper" if upper else "lower"


def _key(node: ast.expr) -> str:
    match node:
        case ast.Subscript(slice=ast.Constant(value=str() as key)):
            return key
    return ""


def _is_bounded(file: SourceFile, node: ast.Compare, bound: ast.expr, other: ast.expr, within: bool) -> bool:
    """What stands on the other side is measured by the bound, and not the bound by it."""
    if isinstance(other, ast.Constant):
        return False
    if set(words(last_name(bound) or _key(bound))) & _ALWAYS or len(node.ops) > 1:
        return True
    # `x <= rule.max` bounds x; `row.max >= x` may as well look for rows with so high a maximum.
    if bound is not node.left:
        return True
    outer = file.parent(node)
    beside = outer.values if isinstance(outer, ast.BoolOp) else []
    text = ast.dump(other)
    return within and any(
        one is not node and isinstance(one, ast.Compare) and text in map(ast.dump, [one.left, *one.comparators])
        for one in beside
    )


def declared(context: Context, name: str) -> str:
    """Where it is said that there may be no such bound: by a type, a default, or None among the data."""
    if name in context.values.optional_names:
        return context.values.optional_names[name]
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Dict(keys=keys, values=values):
                    for key, value in zip(keys, values, strict=True):
                        if _is(key, name) and _is(value, None):
                            return f"{file.path}:{node.lineno}"
                case ast.arg(arg=found, annotation=kind) if found == name and allows_none(kind):
                    return f"{file.path}:{node.lineno}"
                case ast.FunctionDef() | ast.AsyncFunctionDef() if name in _optional(node):
                    return f"{file.path}:{node.lineno}"
    return ""


def _optional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    spec = function.args
    positional = [*spec.posonlyargs, *spec.args]
    pairs = [*zip(positional[len(positional) - len(spec.defaults) :], spec.defaults, strict=True)]
    pairs += [(item, given) for item, given in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if given is not None]
    return {item.arg for item, given in pairs if _is(given, None)}


def _is(node: ast.expr | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value == value and type(node.value) is type(value)

"""A text is taken apart at each separator, and the last part has one in it: it is split once only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TypeGuard

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import COMPREHENSIONS, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "split-value"
_PAIRS = re.compile(r"dictionary update sequence element #\d+ has length (\d+); 2 is required")
_TOO_MANY = re.compile(r"too many values to unpack \(expected (\d+)")
# What stands in front of a free text, by its name, and the text itself.
_KEY = re.compile(r"k|key|name|field|header|attr\w*|label|tag|kind|prefix|option|scheme|param\w*|\w+_(?:key|name)")
_REST = re.compile(r"v|val|value|rest|text|content|body|message|remainder|payload|\w+_(?:value|text)")
_SURE, _LIKELY = 0.88, 0.75


class SplitValue(Template):
    """`part.split("=", 1)`: as many parts as are asked for, and the last one keeps what it has."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every `split` that gives what is unpacked, where it gave too many parts."""
        file = context.frame.file
        for call, count, targets in self._splits(context):
            prior = _prior(call, targets)
            if prior is not None:
                parts = "two parts" if count == 2 else f"{count} parts"
                why = f"{file.segment(call)} is meant to give {parts}, and the last may hold the separator"
                yield edited(context, Idea(NAME, prior, why), file, _limited(context, call, count - 1))

    @staticmethod
    def _splits(context: Context) -> Iterator[tuple[ast.Call, int, list[ast.expr]]]:
        """The calls, how many parts there must be, and the names that the parts get."""
        message, statement = context.crash.message, context.frame.statement
        pairs, many = _PAIRS.search(message), _TOO_MANY.search(message)
        if pairs is not None and int(pairs[1]) > 2:
            for node in header_nodes(statement):
                if isinstance(node, ast.Call) and last_name(node.func) in ("dict", "update"):
                    yield from ((call, 2, []) for item in node.args for call in _given(context, item))
        elif many is not None:
            count = int(many[1])
            for target, value in _unpacked(statement):
                if len(target.elts) == count and not any(isinstance(item, ast.Starred) for item in target.elts):
                    yield from ((call, count, target.elts) for call in value(context))


def _unpacked(statement: ast.stmt) -> Iterator[tuple[ast.Tuple | ast.List, _Source]]:
    """Targets in brackets with what they are given."""
    match statement:
        case ast.Assign(targets=[ast.Tuple() | ast.List() as target], value=value):
            yield target, _Source(value, single=True)
        case ast.For(target=ast.Tuple() as target, iter=source):
            yield target, _Source(source, single=False)
    for node in header_nodes(statement):
        if isinstance(node, COMPREHENSIONS):
            for loop in node.generators:
                if isinstance(loop.target, ast.Tuple):
                    yield loop.target, _Source(loop.iter, single=False)


class _Source:
    """What is unpacked: a text's parts (`single`), or in each round those of one."""

    def __init__(self, node: ast.expr, *, single: bool) -> None:
        self._node = node
        self._single = single

    def __call__(self, context: Context) -> Iterator[ast.Call]:
        """The calls that give the parts."""
        if not self._single:
            yield from _given(context, self._node)
            return
        for node in _itself(context, self._node):
            # `name, value = (part.strip() for part in text.split(":"))`
            parts = node.generators[0].iter if isinstance(node, ast.GeneratorExp | ast.ListComp) else node
            if _is_split(parts):
                yield parts


def _given(context: Context, node: ast.expr) -> Iterator[ast.Call]:
    """The `split` of each round: of a comprehension, or of a name that stands for one."""
    for one in _itself(context, node):
        if isinstance(one, ast.GeneratorExp | ast.ListComp) and _is_split(one.elt):
            yield one.elt
        elif isinstance(one, ast.GeneratorExp | ast.ListComp | ast.SetComp):
            inner = one.elt.generators[0].iter if isinstance(one.elt, ast.GeneratorExp | ast.ListComp) else None
            if inner is not None and _is_split(inner):
                yield inner
            if isinstance(one.elt, ast.Name) and one.elt.id == last_name(one.generators[-1].target):
                yield from _given(context, one.generators[-1].iter)


def _itself(context: Context, node: ast.expr) -> list[ast.expr]:
    """The expression, or what the name was given that it is."""
    if not isinstance(node, ast.Name):
        return [node]
    frame = context.frame
    return [item.value for item in definitions(frame.file, frame.function, node.id) if item.value is not None]


def _is_split(node: ast.AST) -> TypeGuard[ast.Call]:
    """`text.split(...)` without a limit."""
    match node:
        case ast.Call(func=ast.Attribute(attr="split"), args=[] | [ast.Constant()], keywords=words):
            return all(word.arg == "sep" for word in words)
    return False


def _limited(context: Context, call: ast.Call, most: int) -> Edit:
    file = context.frame.file
    separator = file.segment(call.args[0]) if call.args else ""
    word = file.segment(call.keywords[0]) if call.keywords else ""
    given = f"{separator}, {most}" if separator else f"{word}, maxsplit={most}" if word else f"maxsplit={most}"
    return replace(file, call, f"{file.segment(call.func)}({given})")


def _prior(call: ast.Call, targets: list[ast.expr]) -> float | None:
    """Sure of a name with its value; where two numbers have a sign between them, a third one is a mistake."""
    if not targets:
        return _SURE
    names = [last_name(item) for item in targets]
    if _KEY.fullmatch(names[0]) or _REST.fullmatch(names[-1]):
        return _SURE
    separators = [item.value for item in (*call.args, *(word.value for word in call.keywords)) if _is_text(item)]
    return _LIKELY if separators == ["="] else None


def _is_text(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)

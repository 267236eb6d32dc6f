"""A key that things are put in order by, of something that has none: `xs.sort(key=lambda x: (-stars[x.id], x.name))`.

What has no value comes behind (or in front of) all that have one, by a part of the key of its own: so nothing is said
about the value, and the other parts put in order those that have none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.placed import placed
from arbase.workspace.tree import Function

NAME = "unranked"
_ORDERING = frozenset(("sorted", "sort"))


class Unranked(Template):
    """One more part of the key, in front of the one that failed."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a look-up in a key's lambda, where the function knows that the table lacks some."""
        node, function, file = context.crash.node, context.frame.function, context.frame.file
        if context.crash.exception != "KeyError" or not isinstance(node, ast.Subscript) or function is None:
            return
        table, key = file.segment(node.value), file.segment(node.slice)
        minus = file.parent(node) if isinstance(file.parent(node), ast.UnaryOp) else None
        part: ast.AST = minus if isinstance(minus, ast.UnaryOp) and isinstance(minus.op, ast.USub) else node
        parted, call = _key_of(file, part)
        if call is None or not isinstance(node.slice, ast.Name | ast.Attribute | ast.Subscript):
            return
        if _has_chosen(function, node):
            return  # those that have a value are at hand, and perhaps they alone were meant
        back = _is_reversed(call)
        if back is None or not _is_known_to_lack(file, function, node):
            return
        place = placed(file.lines, function)
        down = (part is not node) != back
        if not place and not down:
            return  # the least first: what has none may count as nothing, or as unknown
        last = place != "first"
        flag = f"{key} {'in' if last == back else 'not in'} {table}"
        value = f"{table}.get({key})" if part is node else f"-{table}.get({key}, 0)"
        text = f"{flag}, {value}" if parted else f"({flag}, {value})"
        why = f"{table} has nothing for some of what is put in order, which comes {'last' if last else 'first'}"
        yield edited(context, Idea(NAME, 0.88 if place else 0.8, why), file, replace(file, part, text))


def _key_of(file: SourceFile, part: ast.AST) -> tuple[bool, ast.Call | None]:
    """Whether the part is one of several, and the call that puts in order by it."""
    outer = file.parent(part)
    parted = isinstance(outer, ast.Tuple)
    function = file.parent(outer) if outer is not None and parted else outer
    word = file.parent(function) if isinstance(function, ast.Lambda) else None
    call = file.parent(word) if isinstance(word, ast.keyword) and word.arg == "key" else None
    if isinstance(call, ast.Call) and last_name(call.func) in _ORDERING:
        return parted, call
    return parted, None


def _is_reversed(call: ast.Call) -> bool | None:
    """Whether the order is turned round; None where only a run could tell."""
    given = next((word.value for word in call.keywords if word.arg == "reverse"), ast.Constant(False))
    return bool(given.value) if isinstance(given, ast.Constant) else None


def _is_known_to_lack(file: SourceFile, function: Function, node: ast.Subscript) -> bool:
    """The function asks the same table whether it has something: `.get(key)` of no default, or `in`."""
    table = ast.dump(node.value)
    for part in ast.walk(function):
        match part:
            case ast.Call(func=ast.Attribute(attr="get", value=owner), args=[_, *rest], keywords=[]):
                none = not rest or (isinstance(rest[0], ast.Constant) and rest[0].value is None)
                if ast.dump(owner) == table and none:
                    return True
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[owner]):
                if ast.dump(owner) == table:
                    return True
    return False


def _has_chosen(function: Function, node: ast.Subscript) -> bool:
    """The function picks those that the table has: `rated = [x for x in xs if x.id in stars]`."""
    tests = (test for part in ast.walk(function) if isinstance(part, ast.comprehension) for test in part.ifs)
    return any(
        isinstance(asked, ast.Compare)
        and isinstance(asked.ops[0], ast.In)
        and ast.dump(asked.comparators[0]) == ast.dump(node.value)
        for test in tests
        for asked in ast.walk(test)
    )

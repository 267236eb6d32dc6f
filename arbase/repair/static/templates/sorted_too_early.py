"""`itertools.groupby` over a list that was put in order and then changed: the same group comes twice.

The order goes behind the last change. Where the list was never put in order by the groups' key, the function's own
words must say that the groups come in its order: somebody may as well want them as they come.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "sorted-too-early"
# How a second group of the same key is told: what the first one took away is gone, what it made is there already.
_AGAIN = frozenset(("KeyError", "ValueError", "IntegrityError", "AssertionError", "FileExistsError", "UniqueViolation"))
_SAID = re.compile(r"\b(?:already|twice|duplicate|exists|again|unique)\b", re.IGNORECASE)
_ORDERED = re.compile(r"\b(?:sorted|ordered by|in (?:the )?order of|alphabetical\w*|ascending)\b", re.IGNORECASE)
_GROWS = frozenset(("append", "extend", "insert"))


class Grouping(NamedTuple):
    """The call of `groupby`, the name of what it goes through, its key, and the statement that it stands in."""

    call: ast.Call
    name: str
    key: ast.expr
    statement: ast.stmt


class SortedTooEarly(Template):
    """The sort moves down, or is added by the groups' key."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a crash in a loop over groups that looks like one group coming twice."""
        crash = context.crash
        if crash.exception not in _AGAIN and not _SAID.search(crash.message):
            return
        for frame in reversed(crash.frames):
            grouping = _grouping(frame)
            if grouping is None:
                continue
            sort = _sort_above(frame, grouping)
            if sort is not None:
                yield from _moved(context, frame, grouping, sort)
            else:
                yield from _added(context, frame, grouping)
            return


def _grouping(frame: Frame) -> Grouping | None:
    """The loop over groups around (or in) the statement that failed."""
    statements = [frame.statement, *(outer for outer in frame.file.ancestors(frame.statement))]
    for outer in statements:
        if not isinstance(outer, ast.stmt) or isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return None
        roots = [outer.iter] if isinstance(outer, ast.For) else [outer] if outer is frame.statement else []
        for node in (part for root in roots for part in ast.walk(root)):
            match node:
                case ast.Call(func=func, args=[ast.Name(id=name), *more], keywords=words) if (
                    last_name(func) == "groupby" and len(more) + len(words) == 1
                ):
                    key = more[0] if more else words[0].value
                    return Grouping(node, name, key, outer)
    return None


def _sort_above(frame: Frame, grouping: Grouping) -> ast.stmt | None:
    """The one statement above that puts the list in order, in the same block."""
    block = frame.file.block_of(grouping.statement)
    found = [one for one in block[: block.index(grouping.statement)] if _sort_key(one, grouping.name) is not None]
    elsewhere = [
        node
        for node in own_nodes(frame.function if frame.function is not None else frame.file.tree)
        if isinstance(node, ast.stmt) and _sort_key(node, grouping.name) is not None
    ]
    return found[0] if len(found) == len(elsewhere) == 1 else None


def _sort_key(statement: ast.stmt, name: str) -> ast.Call | None:
    """`xs.sort(...)` or `xs = sorted(xs, ...)`."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="sort", value=ast.Name(id=owner))) as call):
            return call if owner == name else None
        case ast.Assign(
            targets=[ast.Name(id=target)],
            value=ast.Call(func=ast.Name(id="sorted"), args=[ast.Name(id=owner)]) as call,
        ):
            return call if owner == target == name else None
    return None


def _moved(context: Context, frame: Frame, grouping: Grouping, sort: ast.stmt) -> Iterator[Draft]:
    file = frame.file
    block = file.block_of(sort)
    between = block[block.index(sort) + 1 : block.index(grouping.statement)]
    call = _sort_key(sort, grouping.name)
    keys = [word.value for word in call.keywords if word.arg == "key"] if call is not None else []
    if len(keys) != 1 or not _is_led_by(keys[0], grouping.key):
        return
    changes = [one for one in between if _changes(one, grouping.name)]
    if not changes:
        return
    over = between[: between.index(changes[-1]) + 1]
    own = {part.arg for part in ast.walk(sort) if isinstance(part, ast.arg)} | {grouping.name}
    names = {part.id for part in ast.walk(sort) if isinstance(part, ast.Name)} - own
    for one in over:
        stored = {part.id for part in ast.walk(one) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
        reads = any(isinstance(part, ast.Name) and part.id == grouping.name for part in ast.walk(one))
        if stored & names or (reads and not any(one is change for change in changes)):
            return
    start, end = file.line_start(sort.lineno), file.line_start((sort.end_lineno or sort.lineno) + 1)
    last = changes[-1]
    at = file.line_start((last.end_lineno or last.lineno) + 1)
    whole = file.starts_line(sort) and not file.text[file.span(sort)[1] : end].strip()
    alone = file.starts_line(last) and not file.text[file.span(last)[1] : at].strip(" \t\r\n").startswith(";")
    if not whole or not alone or not file.text[start:end].endswith("\n"):
        return
    why = f"{grouping.name} changes at line {last.lineno} after it was put in order, so that a group comes twice"
    yield edited(context, Idea(NAME, 0.94, why), file, Edit(start, end, ""), Edit(at, at, file.text[start:end]))


def _changes(statement: ast.stmt, name: str) -> bool:
    """The list gets other elements or more of them, whatever order they are in."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=target)], value=ast.ListComp(generators=[loop])) if target == name:
            return isinstance(loop.iter, ast.Name) and loop.iter.id == name and not loop.is_async
        case ast.Assign(targets=[ast.Name(id=target)], value=ast.BinOp(op=ast.Add(), left=left)) if target == name:
            return isinstance(left, ast.Name) and left.id == name
        case ast.AugAssign(target=ast.Name(id=target), op=ast.Add()):
            return target == name
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=attr, value=ast.Name(id=owner)))) if owner == name:
            return attr in _GROWS
        case ast.For(target=ast.Name(id=one), iter=ast.Name(id=source), orelse=[]) if source == name:
            return all(is_simple(inner) and _gives(inner, one) for inner in statement.body)
    return False


def _gives(statement: ast.stmt, one: str) -> bool:
    """`x.place = ...` or `x["place"] = ...`."""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
    owner = target.value if isinstance(target, ast.Attribute | ast.Subscript) else None
    return isinstance(owner, ast.Name) and owner.id == one


def _is_led_by(order: ast.expr, group: ast.expr) -> bool:
    """What is put in order by `order` is in order of `group` as well: it is the same, or the first part of it."""
    return ast.dump(order) == ast.dump(group) or _body(group) in (_body(order), _first(order))


def _body(key: ast.expr) -> str:
    """What a key gives for `_`, as text; `f` gives `f(_)`."""
    match key:
        case ast.Lambda(args=ast.arguments(args=[argument]), body=body):
            return re.sub(rf"\b{re.escape(argument.arg)}\b", "_", ast.unparse(body))
        case ast.Call(func=func, args=[ast.Constant(value=str() as name)]) if last_name(func) == "attrgetter":
            return f"_.{name}"
        case ast.Call(func=func, args=[ast.Constant() as entry]) if last_name(func) == "itemgetter":
            return f"_[{ast.unparse(entry)}]"
    return f"{ast.unparse(key)}(_)"


def _first(key: ast.expr) -> str:
    """The first part of what a key gives."""
    match key:
        case ast.Lambda(args=ast.arguments(args=[argument]), body=ast.Tuple(elts=[first, *_])):
            return re.sub(rf"\b{re.escape(argument.arg)}\b", "_", ast.unparse(first))
        case ast.Call(func=func, args=[first, _, *_]) if last_name(func) in ("attrgetter", "itemgetter"):
            return _body(ast.Call(func=func, args=[first], keywords=[]))
    return f"{_body(key)}[0]"


def _added(context: Context, frame: Frame, grouping: Grouping) -> Iterator[Draft]:
    """`groupby(sorted(xs, key=key), key=key)`; sorting is stable, so the order within the groups stays."""
    file, function = frame.file, frame.function
    said = ast.get_docstring(function) or "" if function is not None else ""
    if not _ORDERED.search(said) or _sorts(file, function, grouping.name):
        return
    key = file.segment(grouping.key)
    why = f"{grouping.name} is not in order of what it is grouped by, so that a group comes twice"
    given = grouping.call.args[0]
    yield edited(context, Idea(NAME, 0.86, why), file, replace(file, given, f"sorted({grouping.name}, key={key})"))


def _sorts(file: SourceFile, function: ast.AST | None, name: str) -> bool:
    scope = function if function is not None else file.tree
    return any(isinstance(node, ast.stmt) and _sort_key(node, name) is not None for node in ast.walk(scope))

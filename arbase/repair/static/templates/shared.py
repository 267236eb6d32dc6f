"""Something shared that an earlier request has changed."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import insert_after, insert_before
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "shared"
_COPIES = {"dict": "dict", "list": "list", "set": "set", "defaultdict": "dict", "OrderedDict": "dict"}
_CHANGES = frozenset(("pop", "remove", "popitem", "discard", "clear", "popleft"))


class Shared(Template):
    """Work on a copy of what the function only borrowed."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where a local name is another name of something that outlives the call, and is taken from."""
        frame = context.frame
        yield from self._taken(context)
        yield from _taken_below(context)
        name = self._changed(context)
        if name is None or frame.function is None:
            return
        kind = str(context.crash.described(name).get("type", "")).rpartition(".")[2]
        for item in definitions(frame.file, frame.function, name):
            if isinstance(item.value, ast.Attribute | ast.Name | ast.Subscript):
                text = frame.file.segment(item.value)
                why = f"{name} is another name of {text}, which the first call has changed"
                copy = f"{_COPIES[kind]}({text})" if kind in _COPIES else f"{text}.copy()"
                yield replaced(context, Idea(NAME, 0.85, why), frame.file, item.value, copy)
            shared = _stand_in(frame.file, item.value)
            if item.value is not None and shared and kind in _COPIES:
                text = frame.file.segment(item.value)
                why = f"{name} may be another name of {shared}, which the first call has changed"
                yield replaced(context, Idea(NAME, 0.86, why), frame.file, item.value, f"{_COPIES[kind]}({text})")

    @staticmethod
    def _taken(context: Context) -> Iterator[Draft]:
        """A key that something else took out of what it only borrowed: `fees = table["fees"]; fees.pop("service")`."""
        if context.crash.exception != "KeyError":
            return
        for file in context.codebase.sources:
            for node in file.nodes:
                taken = _takes(node)
                function = file.function_of(node)
                if taken is None or function is None or repr(taken[1]) != context.crash.message:
                    continue
                for item in definitions(file, function, taken[0]):
                    if isinstance(item.value, ast.Attribute | ast.Name | ast.Subscript):
                        text = file.segment(item.value)
                        why = f"{function.name} takes {taken[1]!r} out of {text}, which others read as well"
                        yield replaced(context, Idea(NAME, 0.8, why), file, item.value, f"dict({text})")
                    loop = item.statement
                    if (
                        isinstance(loop, ast.For)
                        and isinstance(loop.iter, ast.Name)
                        and isinstance(loop.target, ast.Name)
                    ):
                        rows, row = loop.iter.id, loop.target.id
                        copies = insert_before(file, loop, (f"{rows} = [dict({row}) for {row} in {rows}]",))
                        why = f"{function.name} takes {taken[1]!r} out of every {row}, which others read as well"
                        if copies is not None:
                            yield edited(context, Idea(NAME, 0.78, why), file, copies)
                    match loop:
                        case ast.For(
                            iter=ast.Subscript(value=ast.Name(id=whole), slice=ast.Constant() as key),
                            target=ast.Name(id=row),
                        ):
                            asked = file.segment(key)
                            text = f"{whole} = {{**{whole}, {asked}: [dict({row}) for {row} in {whole}[{asked}]]}}"
                            copies = insert_before(file, loop, (text,))
                            why = f"{function.name} takes {taken[1]!r} out of every {row}, which others read as well"
                            if copies is not None:
                                yield edited(context, Idea(NAME, 0.78, why), file, copies)

    def _changed(self, context: Context) -> str | None:
        """The local name that the failing statement takes something from."""
        statement = context.frame.statement
        if isinstance(statement, ast.Delete) and isinstance(statement.targets[0], ast.Subscript):
            target = statement.targets[0].value
            return target.id if isinstance(target, ast.Name) else None
        node = context.crash.node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and last_name(node.func) in _CHANGES:
            return node.func.value.id if isinstance(node.func.value, ast.Name) else None
        return None


def _taken_below(context: Context) -> Iterator[Draft]:
    """`view = dict(kept)`, then `del view["parts"][name]`: the copy is of one level, the mapping below is the kept one.

    Only of a function that gives the copy back: one that keeps it to itself changes what lies below on purpose.
    """
    node = context.crash.node
    match node:
        case (
            ast.Subscript(value=ast.Subscript(slice=ast.Constant(value=str(key))))
            | ast.Subscript(value=ast.Name(id=key))
        ):
            pass
        case _:
            return
    if context.crash.exception != "KeyError":
        return
    for file in context.codebase.sources:
        for function in file.functions:
            for name in sorted(_emptied(function, key)):
                made = definitions(file, function, name)
                source = _first_level(made[0].value) if len(made) == 1 else None
                if source is None or not _is_lent(file, function, source) or not _is_given_back(function, name):
                    continue
                below = f"{name}[{json.dumps(key, ensure_ascii=False)}]"
                own = insert_after(file, made[0].statement, (f"{below} = dict({below})",))
                if own is not None:
                    text = file.segment(source)
                    why = f"{function.name} copies one level of {text}; what it takes out of {below} others miss"
                    yield edited(context, Idea(NAME, 0.84, why), file, own)


def _emptied(function: Function, key: str) -> set[str]:
    """The local names under whose key a mapping lies that the function takes something out of."""
    found = set()
    for node in own_nodes(function):
        match node:
            case ast.Delete(
                targets=[ast.Subscript(value=ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=one)))]
            ) if one == key:
                found.add(name)
            case ast.Call(
                func=ast.Attribute(
                    attr="pop" | "popitem" | "clear",
                    value=ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=one)),
                )
            ) if one == key:
                found.add(name)
    return found


def _first_level(made: ast.expr | None) -> ast.expr | None:
    """What `dict(x)`, `{**x}`, `x.copy()` or `copy.copy(x)` is a copy of."""
    match made:
        case ast.Call(func=ast.Name(id="dict"), args=[ast.expr() as one]):
            return one
        case ast.Dict(keys=[None, *_], values=[ast.expr() as one, *_]) if made.keys == [None]:
            return one
        case ast.Call(func=ast.Attribute(attr="copy", value=ast.Name(id="copy")), args=[ast.expr() as one]):
            return one
        case ast.Call(func=ast.Attribute(attr="copy", value=ast.expr() as one), args=[], keywords=[]):
            return one
    return None


def _is_lent(file: SourceFile, function: Function, source: ast.expr) -> bool:
    """It was given to the function or is held by an object or a table: not made on the spot."""
    if isinstance(source, ast.Name):
        return not definitions(file, function, source.id)
    return isinstance(source, ast.Attribute | ast.Subscript)


def _is_given_back(function: Function, name: str) -> bool:
    return any(
        isinstance(part, ast.Name) and part.id == name
        for node in own_nodes(function)
        if isinstance(node, ast.Return | ast.Yield) and node.value is not None
        for part in ast.walk(node.value)
    )


def _stand_in(file: SourceFile, value: ast.expr | None) -> str:
    """What outlives the call in `given or DEFAULTS` and `DEFAULTS if given is None else given`; else empty."""
    match value:
        case ast.BoolOp(op=ast.Or(), values=[_, ast.Name() as one]):
            branches = [one]
        case ast.IfExp(body=one, orelse=other):
            branches = [item for item in (one, other) if isinstance(item, ast.Name)]
        case _:
            return ""
    made = {
        target.id: node.value
        for node in file.tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return next((one.id for one in branches if isinstance(made.get(one.id), ast.Dict | ast.List | ast.Set)), "")


def _takes(node: ast.AST) -> tuple[str, str] | None:
    """The local name and the key, where a statement takes a key out of a mapping."""
    match node:
        case ast.Call(func=ast.Attribute(attr="pop", value=ast.Name(id=name)), args=[ast.Constant(value=str(key)), *_]):
            return name, key
        case ast.Delete(targets=[ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(key)))]):
            return name, key
    return None

"""Something shared that an earlier request has changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import insert_before
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

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

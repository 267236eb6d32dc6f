"""Hooks of which some are coroutine functions and some are not: what such a call gives is awaited only if it can be."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions, is_bound_at, parameters
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "hooks"
_NO_COROUTINE = re.compile(r"object \S+ can't be used in 'await' expression")


class Hooks(Template):
    """`result = hook(x)`, and `await result` where that is a coroutine."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For an `await` of a call whose function is a value: a parameter, an entry, one of several."""
        crash, frame = context.crash, context.frame
        node = crash.node
        if not _NO_COROUTINE.search(crash.message) or not isinstance(node, ast.Await) or frame.function is None:
            return
        if isinstance(node.value, ast.Call) and is_handed(context, node.value):
            edit = _either(context, node, node.value)
            if edit is not None:
                why = f"{frame.file.segment(node.value.func)} may be a coroutine function or not"
                asked, imports = _asked(frame.file)
                text = edit.text.replace("ASKED", asked)
                yield edited(context, Idea(NAME, 0.95, why, "", imports), frame.file, Edit(edit.start, edit.end, text))


def is_handed(context: Context, call: ast.Call) -> bool:
    """What is called is no function by its name: it was handed over or looked up, so that it may be any."""
    frame, func = context.frame, call.func
    if isinstance(func, ast.Subscript):
        return True
    if not isinstance(func, ast.Name) or frame.function is None:
        return False
    given = [item for item in parameters(frame.function) if item.arg == func.id]
    bound = definitions(frame.file, frame.function, func.id)
    return bool(given) or any(item.element_of is not None or item.value is not None for item in bound)


def _asked(file: SourceFile) -> tuple[str, tuple[str, ...]]:
    """How the file can ask whether something is to be awaited."""
    for node in file.tree.body:
        if isinstance(node, ast.Import) and any(alias.name == "inspect" and not alias.asname for alias in node.names):
            return "inspect.isawaitable", ()
    return "asyncio.iscoroutine", ("import asyncio",)


def _either(context: Context, node: ast.Await, call: ast.Call) -> Edit | None:
    """The whole statement written anew: an expression, an assignment to a name, or a `return`."""
    frame = context.frame
    file, statement = frame.file, frame.statement
    if not file.starts_line(statement):
        return None
    name, close = "result", ""
    match statement:
        case ast.Expr(value=value) if value is node:
            last = "await {name}"
        case ast.Assign(targets=[ast.Name(id=target)], value=value) if value is node:
            name, last = target, "{name} = await {name}"
        case ast.Return(value=value) if value is node:
            last, close = "return await {name}", "return {name}"
        case _:
            return None
    if not isinstance(statement, ast.Assign) and is_bound_at(file, frame.function, name, 1 << 30):
        name = "answered"
    indent, line = file.indent(statement), file.newline
    lines = [f"{name} = {file.segment(call)}", f"if ASKED({name}):", file.unit + last.format(name=name)]
    lines += [close.format(name=name)] if close else []
    start, end = file.span(statement)
    return Edit(start, end, f"{line}{indent}".join(lines))

"""A related record that is asked for after its session has ended: it is loaded together with the record."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import Function, SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "eager"
_SAID = re.compile(r"Parent instance <(\w+) .*lazy load operation of attribute '(\w+)'")
_LOADERS = ("selectinload", "joinedload", "subqueryload")
_SELECTS = frozenset(("select", "query"))


class Eager(Template):
    """One more `selectinload` in the query that the crashed code's record came from."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """The query of the nearest function that was called for the record, SQLAlchemy only."""
        said = _SAID.search(context.crash.message)
        if context.crash.exception != "DetachedInstanceError" or said is None:
            return
        model, attribute = said[1], said[2]
        for file, function in _loading(context, model):
            called = [last_name(node.func) for node in file.nodes if isinstance(node, ast.Call)]
            loader = next((name for name in called if name in _LOADERS), _LOADERS[0])
            option = f"{loader}({model}.{attribute})"
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                selects = last_name(call.func) in _SELECTS and any(last_name(item) == model for item in call.args)
                if not selects or option in file.segment(function):
                    continue
                known = _import(context, loader, file)
                where = f"{file.path}:{call.lineno}"
                why = f"{function.name} gives a {model} whose session has ended, without its {attribute}"
                idea = Idea(NAME, 0.88, why, where, (known,) if known else ())
                yield edited(context, idea, file, _with_option(file, call, option))
                return


def _loading(context: Context, model: str) -> Iterator[tuple[SourceFile, Function]]:
    """The functions that the running ones call for what they hold, then all others, that select the model."""
    near: list[str] = []
    for frame in reversed(context.crash.frames):
        for node in ast.walk(frame.function) if frame.function is not None else ():
            if isinstance(node, ast.Call):
                near.append(last_name(node.func))
        for name in [part.id for part in ast.walk(frame.statement) if isinstance(part, ast.Name)]:
            for item in definitions(frame.file, frame.function, name):
                if isinstance(item.value, ast.Call):
                    near.insert(0, last_name(item.value.func))
    order = {name: number for number, name in reversed(list(enumerate(near)))}
    found = [
        (order.get(function.name, len(near) + 1), file, function)
        for file in context.codebase.sources
        for function in file.functions
        if any(
            isinstance(node, ast.Call)
            and last_name(node.func) in _SELECTS
            and any(last_name(item) == model for item in node.args)
            for node in ast.walk(function)
        )
    ]
    yield from ((file, function) for rank, file, function in sorted(found, key=lambda one: one[0]) if rank <= len(near))


def _with_option(file: SourceFile, call: ast.Call, option: str) -> Edit:
    """In the `.options(...)` that the query has, else in one of its own."""
    node: ast.AST = call
    while isinstance(parent := file.parent(node), ast.Attribute | ast.Call):
        if isinstance(parent, ast.Call) and last_name(parent.func) == "options" and parent.args:
            start = file.span(parent.args[0])[0]
            return Edit(start, start, f"{option}, ")
        if isinstance(parent, ast.Call) and parent.func is not node:
            break
        node = parent
    end = file.span(call)[1]
    return Edit(end, end, f".options({option})")


def _import(context: Context, loader: str, file: SourceFile) -> str | None:
    """The import that the loader needs; None where the file has it."""
    for other in context.codebase.sources:
        needed = import_of(loader, other, file, context.service.source_roots)
        if needed is not None:
            return needed or None
    return f"from sqlalchemy.orm import {loader}"

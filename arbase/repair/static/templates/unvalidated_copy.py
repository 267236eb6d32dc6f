"""`model_copy(update=change.model_dump())` puts mappings where models were: Pydantic copies without reading again.

The changed whole is validated anew, so that its parts are what the fields are declared to be.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions, parameters
from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "unvalidated-copy"
_ABOUT_DICT = re.compile(r"'dict' object|not 'dict'|and 'dict'|'dict' and|\bdict\b")
_DUMPS = frozenset(("model_dump", "dict"))


class UnvalidatedCopy(Template):
    """`Model.model_validate(model.model_dump() | changes)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a copy with a dumped update in a running function, where a mapping was read like an object."""
        crash = context.crash
        kinds = {crash.type_of(node.value) for node in [crash.node] if isinstance(node, ast.Attribute)}
        if not _ABOUT_DICT.search(crash.message) and "dict" not in kinds:
            return
        for frame in reversed(crash.frames):
            if frame.function is None:
                continue
            for call in [node for node in own_nodes(frame.function) if isinstance(node, ast.Call)]:
                yield from _validated(context, frame.file, frame.function, call)


def _validated(context: Context, file: SourceFile, function: Function, call: ast.Call) -> Iterator[Draft]:
    match call:
        case ast.Call(
            func=ast.Attribute(value=ast.Name() as owner, attr="model_copy"),
            args=[],
            keywords=[ast.keyword(arg="update", value=update)],
        ) if _is_dumped(file, function, update):
            kind = _class_of(context, file, function, owner)
            text = f"{kind}.model_validate({owner.id}.model_dump() | {file.segment(update)})"
            why = f"a copy of {owner.id} is not read again, so the parts of the update stay mappings"
            yield edited(context, Idea(NAME, 0.9, why), file, replace(file, call, text))


def _is_dumped(file: SourceFile, function: Function, update: ast.expr) -> bool:
    if isinstance(update, ast.Name):
        values = [item.value for item in definitions(file, function, update.id)]
        return len(values) == 1 and values[0] is not None and _is_dumped(file, function, values[0])
    return isinstance(update, ast.Call) and last_name(update.func) in _DUMPS


def _class_of(context: Context, file: SourceFile, function: Function, owner: ast.Name) -> str:
    """The model's name where the function is told it, else however it is asked for at run time."""
    kinds = [item.annotation for item in parameters(function) if item.arg == owner.id]
    known = [last_name(kind) for kind in kinds if isinstance(kind, ast.Name) and kind.id in context.statuses.classes]
    return known[0] if known else f"type({owner.id})"

"""An empty YAML document is null, where the program reads a mapping or a list: there is nothing in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.attributes import Held, held_by
from arbase.repair.static.edit import replace
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.source import SourceFile, own_nodes
from arbase.repair.static.templates.building import Idea, edited, in_brackets
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import none_node
from arbase.workspace.documents import empty_of, reads_document
from arbase.workspace.tree import Function

NAME = "empty-document"
MAX_STEPS = 3


class EmptyDocument(Template):
    """`yaml.safe_load(stream) or {}`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For None that comes of a reader of YAML, also through own functions."""
        node = none_node(context.crash)
        if node is None:
            return
        origin = origin_of(context.crash, node)
        held = held_by(context.flow, origin.frame.file, origin.node)
        found = held or Held(origin.frame.file, origin.frame.function, origin.node)
        if not isinstance(found.node, ast.Call):
            return
        place = _reader(context, found.file, found.function, found.node)
        if place is None:
            return
        file, function, call = place
        empty = empty_of(function, file.text, context.crash.message)
        if empty and not isinstance(file.parent(call), ast.BoolOp):
            text = in_brackets(file, call, f"{file.segment(call)} or {empty}")
            idea = Idea(NAME, 0.9, "an empty document of YAML is null, and there is nothing in it")
            yield edited(context, idea, file, replace(file, call, text))


def _reader(
    context: Context, file: SourceFile, function: Function | None, call: ast.Call
) -> tuple[SourceFile, Function | None, ast.Call] | None:
    """The call that reads the document: this one, or the one whose result an own function returns."""
    for _ in range(MAX_STEPS):
        if reads_document(call):
            return file, function, call
        place = callee_of(context.codebase.sources, call)
        if place is None:
            return None
        file, function = place
        found = [node.value for node in own_nodes(function) if isinstance(node, ast.Return) and node.value is not None]
        value = found[0] if len(found) == 1 else None
        if isinstance(value, ast.Name):
            name = value.id
            given = [node.value for node in own_nodes(function) if isinstance(node, ast.Assign)
                     and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name]  # fmt: skip
            value = given[0] if len(given) == 1 else None
        if not isinstance(value, ast.Call):
            return None
        call = value
    return None

"""Something shared that an earlier request has changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, replaced
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

"""Stored data with fields that the class no longer has, or does not have yet: it is handed those that it knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "further-fields"
_EXTRA = re.compile(r"Extra inputs are not permitted|extra_forbidden")
_UNEXPECTED = re.compile(r"(\w+)\.__init__\(\) got an unexpected keyword argument|(\w+)\(\) got an unexpected keyword")


class FurtherFields(Template):
    """Leave out what the class has no field for, where the data is the service's own."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For `Model.model_validate(data)`, `Model(**data)` and dataclasses."""
        message, node = context.crash.message, context.crash.node
        known = bool(_EXTRA.search(message)) and context.crash.exception == "ValidationError"
        if not known and not (context.crash.exception == "TypeError" and _UNEXPECTED.search(message)):
            return
        calls = [node] if isinstance(node, ast.Call) else list(ast.walk(context.frame.statement))
        for call in calls:
            if isinstance(call, ast.Call) and (found := self._given(context, call)) is not None:
                yield found
                return

    @staticmethod
    def _given(context: Context, call: ast.Call) -> Draft | None:
        frame, file = context.frame, context.frame.file
        spread = next((word for word in call.keywords if word.arg is None), None)
        if last_name(call.func) == "model_validate" and isinstance(call.func, ast.Attribute) and call.args:
            owner, data = call.func.value, call.args[0]
        elif spread is not None:
            owner, data = call.func, spread.value
        else:
            return None
        name = last_name(owner)
        place = context.statuses.classes.get(name)
        if place is None or context.flow.sent(file, frame.function, data):
            return None
        model = any(last_name(base) not in ("object", "Exception") for base in place[1].bases)
        dataclass = any(last_name(getattr(item, "func", item)) == "dataclass" for item in place[1].decorator_list)
        if not model and not dataclass:
            return None
        fields = f"{file.segment(owner)}.{'__dataclass_fields__' if dataclass else 'model_fields'}"
        text = f"{{name: value for name, value in {_items(file.segment(data), data)} if name in {fields}}}"
        where = f"{place[0].path}:{place[1].lineno}"
        idea = Idea(NAME, 0.8, f"what is stored has fields that {name} does not know", where)
        return edited(context, idea, file, replace(file, data, text))


def _items(text: str, node: ast.expr) -> str:
    """The names and values of a mapping; a row of SQLite has to be made one."""
    match node:
        case ast.Call(func=ast.Name(id="dict"), args=[_]):
            return f"{text}.items()"
        case ast.Name() | ast.Attribute() | ast.Subscript():
            return f"dict({text}).items()"
    return f"({text}).items()" if not isinstance(node, ast.Call) else f"{text}.items()"

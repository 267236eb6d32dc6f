"""Validators of Pydantic that crash where they should leave the complaint to others.

`mode="before"` sees what was sent, whatever it is: what is no text is for the field's own type to refuse. And a field
that did not pass is not in `info.data`: its own complaint says enough.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import insert_before
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "validators"
_LACKS = re.compile(r"'(\w+)' object has no attribute '(\w+)'")
# What the methods tell of the type that the validator reckons with.
_KINDS: dict[type, str] = {str: "str", dict: "dict", list: "list"}
_FIELD = frozenset(("field_validator", "validator"))
_MODEL = frozenset(("model_validator", "root_validator"))


class Validators(Template):
    """`if not isinstance(value, str): return value`, `if "other" not in info.data: return value`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the crashed validator."""
        frame, function = context.frame, context.frame.function
        if function is None or not _is_validator(function):
            return
        if context.crash.exception == "AttributeError":
            yield from _of_any_type(context, frame, function)
        elif context.crash.exception == "KeyError":
            yield from _failed_before(context, frame, function)


def _is_validator(function: Function) -> bool:
    return any(last_name(item) in _FIELD | _MODEL for item in function.decorator_list)


def _value_name(file: SourceFile, function: Function) -> str:
    """The parameter that takes the value: the first behind the class."""
    names = [item.arg for item in function.args.args]
    inside = isinstance(file.parent(function), ast.ClassDef)
    static = any(last_name(item) == "staticmethod" for item in function.decorator_list)
    names = names[1:] if inside and not static else names
    return names[0] if names else ""


def _of_any_type(context: Context, frame: Frame, function: Function) -> Iterator[Draft]:
    """A validator that runs before the type is known asks for a method that only one type has."""
    value = _value_name(frame.file, function)
    found = _LACKS.search(context.crash.message)
    before = any(
        isinstance(item, ast.Call)
        and any(word.arg == "mode" and "before" in ast.unparse(word.value) for word in item.keywords)
        for item in function.decorator_list
    )
    node = context.crash.node
    if not before or found is None or not isinstance(node, ast.Attribute) or last_name(node.value) != value:
        return
    if not isinstance(node.value, ast.Name) or _rebound(function, value, frame.line):
        return
    asked = {part.attr for part in ast.walk(function) if isinstance(part, ast.Attribute)
             and isinstance(part.value, ast.Name) and part.value.id == value}  # fmt: skip
    kinds = [name for kind, name in _KINDS.items() if all(hasattr(kind, item) for item in asked)]
    if len(kinds) != 1 or kinds[0] == found[1] or _takes_anything(frame.file, function):
        return
    lines = (f"if not isinstance({value}, {kinds[0]}):", f"\treturn {value}")
    edit = insert_before(frame.file, frame.statement, lines)
    if edit is not None:
        why = f"before its type is checked, {value} may be anything: the field itself refuses what is no {kinds[0]}"
        yield edited(context, Idea(NAME, 0.93, why), frame.file, edit)


def _takes_anything(file: SourceFile, function: Function) -> bool:
    """The field itself refuses nothing: whoever leaves the value to it lets it through."""
    owner = file.class_of(function)
    fields = [item for item in owner.body if isinstance(item, ast.AnnAssign)] if owner is not None else []
    kinds = [item.annotation for item in fields if last_name(item.target) in _checked(function)]
    return any(last_name(part) in ("Any", "object") for kind in kinds for part in ast.walk(kind))


def _checked(function: Function) -> list[object]:
    """The fields that the validator is for."""
    given = [item for call in function.decorator_list if isinstance(call, ast.Call) for item in call.args]
    return [item.value for item in given if isinstance(item, ast.Constant)]


def _rebound(function: Function, name: str, line: int) -> bool:
    """The name has got another value above the line."""
    stored = [node for node in own_nodes(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return any(node.id == name and node.lineno < line for node in stored)


def _failed_before(context: Context, frame: Frame, function: Function) -> Iterator[Draft]:
    """`info.data["other"]`, where the other field was declared in front and did not pass."""
    value = _value_name(frame.file, function)
    match context.crash.node:
        case ast.Subscript(value=mapping, slice=ast.Constant(value=str() as field)):
            pass
        case _:
            return
    owner = frame.file.class_of(function)
    checked = _checked(function)
    if owner is None or not _is_data(mapping, function) or not _in_front(owner, field, checked):
        return
    text = frame.file.segment(mapping)
    lines = (f'if "{field}" not in {text}:', f"\treturn {value}")
    edit = insert_before(frame.file, frame.statement, lines)
    if edit is not None:
        why = f"{text} has no {field} where that did not pass, which is complained of already"
        yield edited(context, Idea(NAME, 0.93, why), frame.file, edit)


def _is_data(mapping: ast.expr, function: Function) -> bool:
    """`info.data`, or the `values` of the older form."""
    names = [item.arg for item in function.args.args]
    match mapping:
        case ast.Attribute(value=ast.Name(id=info), attr="data"):
            return info in names
        case ast.Name(id=name):
            return name in names[2:] and not any(last_name(item) in _MODEL for item in function.decorator_list)
    return False


def _in_front(owner: ast.ClassDef, field: str, checked: list[object]) -> bool:
    """The field is declared above those that the validator checks: else it is never there."""
    order = [last_name(item.target) for item in owner.body if isinstance(item, ast.AnnAssign)]
    known = [order.index(str(name)) for name in checked if name in order]
    return field in order and bool(known) and len(known) == len(checked) and order.index(field) < min(known)

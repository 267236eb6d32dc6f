"""A field that is empty since one of several writers forgot it: the others set it together with another field."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from arbase.repair.static.dataflow import definitions, is_bound_at, module_names
from arbase.repair.static.edit import Edit, add_option, insert_after
from arbase.repair.static.imports import import_of
from arbase.repair.static.origin import origin_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import none_node
from arbase.workspace.set_together import Forgotten, forgotten

NAME = "set-together"
# `ride.save(update_fields=["status"])`, `Ride.objects.bulk_update(rides, ["status"])` write what they name.
_SAVES = frozenset(("save", "asave", "bulk_update", "abulk_update"))
_DEEP = 3


class SetTogether(Template):
    """The writer that forgets the field sets it as the others do."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each writer that forgets what was None in the crashed frame or was handed down to it as None."""
        node = none_node(context.crash)
        if node is None:
            return
        given = origin_of(context.crash, node).node
        field = last_name(given) if isinstance(given, ast.Attribute | ast.Subscript) else ""
        trees = {file.path: file.tree for file in context.codebase.sources}
        for item in forgotten(trees, field) if field else ():
            yield from _mended(context, item, field)


def _mended(context: Context, item: Forgotten, field: str) -> Iterator[Draft]:
    source, target = context.codebase.file(item.example.path), context.codebase.file(item.writer.path)
    if source is None or target is None:
        return
    value = _value(context, source, target, item, item.example.values[field])
    edits = _edits(target, item, field, value.text) if value is not None else ()
    if value is None or not edits:
        return
    trigger = item.writer.values[item.trigger]
    place = f"{source.path}:{getattr(item.example.nodes[field], 'lineno', 0)}"
    why = (
        f"{item.writer.function.name} sets {item.trigger} to {target.segment(trigger)} without {field}, which "
        f"{item.example.function.name} sets together with it"
    )
    yield edited(context, Idea(NAME, 0.9, why, place, value.imports), target, *edits)


class _Value(NamedTuple):
    text: str
    imports: tuple[str, ...]


def _value(
    context: Context, source: SourceFile, target: SourceFile, item: Forgotten, value: ast.expr, deep: int = _DEEP
) -> _Value | None:
    """What the other writer gives the field, in words that mean the same where it is missing; None if there are none.

    A local name of the other writer stands for what it was given there. A literal is what that writer chose for its own
    case, as a reason or who did it; what is asked for each time, as the time of day, is right for both.
    """
    if isinstance(value, ast.Name) and value.id not in module_names(source):
        made = [one.value for one in definitions(source, item.example.function, value.id)]
        if len(made) == 1 and made[0] is not None and deep:
            return _value(context, source, target, item, made[0], deep - 1)
        return None
    if not any(isinstance(node, ast.Call) for node in ast.walk(value)):
        return None
    imports: list[str] = []
    line = getattr(item.writer.nodes[item.trigger], "lineno", item.writer.function.lineno)
    for part in [node for node in ast.walk(value) if isinstance(node, ast.Name)]:
        local = definitions(source, item.example.function, part.id)
        named = {one.arg for one in ast.walk(item.example.function.args) if isinstance(one, ast.arg)}
        hidden = part.id not in module_names(target) and is_bound_at(target, item.writer.function, part.id, line)
        needed = import_of(part.id, source, target, context.service.source_roots)
        if local or part.id in named or hidden or needed is None:
            return None
        imports += [needed] if needed else []
    return _Value(source.segment(value), tuple(imports))


def _edits(file: SourceFile, item: Forgotten, field: str, value: str) -> tuple[Edit, ...]:
    """The field beside the one that is set: in the call for many rows, or as a statement behind the other one."""
    call, node = item.writer.call, item.writer.nodes[item.trigger]
    if call is not None and isinstance(node, ast.keyword):
        edit = add_option(file, call, f"{field}={value}")
        return (edit,) if edit is not None else ()
    if call is not None:
        table = next((one for one in call.args if isinstance(one, ast.Dict) and node in one.keys), None)
        key = f"{file.segment(node.value)}.{field}" if isinstance(node, ast.Attribute) else f'"{field}"'
        end = file.span(table.values[-1])[1] if table is not None else 0
        return (Edit(end, end, f", {key}: {value}"),) if table is not None else ()
    if not isinstance(node, ast.Assign):
        return ()
    target = next(one for one in node.targets if last_name(one) == item.trigger)
    name = f'{item.writer.owner}["{field}"]' if isinstance(target, ast.Subscript) else f"{item.writer.owner}.{field}"
    edit = insert_after(file, node, (f"{name} = {value}",))
    return (edit, *_saved(file, item, field)) if edit is not None else ()


def _saved(file: SourceFile, item: Forgotten, field: str) -> Iterator[Edit]:
    """Where a call names what it saves, the field is saved as well."""
    named = partial(_names, item.trigger)
    for call in (node for node in ast.walk(item.writer.function) if isinstance(node, ast.Call)):
        given = [*call.args, *(word.value for word in call.keywords)] if last_name(call.func) in _SAVES else []
        for names in (one for one in given if isinstance(one, ast.List | ast.Tuple | ast.Set) and named(one)):
            end = file.span(names.elts[-1])[1]
            yield Edit(end, end, f', "{field}"')


def _names(trigger: str, names: ast.List | ast.Tuple | ast.Set) -> bool:
    return any(isinstance(one, ast.Constant) and one.value == trigger for one in names.elts)

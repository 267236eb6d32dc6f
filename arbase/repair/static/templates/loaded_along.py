"""A related record that Django would have to load within a coroutine, which it refuses: the query loads it along."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Crash, Frame
from arbase.repair.static.dataflow import argument_of, is_method
from arbase.repair.static.edit import Edit
from arbase.repair.static.origin import call_in
from arbase.repair.static.source import Codebase, SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.eager import functions_near
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function, dotted

NAME = "loaded-along"
_FORWARD = frozenset(("ForeignKey", "OneToOneField"))
_RELATIONS = _FORWARD | {"ManyToManyField"}
_SHORTCUTS = frozenset(("get_object_or_404", "aget_object_or_404", "get_list_or_404", "aget_list_or_404"))
# Ways to end a query that give no records, or only parts of them.
_NO_RECORDS = frozenset(
    (
        "values", "values_list", "only", "defer", "aggregate", "aaggregate", "count", "acount", "exists", "aexists",
        "create", "acreate", "bulk_create", "abulk_create", "update", "aupdate", "delete", "adelete", "raw", "add",
        "aadd", "set", "aset", "clear", "aclear", "remove", "aremove", "get_or_create", "aget_or_create",
        "update_or_create", "aupdate_or_create",
    )
)  # fmt: skip


class _Relation(NamedTuple):
    """The model that a relation leads to, and whether to many records of it."""

    model: str
    many: bool


Relations = dict[str, dict[str, _Relation]]


class LoadedAlong(Template):
    """`select_related("shift__driver")` where the query loads the shift only; `prefetch_related` of many."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """The queries of the nearest function that was called for the record."""
        ways = _asked(context.crash) if context.crash.exception == "SynchronousOnlyOperation" else []
        relations = _relations(context.codebase) if ways else {}
        for file, function in functions_near(context) if relations else ():
            found = False
            for path, edit, line in _queries(file, function, relations, ways):
                found = True
                why = f"{function.name} loads no {path.replace('__', '.')}, which cannot be loaded later in a coroutine"
                yield edited(context, Idea(NAME, 0.9, why, f"{file.path}:{line}"), file, edit)
            if found:
                return


def _relations(codebase: Codebase) -> Relations:
    """The relations of each model by name, those that lead back included."""
    found: Relations = {}
    for file in codebase.sources:
        for model in (node for node in file.nodes if isinstance(node, ast.ClassDef)):
            for node in model.body:
                made = node.value if isinstance(node, ast.Assign) else None
                if not isinstance(node, ast.Assign) or not isinstance(made, ast.Call):
                    continue
                kind = last_name(made.func)
                if kind not in _RELATIONS or not made.args:
                    continue
                given = made.args[0]
                text = str(given.value) if isinstance(given, ast.Constant) else last_name(given)
                target = model.name if text == "self" else text.rpartition(".")[2]
                found.setdefault(model.name, {})[last_name(node.targets[0])] = _Relation(target, kind not in _FORWARD)
                told = next((word.value for word in made.keywords if word.arg == "related_name"), None)
                single = kind == "OneToOneField"
                back = str(told.value) if isinstance(told, ast.Constant) else model.name.lower() + "_set" * (not single)
                if back.isidentifier():
                    found.setdefault(target, {})[back] = _Relation(model.name, not single)
    return found


def _asked(crash: Crash) -> list[list[str]]:
    """The attributes by which the record was reached, those that the frames above went along first.

    What the function reads on behind it counts as well, one way each: it would be refused in the same way.
    """
    node: ast.AST | None = crash.node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "all":
        node = node.func.value
    if not isinstance(node, ast.Attribute) or not dotted(node):
        return []
    begins = f"{dotted(node)}."
    scope = crash.frame.function or crash.frame.statement
    ways = [one for one in map(dotted, ast.walk(scope)) if f"{one}.".startswith(begins)]
    names: list[str] = []
    for index in range(len(crash.frames) - 1, 0, -1):
        root = dotted(node).partition(".")[0]
        node = _handed(crash.frames[index - 1], crash.frames[index], root) if root else None
        names = [*dotted(node).split(".")[1:], *names]
    return [[*names, *way.split(".")[1:]] for way in dict.fromkeys(ways)]


def _handed(caller: Frame, callee: Frame, name: str) -> ast.expr | None:
    """What the frame above handed over under the name; the object itself for `self` of a method or property."""
    if callee.function is None:
        return None
    bound = is_method(callee.file, callee.function)
    call = call_in(caller, callee.function.name)
    given = argument_of(call, callee.function, name, bound=bound) if call is not None else None
    first = callee.function.args.args[:1]
    if given is None and bound and first and first[0].arg == name:
        nodes = [node for node in header_nodes(caller.statement) if isinstance(node, ast.Attribute)]
        return next((node.value for node in nodes if node.attr == callee.function.name), None)
    return given


def _path(relations: Relations, model: str, ways: list[list[str]]) -> tuple[str, bool]:
    """`shift__driver`, the longest way of relations from the model; whether it leads to many."""
    return max((_longest(relations, model, names) for names in ways), key=lambda found: found[0].count("__"))


def _longest(relations: Relations, model: str, names: list[str]) -> tuple[str, bool]:
    for start in range(len(names)):
        owner, links, many = model, list[str](), False
        for name in names[start:]:
            relation = relations.get(owner, {}).get(name)
            if relation is None:
                break
            owner, many = relation.model, many or relation.many
            links.append(name)
        if links:
            return "__".join(links), many
    return "", False


def _queries(
    file: SourceFile, function: Function, relations: Relations, ways: list[list[str]]
) -> Iterator[tuple[str, Edit, int]]:
    """(path, edit, line) for each query of a function for records that have the relation."""
    for node in (node for node in ast.walk(function) if isinstance(node, ast.Attribute | ast.Name)):
        model = _model(file, node, relations)
        path, many = _path(relations, model, ways) if model else ("", False)
        if not path:
            continue
        calls = _chain(file, node)
        if any(last_name(call.func) in _NO_RECORDS for call in calls):
            continue
        method = "prefetch_related" if many else "select_related"
        there = next((call for call in calls if last_name(call.func) == method), None)
        if there is not None:
            edit = _one_more(file, there, path)
        else:
            end = file.span(node)[1]
            manager = ".objects" if isinstance(node, ast.Name) else ""
            edit = Edit(end, end, f'{manager}.{method}("{path}")')
        if edit is not None:
            yield path, edit, node.lineno


def _model(file: SourceFile, node: ast.AST, relations: Relations) -> str:
    """The model of `Ride.objects`, of `shift.rides`, and of the first argument of `get_object_or_404(Ride, ...)`."""
    match node:
        case ast.Name(id=model) if model in relations:
            call = file.parent(node)
            first = isinstance(call, ast.Call) and last_name(call.func) in _SHORTCUTS and call.args[:1] == [node]
            return model if first else ""
        case ast.Attribute(value=ast.Name(id=model), attr="objects") if model in relations:
            return model
        case ast.Attribute(attr=name):
            led = {one[name].model for one in relations.values() if name in one and one[name].many}
            return led.pop() if len(led) == 1 else ""
    return ""


def _chain(file: SourceFile, node: ast.AST) -> list[ast.Call]:
    """The calls on a manager and on what they give, the first one first."""
    found: list[ast.Call] = []
    current = node
    while isinstance(link := file.parent(current), ast.Attribute):
        call = file.parent(link)
        if not isinstance(call, ast.Call) or call.func is not link:
            break
        found.append(call)
        current = call
    return found


def _one_more(file: SourceFile, call: ast.Call, path: str) -> Edit | None:
    """The path among those that the call names, in the place of one that is its beginning; None where it is there."""
    told = {one: one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    known = any(f"{text}__".startswith(f"{path}__") for text in told.values())
    if known or not call.args or len(told) < len(call.args):
        return None
    for one, text in told.items():
        if path.startswith(f"{text}__") and last_name(call.func) == "select_related":
            start, end = file.span(one)
            return Edit(start, end, f'"{path}"')
    end = file.span(call.args[-1])[1]
    return Edit(end, end, f', "{path}"')

"""Rows that name another row above them, and a writer who lets one stand above itself, by way of others.

`resolve(number)` calls itself for `get(number)["base"]` and never comes to an end. Whoever stores a base looks it up,
so that it exists; it goes on from there to the last one above and refuses what it has met already. That answers the
write by which the circle would close. It would be wrong where circles are allowed and whoever follows them has to stop,
so the notes or docstrings have to say that they are refused, and with which status.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from arbase.repair.static.dataflow import definitions, is_method, parameters
from arbase.repair.static.edit import insert_after
from arbase.repair.static.refusals import Need
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, refusal_draft
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.recursion import own_calls
from arbase.workspace.circles import circles_refused
from arbase.workspace.tree import Function, dotted

NAME = "closed-circle"
ABOVE, MET = "above", "met"


class Climb(NamedTuple):
    """What calls itself for the row above: its parameter, the look-up (`self.get`), and how it reads what is above."""

    file: SourceFile
    function: Function
    key: str
    look_up: str
    field: str
    above: str
    ends_at_none: bool


class Stored(NamedTuple):
    """The statement of a writer that looks up what is to be above the row `key`."""

    function: Function
    statement: ast.stmt
    key: str
    given: ast.expr


class ClosedCircle(Template):
    """From the row that is to be above, up to the last one: what was met before is refused."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each writer of the file that looks up what it stores above a row that is there already."""
        if context.crash.exception != "RecursionError":
            return
        climb = next(
            (found for frame in reversed(context.crash.frames) if (found := _climb(frame.file, frame.function))), None
        )
        modules = ((file.path, file.tree) for file in context.codebase.sources)
        told = circles_refused(context.codebase.root, modules) if climb is not None else None
        if climb is None or told is None:
            return
        stored = list(_stored(climb))
        for one in stored if len(stored) == 1 else ():
            given = climb.file.segment(one.given)
            says = f"{climb.field} would come round to itself"
            line = one.statement.lineno + 1
            need = Need(climb.file, one.function, line, given, "other", {told.status: 1.0}, noun=climb.field, says=says)
            for written in context.refusals.written(need, most=1):
                lines = (
                    f"{ABOVE}, {MET} = {given}, {{{one.key}}}",
                    f"while {ABOVE} is not None:" if climb.ends_at_none else f"while {ABOVE}:",
                    f"\tif {ABOVE} in {MET}:",
                    *(f"\t\t{text}" for text in written.lines),
                    f"\t{MET}.add({ABOVE})",
                    f"\t{ABOVE} = {climb.above}",
                )
                edit = insert_after(climb.file, one.statement, lines)
                if edit is not None:
                    why = f"{one.function.name} lets a row stand above itself, which {told.place} says is refused"
                    why = f"{why}; rows that stand so already stay"
                    draft = refusal_draft(context, Idea(NAME, 0.9, why), need, written, (edit,))
                    # What is answered so is the write; what failed has nothing to fail of then.
                    yield replace(draft, status=None)


def _climb(file: SourceFile, function: Function | None) -> Climb | None:
    """`resolve(entry["base"])` within `resolve(number)`, where `entry = self.get(number)`."""
    calls = own_calls(file, function)
    if function is None or len(calls) != 1 or len(calls[0].args) != 1:
        return None
    match calls[0].args[0]:
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str() as field)) as given:
            pass
        case ast.Attribute(value=ast.Name(id=name), attr=field) as given:
            pass
        case _:
            return None
    made = [one.value for one in definitions(file, function, name)]
    keys = [one.arg for one in parameters(function)][is_method(file, function) :]
    match made:
        case [ast.Call(func=func, args=[ast.Name(id=key)], keywords=[])] if dotted(func) and keys == [key]:
            above = f"{dotted(func)}({ABOVE}){file.segment(given)[len(name) :]}"
            return Climb(file, function, key, dotted(func), field, above, _ends_at_none(function, given))
    return None


def _ends_at_none(function: Function, given: ast.expr) -> bool:
    wanted = ast.dump(given)
    return any(
        isinstance(node, ast.Compare)
        and ast.dump(node.left) == wanted
        and isinstance(node.comparators[0], ast.Constant)
        and node.comparators[0].value is None
        for node in ast.walk(function)
    )


def _stored(climb: Climb) -> Iterator[Stored]:
    """Statements `self.get(changes["base"])` of functions beside, which are told the key of the row that changes."""
    owner = climb.file.class_of(climb.function)
    for function in climb.file.functions:
        names = [one.arg for one in parameters(function)]
        beside = climb.file.class_of(function) is owner and function is not climb.function
        if not beside or climb.key not in names or {ABOVE, MET} & _bound(function):
            continue
        for node in own_nodes(function):
            match node:
                case ast.Expr(value=ast.Call() as call) | ast.Assign(value=ast.Call() as call):
                    same = dotted(call.func) == climb.look_up and len(call.args) == 1 and not call.keywords
                    if same and last_name(call.args[0]) == climb.field and isinstance(node, ast.stmt):
                        yield Stored(function, node, climb.key, call.args[0])


def _bound(function: Function) -> frozenset[str]:
    return frozenset(node.id for node in ast.walk(function) if isinstance(node, ast.Name))

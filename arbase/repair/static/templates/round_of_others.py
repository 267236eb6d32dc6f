"""A thing that must not hold itself is stored inside of what holds it: the check only looks at what it is given.

`if name in includes: raise Circle(...)` sees the shortest round only. What is looked at goes on the way that the
function goes which does not end: to what each of them holds, and what that holds.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.recursion import own_calls, tells_of_cycles
from arbase.repair.static.unify import written_out
from arbase.workspace.rounds import RoundCheck, entries_of, refused_rounds
from arbase.workspace.tree import Function

NAME = "round-of-others"
REACHED, ONE, MORE = "reached", "one", "more"


class _Way(NamedTuple):
    """How the function that does not end gets from one thing to those it holds: `held`, of what `moving` names."""

    frame: Frame
    held: ast.expr
    moving: str
    entries: frozenset[str]


class RoundOfOthers(Template):
    """The check goes on to what those hold which are given."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a function beside the one that does not end, which refuses the shortest round and stores the others."""
        if context.crash.exception != "RecursionError":
            return
        way = _way(context)
        file = way.frame.file if way is not None else None
        for function in file.functions if file is not None else ():
            if way is None or file is None or not _is_beside(way, function):
                continue
            for check in refused_rounds(function, way.entries):
                if _refuses_the_unknown(context, way):
                    edit = _all_the_way(file, function, check, way)
                    if edit is not None:
                        where = f"{file.path}:{check.node.lineno}"
                        why = f"{where} refuses what holds itself, and it may do so through others"
                        yield edited(context, Idea(NAME, 0.93, why, where), file, edit)
                        return


def _is_beside(way: _Way, function: Function) -> bool:
    """Another function of the same class, or of the same module: all names of the way mean the same there."""
    file, own = way.frame.file, way.frame.function
    return own is not None and function is not own and file.class_of(function) is file.class_of(own)


def _way(context: Context) -> _Way | None:
    """Of the innermost function that calls itself for each of what one thing holds, unless it tells of rounds."""
    frame = next((one for one in reversed(context.crash.frames) if own_calls(one.file, one.function)), None)
    function = frame.function if frame is not None else None
    if frame is None or function is None or tells_of_cycles(function):
        return None
    names = [one.arg for one in parameters(function) if one.arg not in ("self", "cls")]
    for call in own_calls(frame.file, function):
        for outer in frame.file.ancestors(call):
            match outer:
                case ast.For(target=ast.Name(id=each), iter=held) if len(names) == 1 and _is_given(call, each):
                    whole = written_out(held, function) or held
                    read = {part.id for part in ast.walk(whole) if isinstance(part, ast.Name)}
                    return _Way(frame, whole, names[0], entries_of(function)) if names[0] in read else None
    return None


def _is_given(call: ast.Call, name: str) -> bool:
    match call:
        case ast.Call(args=[ast.Name(id=given)], keywords=[]):
            return given == name
    return False


def _refuses_the_unknown(context: Context, way: _Way) -> bool:
    """What is asked for things says itself that there is none: the check may come to it before another does."""
    for part in ast.walk(way.held):
        if isinstance(part, ast.Call) and any(isinstance(one, ast.Name) and one.id == way.moving for one in part.args):
            asked = _function_of(context, way, part)
            if asked is not None and any(isinstance(one, ast.Raise) for one in own_nodes(asked)):
                return True
    return False


def _function_of(context: Context, way: _Way, call: ast.Call) -> Function | None:
    """The repository's function that is called: a method of the same class, or the only one of that name."""
    file, name = way.frame.file, last_name(call.func)
    owner = file.class_of(way.frame.function) if way.frame.function is not None else None
    if isinstance(call.func, ast.Attribute) and last_name(call.func.value) == "self" and owner is not None:
        return next((one for one in file.functions if one.name == name and file.class_of(one) is owner), None)
    place = context.statuses.functions.get(name)
    return place[1] if place is not None else None


class _ForEach(ast.NodeTransformer):
    """The name of the loop for the one that moves."""

    def __init__(self, moving: str) -> None:
        self.moving = moving

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(ONE, node.ctx) if node.id == self.moving else node


def _all_the_way(file: SourceFile, function: Function, check: RoundCheck, way: _Way) -> Edit | None:
    """The check inside of a loop over what was reached, which grows by what each of it holds."""
    used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    if used & {REACHED, ONE, MORE} or not file.starts_line(check.node):
        return None
    held = ast.unparse(_ForEach(way.moving).visit(copy.deepcopy(way.held))).replace("'", '"')
    first, last = (at - file.span(check.node)[0] for at in file.span(check.asked.comparators[0]))
    text = file.segment(check.node)
    inner = f"{text[:first]}{REACHED}{text[last:]}".splitlines()
    indent, unit = file.indent(check.node), file.unit
    lines = [
        f"{REACHED} = list({check.given})",
        f"for {ONE} in {REACHED}:",
        *(f"{unit}{line.removeprefix(indent)}" for line in inner),
        f"{unit}{REACHED} += [{MORE} for {MORE} in {held} if {MORE} not in {REACHED}]",
    ]
    start, end = file.span(check.node)
    return Edit(start, end, f"{file.newline}{indent}".join(lines))

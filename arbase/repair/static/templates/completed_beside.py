"""A moment that another caller of the same function completes with a zone before it uses it.

`when = read(row)`, `if when and when.tzinfo is None: when = when.replace(tzinfo=zone)` stands in one function; in the
one that sorts or compares such moments the second statement is missing.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.edit import insert_after
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft
from arbase.workspace.tree import Function


class _Completed(NamedTuple):
    """Where a caller gives the result of a function its zone, and the statement that does."""

    file: SourceFile
    function: Function
    name: str
    statement: ast.stmt


def by_caller_beside(context: Context, template: str) -> Iterator[Draft]:
    """One draft: the statement of the other caller, behind each call of the innermost function that lacks it."""
    for frame in reversed(context.crash.frames):
        for assign, called in _kept(frame.function):
            beside = _completed(context, frame.function, called)
            lines = _written(frame, beside, assign) if beside is not None else None
            edit = insert_after(frame.file, assign, lines) if lines is not None else None
            if beside is None or edit is None:
                continue
            where = f"{beside.file.path}:{beside.statement.lineno}"
            name = last_name(assign.targets[0])
            idea = Idea(template, 0.94, f"{name} may lack its zone, which {where} gives what {called} gave", where)
            yield edited(context, idea, frame.file, edit)
            return


def _kept(function: Function | None) -> list[tuple[ast.Assign, str]]:
    """`name = read(...)` in a function, and the name of what is called."""
    found = []
    for node in own_nodes(function) if function is not None else ():
        match node:
            case ast.Assign(targets=[ast.Name()], value=ast.Call(func=ast.Name() | ast.Attribute() as func)):
                found.append((node, last_name(func)))
    return found


def _completed(context: Context, lacking: Function | None, called: str) -> _Completed | None:
    """Another function that completes what the called one gave; the called one is the repository's."""
    defined = [one for file in context.codebase.sources for one in file.functions if one.name == called]
    for file in context.codebase.sources if len(defined) == 1 else ():
        for function in file.functions:
            for assign, other in _kept(function) if function is not lacking else ():
                name = last_name(assign.targets[0])
                block = file.block_of(assign)
                for statement in block[block.index(assign) + 1 :] if other == called else ():
                    if _completes(statement, name):
                        return _Completed(file, function, name, statement)
    return None


def _completes(statement: ast.stmt, name: str) -> bool:
    """`if x.tzinfo is None: x = x.replace(tzinfo=zone)`, with more that is asked of `x` or without."""
    match statement:
        case ast.If(
            test=test,
            body=[
                ast.Assign(
                    targets=[ast.Name(id=target)],
                    value=ast.Call(
                        func=ast.Attribute(value=ast.Name(id=given), attr="replace"),
                        keywords=[ast.keyword(arg="tzinfo")],
                    ),
                )
            ],
            orelse=[],
        ):
            asked = {part.id for part in ast.walk(test) if isinstance(part, ast.Name)}
            return target == given == name and asked == {name} and f"{name}.tzinfo is None" in ast.unparse(test)
    return False


def _written(frame: Frame, beside: _Completed, assign: ast.Assign) -> tuple[str, ...] | None:
    """The statement with the name that the value has here; None where something that it reads is not there."""
    name = last_name(assign.targets[0])
    block = frame.file.block_of(assign)
    after = block[block.index(assign) + 1 :]
    if any(_completes(one, name) for one in after) or not isinstance(beside.statement, ast.If):
        return None
    read = {part.id for part in ast.walk(beside.statement) if isinstance(part, ast.Name)} - {beside.name}
    for one in read:
        same = beside.file is frame.file or _is_parameter(beside.function, one)
        if not hasattr(builtins, one) and not (same and is_bound_at(frame.file, frame.function, one, assign.lineno)):
            return None
    test, given = beside.file.segment(beside.statement.test), beside.file.segment(beside.statement.body[0])
    if "\n" in test + given:
        return None
    renamed = [re.sub(rf"(?<![\w.]){re.escape(beside.name)}\b", name, text) for text in (test, given)]
    return f"if {renamed[0]}:", f"\t{renamed[1]}"


def _is_parameter(function: Function, name: str) -> bool:
    return any(one.arg == name for one in ast.walk(function.args) if isinstance(one, ast.arg))

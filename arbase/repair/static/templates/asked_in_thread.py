"""A connection of SQLite that was opened in one thread and is asked in another: it is asked where it was opened.

A coroutine hands work to a thread, and part of that work reads from the connection that the coroutine has used before.
That part stays with the coroutine, and the thread is given what came of it.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import is_bound_at, module_names, parameters
from arbase.repair.static.edit import Edit, delete, insert_before, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "asked-in-thread"
_OTHER = "SQLite objects created in a thread can only be used in that same thread"
_THREADS = frozenset(("run_in_threadpool", "to_thread"))


class Handed(NamedTuple):
    """The call that hands a function to a thread, the function's frame, and what its parameters are given."""

    caller: Frame
    call: ast.Call
    frame: Frame
    worker: Function


class AskedInThread(Template):
    """`rows = find(connection)` in front of `await to_thread(render, rows)`, no longer within `render`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the running statement of the function in the thread gives a name what was asked for."""
        if context.crash.exception != "ProgrammingError" or _OTHER not in context.crash.message:
            return
        for caller, frame in zip(context.crash.frames, context.crash.frames[1:], strict=False):
            handed = _handed(caller, frame)
            if handed is None or caller.file is not frame.file:
                continue
            match frame.statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if _can_move(context, handed, name, value):
                    edits = _edits(context, handed, name, value)
                    if edits:
                        why = f"{name} comes of a connection of the thread of {handed.caller.location.function}"
                        yield edited(context, Idea(NAME, 0.92, why), frame.file, *edits)


def _handed(caller: Frame, frame: Frame) -> Handed | None:
    if not isinstance(caller.function, ast.AsyncFunctionDef) or not isinstance(frame.function, ast.FunctionDef):
        return None
    for node in ast.walk(caller.statement):
        if not isinstance(node, ast.Call) or last_name(node.func) not in _THREADS or not node.args:
            continue
        if isinstance(node.args[0], ast.Name) and node.args[0].id == frame.function.name:
            return Handed(caller, node, frame, frame.function)
    return None


def _can_move(context: Context, handed: Handed, name: str, value: ast.expr) -> bool:
    """Nothing else calls the function, and each name in the statement means the same in the coroutine."""
    file, worker = handed.frame.file, handed.worker
    spec = worker.args
    plain = not (spec.vararg or spec.kwarg or spec.kwonlyargs or spec.posonlyargs or spec.defaults)
    given = handed.call.args[1:]
    if not plain or handed.call.keywords or len(given) != len(spec.args):
        return False
    uses = [
        node
        for one in context.codebase.sources
        for node in one.nodes
        if isinstance(node, ast.Name | ast.Attribute) and last_name(node) == worker.name
    ]
    if len(uses) != 1 or handed.frame.statement not in worker.body:
        return False
    same = {one.arg for one, passed in zip(spec.args, given, strict=True) if getattr(passed, "id", None) == one.arg}
    stored = {part.id for part in ast.walk(worker) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    read = {part.id for part in ast.walk(value) if isinstance(part, ast.Name)}
    known = (same - stored) | (module_names(file) - stored - {one.arg for one in spec.args}) | set(dir(builtins))
    # A second value for the name would be another matter than what is handed over.
    again = sum(isinstance(part, ast.Name) and part.id == name for part in ast.walk(worker) if _stores(part))
    free = not is_bound_at(file, handed.caller.function, name, handed.caller.statement.lineno)
    return read <= known and again == 1 and free and name not in {one.arg for one in spec.args}


def _stores(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Store)


def _edits(context: Context, handed: Handed, name: str, value: ast.expr) -> list[Edit]:
    """The statement moves, and its name takes the place of a parameter that only it has read, or comes last."""
    file, worker, moved = handed.frame.file, handed.worker, handed.frame.statement
    before = insert_before(file, handed.caller.statement, (f"{name} = {file.segment(value)}",))
    gone = delete(file, moved)
    if before is None or gone is None or "\n" in file.segment(value):
        return []
    rest = {part.id for one in worker.body if one is not moved for part in ast.walk(one) if isinstance(part, ast.Name)}
    told = f"{name}{_annotation(context, handed, value)}"
    edits, placed = [before, gone], False
    for one, passed in zip(parameters(worker), handed.call.args[1:], strict=True):
        if one.arg not in rest and not placed:
            edits += [replace(file, one, told), replace(file, passed, name)]
            placed = True
    if not placed:
        ends = [file.span(one)[1] for one in (worker.args.args[-1], handed.call.args[-1])]
        edits += [Edit(ends[0], ends[0], f", {told}"), Edit(ends[1], ends[1], f", {name}")]
    return edits


def _annotation(context: Context, handed: Handed, value: ast.expr) -> str:
    """What the called function says that it gives, where the others are declared and builtins alone say it."""
    callee = callee_of(context.codebase.sources, value) if isinstance(value, ast.Call) else None
    returned = callee[1].returns if callee is not None else None
    declared = all(one.annotation is not None for one in parameters(handed.worker))
    if callee is None or returned is None or not declared:
        return ""
    names = {part.id for part in ast.walk(returned) if isinstance(part, ast.Name)}
    return f": {callee[0].segment(returned)}" if names <= set(dir(builtins)) else ""

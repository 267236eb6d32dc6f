"""What a task of a TaskGroup raises comes out in an ExceptionGroup, which no `except X` and no handler catches."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "task-group"
_GROUPS = frozenset(("ExceptionGroup", "BaseExceptionGroup"))
MOST_COLUMNS = 110


class _Plan(NamedTuple):
    """The coroutines of the tasks, the statement in place of the group, and what reads their results then."""

    calls: list[ast.Call]
    written: str
    results: tuple[Edit, ...] = ()


class TaskGroup(Template):
    """`await asyncio.gather(...)`, out of which the first failure comes as it is."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every group of tasks of which one raised what the `try` around it knows, or the application answers."""
        for file in context.codebase.sources:
            for node in file.nodes:
                group = _group(node) if isinstance(node, ast.AsyncWith) else ""
                if not isinstance(node, ast.AsyncWith) or not group or "#" in file.segment(node):
                    continue
                plan = _plan(file, node, group)
                if plan is None or any(isinstance(outer, ast.TryStar) for outer in file.ancestors(node)):
                    continue
                trial = file.parent(node)
                handlers = trial.handlers if isinstance(trial, ast.Try) and node in trial.body else []
                caught = {last_name(part) for handler in handlers for part in _kinds(handler)}
                raised = _raised(context, plan.calls)
                known = next((kind for kind in raised if _bases(context, kind) & caught), None)
                who = "which the handler does not catch"
                if known is None and not caught & _GROUPS and not _cancels(file, node):
                    known = next((kind for kind in raised if _is_answered(context, kind)), None)
                    who = "which nobody answers"
                if known is not None:
                    plain = "asyncio." not in file.segment(node.items[0].context_expr)
                    needed = ("from asyncio import gather",) if plain and "gather(" in plan.written else ()
                    idea = Idea(NAME, 0.88, f"a TaskGroup raises {known} in a group only, {who}", "", needed)
                    yield edited(context, idea, file, replace(file, node, plan.written), *plan.results)


def _plan(file: SourceFile, node: ast.AsyncWith, group: str) -> _Plan | None:
    gather = "gather" if isinstance(_opened(node), ast.Name) else "asyncio.gather"
    tasks = _tasks(file, node, group)
    if tasks is not None:
        return _Plan(tasks[0], f"await {gather}({tasks[1]})")
    function = file.function_of(node)
    if function is None:
        return None
    return _kept(file, function, node, gather) or _listed(file, function, node, gather)


def _opened(node: ast.AsyncWith) -> ast.expr | None:
    opened = node.items[0].context_expr
    return opened.func if isinstance(opened, ast.Call) else None


def _kept(file: SourceFile, function: Function, node: ast.AsyncWith, gather: str) -> _Plan | None:
    """`one = group.create_task(...)` for each task, of which nothing is asked but `one.result()` below."""
    names, calls = [], []
    for item in node.body:
        call = _task(ast.Expr(item.value), _group(node)) if isinstance(item, ast.Assign) else None
        if not isinstance(item, ast.Assign) or call is None or not isinstance(item.targets[0], ast.Name):
            return None
        names.append(item.targets[0].id)
        calls.append(call)
    read: list[Edit] = []
    for part in _outside(function, node, {*names}):
        asked = file.parent(file.parent(part) or part)
        match asked:
            case ast.Call(func=ast.Attribute(attr="result", value=owner), args=[], keywords=[]) if (
                owner is part and part.lineno > node.lineno
            ):
                read.append(replace(file, asked, part.id))
            case _:
                return None
    given = [file.segment(call) for call in calls]
    inside = {part.id for call in calls for part in ast.walk(call) if isinstance(part, ast.Name)}
    if len(set(names)) != len(names) or inside & {*names}:
        return None
    if len(names) == 1:
        return _Plan(calls, f"{names[0]} = await {given[0]}", tuple(read))
    head = f"{', '.join(names)} = await {gather}"
    line = f"{head}({', '.join(given)})"
    indent = file.indent(node)
    if len(indent) + len(line) > MOST_COLUMNS:
        rows = "".join(f"{file.newline}{indent}{file.unit}{one}," for one in given)
        line = f"{head}({rows}{file.newline}{indent})"
    return _Plan(calls, line, tuple(read))


def _listed(file: SourceFile, function: Function, node: ast.AsyncWith, gather: str) -> _Plan | None:
    """`tasks = [group.create_task(...) for x in xs]`, of which `[task.result() for task in tasks]` is made below."""
    match node.body:
        case [ast.Assign(targets=[ast.Name(id=name)], value=ast.ListComp(elt=made, generators=[loop]) as whole)]:
            call = _task(ast.Expr(made), _group(node))
        case _:
            return None
    if call is None or loop.is_async:
        return None
    used = {part.id for part in ast.walk(function) if isinstance(part, ast.Name)}
    results = next((one for one in ("results", "answers") if one not in used), name)
    read: list[Edit] = []
    for part in _outside(function, node, {name}):
        asked = file.parent(file.parent(part) or part)
        if not isinstance(asked, ast.ListComp) or not _is_results(asked, part) or part.lineno < node.lineno:
            return None
        read.append(replace(file, asked, results))
    loops = file.text[file.span(whole.elt)[1] : file.span(whole)[1] - 1].strip()
    return _Plan([call], f"{results} = await {gather}(*({file.segment(call)} {loops}))", tuple(read))


def _outside(function: Function, node: ast.AsyncWith, names: set[str]) -> Iterator[ast.Name]:
    """Where some names stand in the function, but not in the group."""
    for part in ast.walk(function):
        inside = isinstance(part, ast.Name) and node.lineno <= part.lineno <= (node.end_lineno or node.lineno)
        if isinstance(part, ast.Name) and part.id in names and not inside:
            yield part


def _is_results(made: ast.ListComp, tasks: ast.Name) -> bool:
    match made:
        case ast.ListComp(
            elt=ast.Call(func=ast.Attribute(value=ast.Name(id=one), attr="result"), args=[], keywords=[]),
            generators=[ast.comprehension(target=ast.Name(id=each), iter=source, ifs=[], is_async=0)],
        ):
            return one == each and source is tasks
    return False


def _is_answered(context: Context, kind: str) -> bool:
    """The framework or a handler of the application has an answer for it, where it comes by itself."""
    return kind in ("HTTPException", "StarletteHTTPException") or context.statuses.of_class(kind) is not None


def _cancels(file: SourceFile, node: ast.AsyncWith) -> bool:
    """That the other tasks end with the first failure is what the group is there for."""
    function = file.function_of(node)
    return function is not None and "cancel" in file.segment(function).lower()


def _group(node: ast.AsyncWith) -> str:
    """The name of an `asyncio.TaskGroup`, where the statement opens nothing else."""
    match node.items:
        case [
            ast.withitem(
                context_expr=ast.Call(
                    func=ast.Name(id="TaskGroup") | ast.Attribute(value=ast.Name(id="asyncio"), attr="TaskGroup")
                ),
                optional_vars=ast.Name(id=name),
            )
        ]:
            return name
    return ""


def _tasks(file: SourceFile, node: ast.AsyncWith, group: str) -> tuple[list[ast.Call], str] | None:
    """The coroutines of a group whose tasks nobody asks again, and how they are handed to `gather`."""
    match node.body:
        case [ast.For(target=target, iter=source, body=[inner], orelse=[])]:
            asked = ""
            if isinstance(inner, ast.If) and len(inner.body) == 1 and not inner.orelse:
                asked, inner = f" if {file.segment(inner.test)}", inner.body[0]
            call = _task(inner, group)
            if call is None:
                return None
            loop = f"for {file.segment(target)} in {file.segment(source)}{asked}"
            return [call], f"*({file.segment(call)} {loop})"
    calls = [call for item in node.body if (call := _task(item, group)) is not None]
    if len(calls) != len(node.body):
        return None
    return calls, ", ".join(file.segment(call) for call in calls)


def _task(statement: ast.stmt, group: str) -> ast.Call | None:
    """The coroutine of `group.create_task(coroutine(...))`."""
    match statement:
        case ast.Expr(
            value=ast.Call(
                func=ast.Attribute(value=ast.Name(id=name), attr="create_task"), args=[ast.Call() as call], keywords=[]
            )
        ) if name == group and not any(isinstance(part, ast.Name) and part.id == group for part in ast.walk(call)):
            return call
    return None


def _kinds(handler: ast.ExceptHandler) -> list[ast.expr]:
    if isinstance(handler.type, ast.Tuple):
        return handler.type.elts
    return [handler.type] if handler.type is not None else []


def _raised(context: Context, calls: list[ast.Call]) -> list[str]:
    """What came out of one of the tasks: the crash itself, or where that is a group, what their functions raise."""
    crash = context.crash
    # `in_thread(work, ...)`: what another function is to call comes as its first argument.
    handed = [ast.Call(one, [], []) for call in calls for one in call.args[:1] if isinstance(one, ast.Name)]
    if crash.exception not in _GROUPS:
        running = {frame.function.name for frame in crash.frames if frame.function is not None}
        return [crash.exception] if running & {last_name(call.func) for call in (*calls, *handed)} else []
    found = []
    for call in (*calls, *handed):
        place = callee_of(context.codebase.sources, call)
        raises = [node.exc for node in ast.walk(place[1]) if isinstance(node, ast.Raise)] if place is not None else []
        found += [last_name(exception) for exception in raises if exception is not None]
    return found


def _bases(context: Context, name: str) -> set[str]:
    """An exception with all that it is one of."""
    found: set[str] = set()
    pending = [name]
    while pending:
        kind = pending.pop()
        if kind in found:
            continue
        found.add(kind)
        if kind in context.statuses.classes:
            pending += [last_name(base) for base in context.statuses.classes[kind][1].bases]
        else:
            known = getattr(builtins, kind, None)
            found |= {base.__name__ for base in known.__mro__} if isinstance(known, type) else set()
    # `except Exception` around a group catches the group as well.
    return found - {"Exception", "BaseException", "object"}

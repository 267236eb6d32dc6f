"""A handler around a TaskGroup: what its tasks raise comes out in an ExceptionGroup, which `except X` never catches."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "task-group"
_GROUPS = frozenset(("ExceptionGroup", "BaseExceptionGroup"))


class TaskGroup(Template):
    """`await asyncio.gather(...)`, out of which the first failure comes as it is."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every group of tasks without results whose `try` knows what one of them raised."""
        for file in context.codebase.sources:
            for node in file.nodes:
                trial = file.parent(node)
                if not isinstance(node, ast.AsyncWith) or not isinstance(trial, ast.Try) or node not in trial.body:
                    continue
                group = _group(node)
                tasks = _tasks(file, node, group) if group else None
                if tasks is None or "#" in file.segment(node):
                    continue
                calls, written = tasks
                caught = {last_name(part) for handler in trial.handlers for part in _kinds(handler)}
                known = next((kind for kind in _raised(context, calls) if _bases(context, kind) & caught), None)
                if known is not None:
                    plain = isinstance(node.items[0].context_expr, ast.Call) and isinstance(
                        node.items[0].context_expr.func, ast.Name
                    )
                    imports = ("from asyncio import gather",) if plain else ()
                    why = f"a TaskGroup raises {known} in a group only, which the handler does not catch"
                    text = f"await {'' if plain else 'asyncio.'}gather({written})"
                    yield edited(context, Idea(NAME, 0.88, why, "", imports), file, replace(file, node, text))


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
    if crash.exception not in _GROUPS:
        running = {frame.function.name for frame in crash.frames if frame.function is not None}
        return [crash.exception] if running & {last_name(call.func) for call in calls} else []
    found = []
    for call in calls:
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

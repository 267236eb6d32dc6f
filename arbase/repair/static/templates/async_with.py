"""`with` over what is entered asynchronously, and `async with` over what is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "async-with"
_LACKS = re.compile(r"'(?:[\w.]+\.)?(\w+)' object does not support the (asynchronous )?context manager protocol")
_ASYNCHRONOUS = frozenset(
    """Lock Semaphore BoundedSemaphore Condition Timeout TaskGroup Runner _AsyncGeneratorContextManager AsyncExitStack
    AsyncClient ClientSession AsyncSession AsyncConnection AsyncEngine Pool PoolAcquireContext""".split()
)
_PLAIN = frozenset(
    """lock _thread.lock RLock Semaphore BoundedSemaphore Condition _GeneratorContextManager ExitStack Client Session
    Connection TextIOWrapper BufferedReader BufferedWriter ThreadPoolExecutor suppress""".split()
)


class AsyncWith(Template):
    """The other of the two, where the class knows how."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the one `with` of the crashed statement."""
        found, frame = _LACKS.search(context.crash.message), context.frame
        statement = frame.statement
        if found is None or not isinstance(statement, ast.With | ast.AsyncWith) or len(statement.items) != 1:
            return
        kind, wanted = found[1], "__enter__" if found[2] else "__aenter__"
        start = frame.file.span(statement)[0]
        if found[2] and isinstance(statement, ast.AsyncWith) and _knows(context, kind, wanted, _PLAIN):
            idea = Idea(NAME, 0.92, f"a {kind} is entered without waiting")
            yield edited(context, idea, frame.file, Edit(start, start + len("async "), ""))
        elif not found[2] and isinstance(statement, ast.With) and _knows(context, kind, wanted, _ASYNCHRONOUS):
            yield from _awaited(context, frame, statement, kind)


def _awaited(context: Context, frame: Frame, statement: ast.With, kind: str) -> Iterator[Draft]:
    if not isinstance(frame.function, ast.AsyncFunctionDef):
        return
    start = frame.file.span(statement)[0]
    idea = Idea(NAME, 0.95, f"a {kind} is entered asynchronously")
    yield edited(context, idea, frame.file, Edit(start, start, "async "))


def _knows(context: Context, kind: str, method: str, usual: frozenset[str]) -> bool:
    """The repository's class has the method, or the class is one of those of libraries that have it."""
    place = context.statuses.classes.get(kind)
    if place is None:
        return kind in usual
    return any(last_name(item) == method or getattr(item, "name", "") == method for item in place[1].body)

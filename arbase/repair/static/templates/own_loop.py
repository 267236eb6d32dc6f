"""A plain function that starts an event loop of its own, for those who have none, and is called from a coroutine.

Another thread has no loop, so the plain function goes there: `await asyncio.to_thread(tell, alarm)`. Where the
coroutine itself starts the second loop, it waits for what it gave that.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, in_brackets
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.sync_in_thread import calls_of_coroutine

NAME = "own-loop"
_RUNNING = re.compile(
    r"cannot be called from a running event loop|event loop is already running|while another loop is running"
    r"|cannot use AsyncToSync in the same thread as an async event loop"
)
_STARTS = frozenset(("run", "run_until_complete"))


class _Way(NamedTuple):
    """How a plain function is called in a thread: module, name, and the text and import where nothing is at hand."""

    module: str
    name: str
    usual: tuple[str, str]


_WAYS = (
    _Way("starlette.concurrency", "run_in_threadpool", ("run_in_threadpool", "from {} import run_in_threadpool")),
    _Way("fastapi.concurrency", "run_in_threadpool", ("run_in_threadpool", "from {} import run_in_threadpool")),
    _Way("asgiref.sync", "sync_to_async", ("sync_to_async", "from {} import sync_to_async")),
    _Way("anyio.to_thread", "run_sync", ("anyio.to_thread.run_sync", "import anyio.to_thread")),
)
_USUAL = _Way("asyncio", "to_thread", ("asyncio.to_thread", "import asyncio"))


class OwnLoop(Template):
    """`await asyncio.to_thread(tell, alarm)` for `tell(alarm)`, which runs `asyncio.run(...)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One: for the innermost coroutine, and the plain function that it called or the loop that it started."""
        crash = context.crash
        if crash.exception != "RuntimeError" or not _RUNNING.search(crash.message):
            return
        if isinstance(crash.frame.function, ast.AsyncFunctionDef):
            yield from _waited(context)
            return
        for caller, called in reversed(list(pairwise(crash.frames))):
            if not isinstance(called.function, ast.FunctionDef):
                return
            calls = calls_of_coroutine(caller, called.function.name)
            if not calls or not isinstance(caller.function, ast.AsyncFunctionDef):
                continue
            way, place = _way(context, caller.file)
            text, needed = spelled(caller.file, way.module, way.name, way.usual)
            edits = [_in_thread(caller.file, call, text, way) for call in calls]
            why = f"{called.function.name} starts a loop of its own, which it cannot where a coroutine runs already"
            yield edited(context, Idea(NAME, 0.92, why, place, needed), caller.file, *edits)
            return


def _waited(context: Context) -> Iterator[Draft]:
    """`await deliver(to)` for `asyncio.run(deliver(to))` within a coroutine."""
    file = context.frame.file
    match context.crash.node:
        case ast.Call(func=func, args=[ast.Call() as given]) as call if last_name(func) in _STARTS:
            text = in_brackets(file, call, f"await {file.segment(given)}")
            why = "a coroutine runs already, which can wait without a second loop"
            yield edited(context, Idea(NAME, 0.92, why), file, replace(file, call, text))


def _way(context: Context, target: SourceFile) -> tuple[_Way, str]:
    """As this file does, as another does, or as Python has it; and where."""
    for source in sorted(context.codebase.sources, key=lambda one: one is not target):
        for node in source.nodes:
            if not isinstance(node, ast.Call):
                continue
            place = f"{source.path}:{node.lineno}"
            if last_name(node.func) == _USUAL.name:
                return _USUAL, place
            for way in _WAYS:
                if last_name(node.func) == way.name and way.module in source.text:
                    text, needed = way.usual
                    return way._replace(usual=(text, needed.format(way.module))), place
    return _USUAL, ""


def _in_thread(file: SourceFile, call: ast.Call, way: str, kind: _Way) -> Edit:
    function = file.segment(call.func)
    given = file.text[file.span(call.func)[1] : file.span(call)[1]].strip()
    inner = given[1:-1].strip()
    if len(call.args) == 1 and isinstance(call.args[0], ast.GeneratorExp) and not call.keywords:
        inner = inner if inner.startswith("(") else f"({inner})"
    text = f"await {way}({', '.join(part for part in (function, inner) if part)})"
    if kind.name == "sync_to_async":
        text = f"await {way}({function}){given}"
    elif kind.name == "run_sync" and call.keywords:
        text = f"await {way}(lambda: {function}{given})"
    chosen = isinstance(file.parent(call), ast.IfExp)
    return replace(file, call, text if chosen else in_brackets(file, call, text))

"""A handler that starts a task runs in a thread, where there is no loop: as a coroutine it runs on the loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit
from arbase.repair.static.framework import is_handler
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "on-the-loop"
_SERVED = ("fastapi", "starlette")


class OnTheLoop(Template):
    """`async def` of the handler that the crash came through."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where nothing but the framework calls the handler."""
        crash = context.crash
        if crash.exception != "RuntimeError" or "no running event loop" not in crash.message:
            return
        first = crash.frames[0]
        function = first.function
        served = any(name in first.file.text.lower() for name in _SERVED)
        if not isinstance(function, ast.FunctionDef) or not served or not is_handler(first.file, function):
            return
        called = any(
            isinstance(node, ast.Call) and last_name(node.func) == function.name
            for file in context.codebase.sources
            for node in file.nodes
        )
        if called:
            return
        start = first.file.offset(function.lineno, function.col_offset)
        idea = Idea(NAME, 0.9, f"`{function.name}` runs in a thread, and only a coroutine runs on the loop")
        yield edited(context, idea, first.file, Edit(start, start + len("def"), "async def"))

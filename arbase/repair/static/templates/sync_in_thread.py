"""An own plain function that asks Django's database and is called from a coroutine: it is called in Django's thread.

`await sync_to_async(entry)(lot)` is what Django has for code that cannot wait. It is the only way where the function
goes from record to record, as many as there are, so that no query can load them along; elsewhere it comes behind the
ways that ask the database for all at once. The call has to stand where a coroutine can wait: not in a lambda or in a
generator, which somebody else goes through.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import replace
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, in_brackets
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "sync-in-thread"
_ELSEWHERE = (ast.Lambda, ast.GeneratorExp, ast.FunctionDef)


class SyncInThread(Template):
    """`[await sync_to_async(entry)(lot) async for lot in lots]` for `[entry(lot) async for lot in lots]`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, for the innermost coroutine and the plain function that it called."""
        frames = context.crash.frames
        if context.crash.exception != "SynchronousOnlyOperation":
            return
        for caller, called in reversed(list(pairwise(frames))):
            if not isinstance(called.function, ast.FunctionDef):
                return
            calls = calls_of_coroutine(caller, called.function.name)
            if calls:
                file, endless = caller.file, _goes_on(frames)
                edits = []
                for call in calls:
                    rest = file.text[file.span(call.func)[1] : file.span(call)[1]]
                    text = f"await sync_to_async({file.segment(call.func)}){rest}"
                    edits.append(replace(file, call, in_brackets(file, call, text)))
                how = ", for each record on its way" if endless else ""
                why = f"{called.function.name} asks the database{how}, which a coroutine cannot"
                needed = ("from asgiref.sync import sync_to_async",)
                idea = Idea(NAME, 0.93 if endless else 0.7, why, "", needed)
                yield edited(context, idea, file, *edits)
                return


def calls_of_coroutine(caller: Frame, name: str) -> list[ast.Call]:
    """The calls of the function in the running statement, each where the coroutine itself can wait for it."""
    found = []
    for node in header_nodes(caller.statement):
        if isinstance(node, ast.Call) and last_name(node.func) == name:
            for outer in caller.file.ancestors(node):
                if isinstance(outer, ast.AsyncFunctionDef):
                    found.append(node)
                if isinstance(outer, (*_ELSEWHERE, ast.AsyncFunctionDef)):
                    break
    # What stands within another of them would be written twice.
    inner = {id(part) for node in found for child in ast.iter_child_nodes(node) for part in ast.walk(child)}
    return found if not any(id(node) in inner for node in found) else []


def _goes_on(frames: tuple[Frame, ...] | list[Frame]) -> bool:
    """The failing function goes from record to record: it calls itself on the next one, or walks in a loop."""
    frame = frames[-1]
    function = frame.function
    if function is None:
        return False
    again = [
        node for node in ast.walk(function) if isinstance(node, ast.Call) and last_name(node.func) == function.name
    ]
    return bool(again) or any(isinstance(outer, ast.While) for outer in frame.file.ancestors(frame.statement))

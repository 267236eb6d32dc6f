"""What `asyncio` wants to be given: tasks to wait for, at least one of them, coroutines to make tasks of."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import Edit, bracketed, replace
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, in_brackets, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import FUNCTIONS

NAME = "waiting"
_STARTS = frozenset(("create_task", "ensure_future", "run", "run_until_complete", "run_coroutine_threadsafe"))


class Waiting(Template):
    """Tasks of the coroutines, nothing where there is nothing to wait for, the call of a function that was named."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By what the message says."""
        message, frame = context.crash.message, context.frame
        calls = [node for node in header_nodes(frame.statement) if isinstance(node, ast.Call) and node.args]
        if "coroutines is forbidden" in message:
            yield from _tasks(context, frame, [call for call in calls if last_name(call.func) == "wait"])
        elif message == "Set of Tasks/Futures is empty.":
            yield from _nothing(context, frame, [call for call in calls if last_name(call.func) == "wait"])
        elif message.startswith("a coroutine was expected, got <"):
            yield from _called(context, frame, [call for call in calls if last_name(call.func) in _STARTS])


def _tasks(context: Context, frame: Frame, calls: list[ast.Call]) -> Iterator[Draft]:
    """`asyncio.wait(coroutines)` takes tasks only, since Python 3.11."""
    file = frame.file
    for call in calls[:1]:
        given: ast.expr = call.args[0]
        if isinstance(given, ast.Name):
            known = reaching(file, frame.function, given.id, frame.line)
            given = known[0].value if len(known) == 1 and known[0].value is not None else given
        made: list[ast.expr] = []
        if isinstance(given, ast.ListComp | ast.SetComp | ast.GeneratorExp):
            made = [given.elt]
        elif isinstance(given, ast.List | ast.Set | ast.Tuple):
            made = [item for item in given.elts if isinstance(item, ast.Call)]
        maker, needed = spelled(file, "asyncio", "create_task", ("asyncio.create_task", "import asyncio"))
        edits = [replace(file, item, f"{maker}({file.segment(item)})") for item in made]
        if edits:
            idea = Idea(NAME, 0.95, "asyncio.wait takes tasks, no coroutines", "", needed)
            yield edited(context, idea, file, *edits)


def _nothing(context: Context, frame: Frame, calls: list[ast.Call]) -> Iterator[Draft]:
    """Where there is nothing to wait for, nothing is done and nothing pending."""
    file = frame.file
    for call in calls[:1]:
        given, waited = call.args[0], file.parent(call)
        if isinstance(waited, ast.Await) and isinstance(given, ast.Name | ast.Attribute):
            text = in_brackets(file, waited, f"{file.segment(waited)} if {file.segment(given)} else (set(), set())")
            idea = Idea(NAME, 0.92, f"asyncio.wait takes no empty {file.segment(given)}")
            yield replaced(context, idea, file, waited, text)


def _called(context: Context, frame: Frame, calls: list[ast.Call]) -> Iterator[Draft]:
    """`create_task(self.poll)` names the function; its coroutine is what `self.poll()` gives."""
    for call in calls[:1]:
        given = call.args[0]
        known = [
            function
            for file in context.codebase.sources
            for function in file.functions
            if function.name == last_name(given) and isinstance(given, ast.Name | ast.Attribute)
        ]
        if len(known) == 1 and isinstance(known[0], FUNCTIONS[1]) and not _needs(known[0]):
            end = frame.file.span(given)[1]
            idea = Idea(NAME, 0.93, f"{bracketed(frame.file, given)} is a function, and its call the coroutine")
            yield edited(context, idea, frame.file, Edit(end, end, "()"))


def _needs(function: ast.AsyncFunctionDef) -> bool:
    """It cannot be called without arguments."""
    spec = function.args
    names = [item.arg for item in (*spec.posonlyargs, *spec.args)]
    names = names[: len(names) - len(spec.defaults)]
    own = names[1:] if names[:1] in (["self"], ["cls"]) else names
    return bool(own) or any(default is None for default in spec.kw_defaults)

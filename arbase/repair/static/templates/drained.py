"""A loop takes up to so many out of a queue, which has fewer: it ends with the queue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import insert_before
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited, is_hoistable, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.promises import told_at
from arbase.workspace.tree import FUNCTIONS

NAME = "drained"
_EMPTY = ("pop from an empty deque", "pop from empty list", "index out of range")
_AT_MOST = re.compile(r"\b(?:up to|at most|no more than|batch\w*|chunk\w*|drain\w*|as many as)\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:refus\w*|rais\w*|error|exactly|nobody|nothing less|4\d\d)\b", re.IGNORECASE)
_GATHERS = frozenset(("append", "add", "extend", "put", "put_nowait", "appendleft"))


class Drained(Template):
    """`if queue.empty(): break` in front of the taking."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the loop gathers what it takes, and waits for nothing: what is not there yet is for the next time."""
        crash, frame = context.crash, context.frame
        node = crash.node
        loop = _loop(frame)
        if loop is None or not isinstance(node, ast.Call) or not _gathers(loop) or not is_simple(frame.statement):
            return
        match node.func:
            case ast.Attribute(value=queue, attr="get_nowait") if crash.exception == "QueueEmpty":
                test = f"{frame.file.segment(queue)}.empty()"
            case ast.Attribute(value=queue, attr="pop" | "popleft") if crash.message in _EMPTY[:2]:
                test = f"not {frame.file.segment(queue)}"
            case _:
                return
        if not is_hoistable(frame, queue) or not _as_many_as_there_are(frame):
            return
        edit = insert_before(frame.file, frame.statement, (f"if {test}:", "\tbreak"))
        if edit is not None:
            why = f"{frame.file.segment(queue)} has fewer than the loop takes"
            yield edited(context, Idea(NAME, 0.9, why), frame.file, edit)


def _as_many_as_there_are(frame: Frame) -> bool:
    """The function says, or is called so, that it takes at most so many: a hand or a team has to be whole."""
    function = frame.function
    if function is None:
        return False
    told = told_at(frame.file.text, function)
    return bool(_AT_MOST.search(f"{function.name.replace('_', ' ')} {told}")) and not _WHOLE.search(told)


def _loop(frame: Frame) -> ast.While | ast.For | None:
    """The loop whose body holds the statement itself."""
    parent = frame.file.parent(frame.statement)
    inside = isinstance(parent, ast.While | ast.For) and any(item is frame.statement for item in parent.body)
    return parent if inside and isinstance(parent, ast.While | ast.For) and not parent.orelse else None


def _gathers(loop: ast.While | ast.For) -> bool:
    """What is taken is kept, and the loop counts or asks how much it has: it is not what empties the queue for ever."""
    nodes = [part for item in loop.body for part in ast.walk(item)]
    waits = any(isinstance(part, ast.Await | ast.Yield | ast.YieldFrom | FUNCTIONS[0] | FUNCTIONS[1]) for part in nodes)
    kept = any(isinstance(part, ast.Call) and last_name(part.func) in _GATHERS for part in nodes)
    if isinstance(loop, ast.For):
        counted = isinstance(loop.iter, ast.Call) and last_name(loop.iter.func) == "range"
    else:
        counted = any(isinstance(part, ast.Call) and last_name(part.func) == "len" for part in ast.walk(loop.test))
    return kept and counted and not waits

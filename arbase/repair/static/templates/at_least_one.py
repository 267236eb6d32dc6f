"""A number of workers or a waiting time that was computed, and came out too small: for no work one worker is enough."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "at-least-one"
_POOLS = frozenset(("ThreadPoolExecutor", "ProcessPoolExecutor", "Pool", "ThreadPool"))
_NONE = re.compile(r"max_workers must be greater than 0|[Nn]umber of processes must be at least 1")
_NEGATIVE = "sleep length must be non-negative"


class AtLeastOne(Template):
    """`max(1, workers)`, `max(0, seconds)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the program itself counts, and was not told the number."""
        crash, frame = context.crash, context.frame
        if crash.exception != "ValueError":
            return
        workers, waits = _NONE.search(crash.message), crash.message == _NEGATIVE
        for call in header_nodes(frame.statement) if workers or waits else ():
            if not isinstance(call, ast.Call):
                continue
            given = _number(call, "max_workers", "processes") if last_name(call.func) in _POOLS else None
            if waits and last_name(call.func) == "sleep":
                given = _number(call)
            if given is None or not _is_counted(frame.file, context, given):
                continue
            text = frame.file.segment(given)
            why = (
                f"{text} is what is left to wait, which may be over"
                if waits
                else f"{text} may be none, which no pool takes"
            )
            least = "0" if waits else "1"
            idea = Idea(NAME, 0.92, why)
            yield edited(context, idea, frame.file, replace(frame.file, given, f"max({least}, {text})"))
            return


def _number(call: ast.Call, *names: str) -> ast.expr | None:
    named = [word.value for word in call.keywords if word.arg in names]
    return named[0] if named else call.args[0] if call.args and not isinstance(call.args[0], ast.Starred) else None


def _is_counted(file: SourceFile, context: Context, node: ast.expr, depth: int = 2) -> bool:
    """A length, or what was computed: a number that somebody set is theirs to set right."""
    if isinstance(node, ast.BinOp):
        return True
    if isinstance(node, ast.Call):
        name = last_name(node.func)
        return name == "len" or (name in ("min", "int", "round") and any(
            _is_counted(file, context, item, depth) for item in node.args))  # fmt: skip
    if isinstance(node, ast.Name) and depth:
        made = [item.value for item in definitions(file, context.frame.function, node.id)]
        return bool(made) and all(item is not None and _is_counted(file, context, item, depth - 1) for item in made)
    return False

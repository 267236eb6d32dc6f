"""An iterator that is read twice, or treated as a list: the second time there is nothing left."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "exhausted"
_ONCE = frozenset(("map", "filter", "zip", "iter", "reversed", "enumerate", "islice", "chain", "groupby"))
_AS_LIST = re.compile(r"'(generator|map|filter|zip|list_reverseiterator|enumerate|\w+_iterator)'")
_EMPTY = frozenset(("ValueError", "IndexError", "StopIteration", "StatisticsError", "ZeroDivisionError"))


class Exhausted(Template):
    """Keep what the iterator gives in a list."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For names of the failing statement that hold an iterator, read before or asked for what lists have."""
        crash, frame = context.crash, context.frame
        as_list = crash.exception == "TypeError" and _AS_LIST.search(crash.message)
        if not as_list and crash.exception not in _EMPTY:
            return
        seen: set[int] = set()
        for node in header_nodes(frame.statement):
            if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
                continue
            for item in reaching(frame.file, frame.function, node.id, frame.line)[:1]:
                if item.value is None or id(item.value) in seen or not self._is_once(context, item.value):
                    continue
                seen.add(id(item.value))
                if as_list or self._is_read_before(context, node.id, item.statement):
                    idea = Idea(NAME, 0.88, f"{node.id} can be read only once")
                    yield edited(context, idea, frame.file, _as_list(frame.file, item.value))

    @staticmethod
    def _is_once(context: Context, value: ast.expr) -> bool:
        if isinstance(value, ast.GeneratorExp):
            return True
        if not isinstance(value, ast.Call):
            return False
        place = callee_of(context.codebase.sources, value)
        if place is not None:
            return any(isinstance(part, ast.Yield | ast.YieldFrom) for part in ast.walk(place[1]))
        return last_name(value.func) in _ONCE

    @staticmethod
    def _is_read_before(context: Context, name: str, since: ast.stmt) -> bool:
        """Another statement between the definition and the crash reads the name."""
        frame = context.frame
        reads = [
            part
            for part in ast.walk(frame.function or frame.file.tree)
            if isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Load)
        ]
        return len(reads) > 1 and any(since.lineno < part.lineno <= frame.line for part in reads[:-1])


def _as_list(file: SourceFile, value: ast.expr) -> Edit:
    text = file.segment(value)
    inner = text[1:-1] if isinstance(value, ast.GeneratorExp) and text.startswith("(") else None
    return replace(file, value, f"[{inner}]" if inner is not None else f"list({text})")

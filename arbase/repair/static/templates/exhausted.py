"""An iterator that is read twice, or treated as a list: the second time there is nothing left."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import argument_of, is_method, parameters, reaching
from arbase.repair.static.edit import Edit, insert_before, replace
from arbase.repair.static.origin import call_in, callee_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.replay.interface import READ_ONCE

NAME = "exhausted"
_ONCE = frozenset(("map", "filter", "zip", "iter", "reversed", "enumerate", "islice", "chain", "groupby"))
_AS_LIST = re.compile(r"'(generator|map|filter|zip|list_reverseiterator|enumerate|\w+_iterator)'")
# What an annotation says a stream is made of, and what such a thing is when there is none.
_ELEMENTS = re.compile(r"(?:Async)?(?:Iterator|Iterable|Generator)\[(\w+)")
_EMPTY_OF = {"str": '""', "bytes": 'b""', "dict": "{}", "list": "[]"}
_EMPTY = frozenset(("ValueError", "IndexError", "StopIteration", "StatisticsError", "ZeroDivisionError"))


class Exhausted(Template):
    """Keep what the iterator gives in a list."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For names of the failing statement that hold an iterator, read before or asked for what lists have."""
        crash, frame = context.crash, context.frame
        if crash.exception in ("StopAsyncIteration", "StopIteration"):
            yield from self._first_of_nothing(context)
        as_list = crash.exception == "TypeError" and _AS_LIST.search(crash.message)
        if not as_list and crash.exception not in _EMPTY:
            return
        seen: set[int] = set()
        yield from self._handed_down(context)
        for node in header_nodes(frame.statement):
            if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
                continue
            for item in reaching(frame.file, frame.function, node.id, frame.line)[:1]:
                if item.value is None or id(item.value) in seen:
                    continue
                if not READ_ONCE.search(crash.type_of(node)) and not self._is_once(context, item.value):
                    continue
                seen.add(id(item.value))
                if as_list or self._is_read_before(context, node.id, item.statement):
                    idea = Idea(NAME, 0.88, f"{node.id} can be read only once")
                    yield edited(context, idea, frame.file, _as_list(frame.file, item.value))

    @staticmethod
    def _handed_down(context: Context) -> Iterator[Draft]:
        """An iterator that came through parameters: kept in a list where a function reads it more than once."""
        crash = context.crash
        names = {node.id for node in header_nodes(crash.frame.statement) if isinstance(node, ast.Name)}
        for name in sorted(names):
            if not READ_ONCE.search(crash.type_of(name)):
                continue
            known: str | None = name
            for index in range(len(crash.frames) - 1, -1, -1):
                frame = crash.frames[index]
                if known is None or frame.function is None:
                    break
                if not any(one.arg == known for one in parameters(frame.function)):
                    break
                reads = [
                    part
                    for part in ast.walk(frame.function)
                    if isinstance(part, ast.Name) and part.id == known and isinstance(part.ctx, ast.Load)
                ]
                body = frame.function.body[1:] if ast.get_docstring(frame.function) else frame.function.body
                edit = insert_before(frame.file, body[0], (f"{known} = list({known})",)) if body else None
                if len(reads) > 1 and edit is not None:
                    yield edited(context, Idea(NAME, 0.86, f"{known} can be read only once"), frame.file, edit)
                given = call_in(crash.frames[index - 1], frame.function.name) if index else None
                bound = is_method(frame.file, frame.function)
                passed = argument_of(given, frame.function, known, bound=bound) if given is not None else None
                known = passed.id if isinstance(passed, ast.Name) else None

    @staticmethod
    def _first_of_nothing(context: Context) -> Iterator[Draft]:
        """`await anext(parts)` of a stream that gives nothing: a default that is empty, of the kind that it gives."""
        frame, file = context.frame, context.frame.file
        for call in header_nodes(frame.statement):
            if not isinstance(call, ast.Call) or last_name(call.func) not in ("anext", "next") or len(call.args) != 1:
                continue
            source = call.args[0]
            given = reaching(file, frame.function, source.id, frame.line) if isinstance(source, ast.Name) else []
            maker = given[0].value if given else source
            made = _elements(context, last_name(maker.func)) if isinstance(maker, ast.Call) else None
            empty = _EMPTY_OF.get(made[0]) if made else None
            if made is None or empty is None:
                continue
            inner = file.segment(source)
            plain = f"({inner})" if isinstance(source, ast.GeneratorExp) and not inner.startswith("(") else inner
            idea = Idea(NAME, 0.8, f"{inner} may give nothing at all", made[1])
            yield edited(context, idea, file, replace(file, source, f"{plain}, {empty}"))

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


def _elements(context: Context, name: str) -> tuple[str, str] | None:
    """What every function of that name that is declared to give a stream gives, and where one of them is."""
    found: dict[str, str] = {}
    for file in context.codebase.sources:
        for function in file.functions:
            if function.name == name and function.returns is not None:
                kind = _ELEMENTS.search(ast.unparse(function.returns))
                if kind:
                    found.setdefault(kind[1], f"{file.path}:{function.lineno}")
    return next(iter(found.items())) if len(found) == 1 else None


def _as_list(file: SourceFile, value: ast.expr) -> Edit:
    text = file.segment(value)
    inner = text[1:-1] if isinstance(value, ast.GeneratorExp) and text.startswith("(") else None
    return replace(file, value, f"[{inner}]" if inner is not None else f"list({text})")

"""A coroutine that nobody awaited, or an `await` of something that is none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.framework import is_handler
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, in_brackets, replaced
from arbase.repair.static.templates.hooks import is_handed
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.kept_coroutine import import_gone, kept_as_task

NAME = "await"
AGAIN = ("already awaited coroutine", "coroutine is being awaited already")
CACHES = frozenset(("lru_cache", "cache", "cached", "memoize"))


class Awaiting(Template):
    """Put the `await` in, or take it out."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """All of them, where a coroutine took part in the crash."""
        crash, frame = context.crash, context.frame
        if isinstance(crash.node, ast.Await) and re.search(r"object \S+ can't be used in 'await'", crash.message):
            text = frame.file.segment(crash.node.value)
            # One function out of several may be none, and the others need their `await`.
            handed = isinstance(crash.node.value, ast.Call) and is_handed(context, crash.node.value)
            idea = Idea(NAME, 0.4 if handed else 0.9, f"{text} is no coroutine")
            yield replaced(context, idea, frame.file, crash.node, in_brackets(frame.file, crash.node, text))
            return
        if any(said in crash.message for said in AGAIN):
            yield from self._kept(context)
            yield from kept_as_task(context, NAME)
            return
        if "async_generator" in crash.message:
            yield from self._asynchronous_loop(context)
            return
        returned = crash.type_of("<return>") == "coroutine"
        if "coroutine" not in crash.message and not returned:
            return
        for node in self._coroutines(context, returned=returned):
            origin = origin_of(crash, node)
            if isinstance(origin.node, ast.Call) and origin.frame.function is not None:
                yield from self._awaited(context, origin.frame, origin.node)
                return
        yield from self._each(context)

    def _kept(self, context: Context) -> Iterator[Draft]:
        """A cache keeps the coroutine, not what it gives: the second call gets one that is used up."""
        called = {last_name(node) for node in header_nodes(context.frame.statement) if isinstance(node, ast.Call)}
        for file in context.codebase.sources:
            for function in file.functions:
                if not isinstance(function, ast.AsyncFunctionDef) or function.name not in called:
                    continue
                for item in function.decorator_list:
                    if last_name(item) in CACHES:
                        start, end = file.line_start(item.lineno), file.line_start((item.end_lineno or item.lineno) + 1)
                        idea = Idea(NAME, 0.9, f"{last_name(item)} keeps a coroutine of {function.name}, no result")
                        yield edited(context, idea, file, Edit(start, end, ""), *import_gone(file, item))

    def _coroutines(self, context: Context, *, returned: bool) -> Iterator[ast.expr]:
        """The expressions of the statement that were coroutines; else those that may have been."""
        statement = context.frame.statement
        if returned and isinstance(statement, ast.Return) and statement.value is not None:
            yield statement.value
        nodes = [node for node in header_nodes(statement) if isinstance(node, ast.expr)]
        yield from (node for node in nodes if context.crash.type_of(node) == "coroutine")
        names = {
            function.name
            for file in context.codebase.sources
            for function in file.functions
            if isinstance(function, ast.AsyncFunctionDef)
        }
        for node in nodes:
            awaited = isinstance(context.frame.file.parent(node), ast.Await)
            if isinstance(node, ast.Call) and not awaited:
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in names:
                    yield node

    @staticmethod
    def _each(context: Context) -> Iterator[Draft]:
        """`[price(x) for x in xs]` is a list of coroutines, each of which has to be awaited where the list is made."""
        frame, file = context.frame, context.frame.file
        if not isinstance(frame.function, ast.AsyncFunctionDef):
            return
        for name in (node for node in header_nodes(frame.statement) if isinstance(node, ast.Name)):
            known = definitions(file, frame.function, name.id)
            made = known[0].value if len(known) == 1 else None
            call = made.elt if isinstance(made, ast.ListComp) else None
            place = callee_of(context.codebase.sources, call) if isinstance(call, ast.Call) else None
            if call is not None and place is not None and isinstance(place[1], ast.AsyncFunctionDef):
                why = f"{file.segment(call)} is a coroutine that is not awaited"
                yield replaced(context, Idea(NAME, 0.93, why), file, call, f"await {file.segment(call)}")
                return

    def _awaited(self, context: Context, frame: Frame, call: ast.Call) -> Iterator[Draft]:
        file, function = frame.file, frame.function
        text = in_brackets(file, call, f"await {file.segment(call)}")
        whole: ast.expr = call
        outer = file.parent(call)
        if isinstance(outer, ast.GeneratorExp) and outer.elt is call:
            # With an `await` in it a generator would be an asynchronous one, over which no function runs.
            inner = f"{text}{file.text[file.span(call)[1] : file.span(outer)[1] - 1]}"
            closes = file.text[file.span(outer)[1] - 1]
            around = file.parent(outer)
            bare = isinstance(around, ast.Call) and file.span(outer)[1] == file.span(around)[1]
            whole, text = outer, f"([{inner}])" if bare and closes == ")" else f"[{inner}]"
        edits = [replace(file, whole, text)]
        prior = 0.95
        if not isinstance(function, ast.AsyncFunctionDef):
            if function is None or not is_handler(file, function):
                return
            start = file.span(function)[0]
            edits.append(Edit(start, start, "async "))
            prior = 0.85
        yield edited(
            context, Idea(NAME, prior, f"{file.segment(call)} is a coroutine that is not awaited"), file, *edits
        )

    def _asynchronous_loop(self, context: Context) -> Iterator[Draft]:
        """`for` over an asynchronous generator."""
        frame = context.frame
        if isinstance(frame.statement, ast.For) and isinstance(frame.function, ast.AsyncFunctionDef):
            start = frame.file.span(frame.statement)[0]
            idea = Idea(NAME, 0.93, "the loop runs over an asynchronous generator")
            yield edited(context, idea, frame.file, Edit(start, start, "async "))
        yield from self._listed(context)
        for node in header_nodes(frame.statement):
            if isinstance(node, ast.comprehension) and not node.is_async:
                start = frame.file.text.rindex("for ", 0, frame.file.span(node.target)[0])
                idea = Idea(NAME, 0.9, "the comprehension runs over an asynchronous generator")
                yield edited(context, idea, frame.file, Edit(start, start, "async "))

    @staticmethod
    def _listed(context: Context) -> Iterator[Draft]:
        """`sum(await cost(x) for x in xs)`: the `await` makes an asynchronous generator of it, and a list none."""
        file = context.frame.file
        for call in [node for node in header_nodes(context.frame.statement) if isinstance(node, ast.Call)]:
            given = call.args[0] if call.args else None
            waits = isinstance(given, ast.GeneratorExp) and any(isinstance(part, ast.Await) for part in ast.walk(given))
            if given is None or not waits:
                continue
            inner = file.segment(given)[1:-1]
            bare = file.span(given)[1] == file.span(call)[1]
            idea = Idea(
                NAME, 0.93, "with an await in it the generator is an asynchronous one, which only a list waits for"
            )
            yield edited(context, idea, file, replace(file, given, f"([{inner}])" if bare else f"[{inner}]"))

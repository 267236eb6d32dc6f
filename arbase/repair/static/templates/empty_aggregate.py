"""The maximum, mean or first of nothing."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, insert_before, replace
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.refusals import INVALID, LOOKUP, STATE, Need
from arbase.repair.static.source import COMPREHENSIONS, SourceFile, last_name
from arbase.repair.static.templates.building import (
    Hoisted,
    Idea,
    edited,
    in_brackets,
    is_hoistable,
    refuse_before,
    refuse_hoisted,
    result_before,
    valued,
)
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import Value, allows_none, is_literal, names_for
from arbase.workspace.tree import Function

NAME = "empty-aggregate"
_EMPTY = re.compile(
    r"empty|at least one|at least two|requires? .*data point|no median|no mode|zero-size|no values|cannot choose from"
    r"|No objects to concatenate"
)
_WITH_DEFAULT = frozenset(("max", "min"))


class EmptyAggregate(Template):
    """Refuse, give what the repository gives for nothing, or pass the `default` that it uses."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """All of them, where a call on a sequence found nothing in it."""
        crash = context.crash
        call = crash.node
        stopped = crash.exception == "StopIteration"
        if crash.exception == "RuntimeError" and "raised StopIteration" in crash.message:
            yield from self._in_coroutine(context)
            return
        if not isinstance(call, ast.Call) or not (stopped or _EMPTY.search(crash.message)):
            return
        if crash.exception not in ("ValueError", "StatisticsError", "StopIteration", "IndexError", "TypeError"):
            return
        if not call.args:
            return
        yield from self._too_few(context, call)
        if stopped:
            frame = context.frame
            if frame.function is not None:
                yield from self._next(context, frame.file, frame.function, call)
            return
        source = _source(call.args[-1] if last_name(call.func) == "reduce" else call.args[0])
        if source is not None and is_hoistable(context.frame, source):
            yield from self._refused(context, source)
            text = context.frame.file.segment(source)
            idea = Idea(NAME, 0.78, f"{text} may be empty")
            results = context.values.for_nothing(context.frame.file, context.frame.function)
            yield from result_before(context, idea, context.frame, context.frame.statement, f"not {text}", results[:2])
            yield from self._parts(context, call, text)
            yield from self._null_beside(context, text)
        yield from self._default(context, call, source)
        yield from self._first_number(context, call)

    @staticmethod
    def _too_few(context: Context, call: ast.Call) -> Iterator[Draft]:
        """`stdev(xs) if xs else None`: one is too few for it as well."""
        file = context.frame.file
        source = file.segment(call.args[0])
        if not re.search(r"at least two|two data points", context.crash.message):
            return
        for outer in file.ancestors(call):
            if isinstance(outer, ast.IfExp) and file.segment(outer.test) == source:
                idea = Idea(NAME, 0.88, f"{last_name(call.func)} needs two, and {source} may hold one")
                yield edited(context, idea, file, replace(file, outer.test, f"len({source}) > 1"))

    @staticmethod
    def _first_number(context: Context, call: ast.Call) -> Iterator[Draft]:
        """The highest number so far, to which one is added: where there is none, the first one is 1."""
        file, function = context.frame.file, context.frame.function
        statement = context.frame.statement
        if last_name(call.func) != "max" or len(call.args) != 1 or any(word.arg == "default" for word in call.keywords):
            return
        if _is_one_more(file.parent(call), call) or (
            isinstance(statement, ast.Assign)
            and statement.value is call
            and function is not None
            and _only_one_more(file, function, last_name(statement.targets[0]))
        ):
            source = file.segment(call.args[0])
            # A generator that is the only argument shares its brackets with the call.
            shares = file.span(call.args[0])[1] == file.span(call)[1]
            edit = replace(file, call.args[0], f"({source}, default=0)" if shares else f"{source}, default=0")
            yield edited(context, Idea(NAME, 0.86, "numbers begin with 1 where there is none yet"), file, edit)

    def _refused(self, context: Context, source: ast.expr) -> Iterator[Draft]:
        frame = context.frame
        kinds = context.flow.sent(frame.file, frame.function, source)
        if not kinds:
            return
        origin = origin_of(context.crash, source)
        sent = origin.kind in ("field", "item", "parameter")
        text = frame.file.segment(source)
        statuses = INVALID if sent else LOOKUP if "path" in kinds else STATE
        need = Need(frame.file, frame.function, frame.line, text, "empty", statuses, kinds, strict=not sent)
        idea = Idea(NAME, 0.68 if sent else 0.6, f"{text} depends on the request and may be empty")
        yield from refuse_before(context, idea, need, frame.statement, f"not {text}")

    def _null_beside(self, context: Context, text: str) -> Iterator[Draft]:
        """The figure goes into an answer that has null for the figures beside it that there are not."""
        frame, file = context.frame, context.frame.file
        function = frame.function
        if function is None or allows_none(function.returns) or context.values.promised(file, function):
            return
        for site in context.flow.call_sites(function.name):
            answer = site.file.parent(site.call)
            beside = null_beside(site.file, answer) if isinstance(answer, ast.Dict) else None
            edit = insert_before(file, frame.statement, (f"if not {text}:", "\treturn None"))
            if beside is None or edit is None:
                continue
            place = f"{site.file.path}:{beside.lineno}"
            declared = function.returns
            more = [replace(file, declared, f"{file.segment(declared)} | None")] if declared is not None else []
            idea = Idea(NAME, 0.84, f"{text} may be empty; {place} answers null beside it for what is not there", place)
            yield edited(context, idea, file, *more, edit)

    def _default(self, context: Context, call: ast.Call, source: ast.expr | None) -> Iterator[Draft]:
        """`max(xs, default=value)`, or `f(xs) if xs else value`, with a value of the repository."""
        file = context.frame.file
        names = names_for(file, call)
        function = context.frame.function
        values = [value for name in names for value in context.values.for_name(file, name, function)]
        values += _defaults_of_calls(context, call)
        values += context.values.otherwise(file, ast.Call, names[0] if names else "")
        if isinstance(file.parent(call), ast.Return):
            values += context.values.for_nothing(file, context.frame.function)
        if not context.values.promised(file, context.frame.function):
            values += context.values.said("mean")
        used: set[str] = set()
        for value in sorted(values, key=lambda item: -item.score):
            if value.text in used or len(used) == 2:
                continue
            used.add(value.text)
            idea = Idea(NAME, 0.7, f"there may be nothing to take the {last_name(call.func)} of")
            if last_name(call.func) in _WITH_DEFAULT and len(call.args) == 1:
                end = file.span(call)[1] - 1
                inner = file.segment(call.args[0])
                generator = isinstance(call.args[0], ast.GeneratorExp) and not call.keywords
                edits = [Edit(end, end, f", default={value.text}")]
                if generator and not inner.startswith("("):
                    start, stop = file.span(call.args[0])
                    edits = [Edit(start, stop, f"({inner})"), Edit(end, end, f", default={value.text}")]
                elif generator:
                    start, stop = file.span(call.args[0])
                    edits = [Edit(stop, stop, f", default={value.text})"), Edit(start, start, "(")]
                yield valued(context, idea, file, tuple(edits), value)
            elif source is not None:
                text = f"{file.segment(call)} if {file.segment(source)} else {value.text}"
                yield valued(context, idea, file, (replace(file, call, in_brackets(file, call, text)),), value)

    def _parts(self, context: Context, call: ast.Call, source: str) -> Iterator[Draft]:
        """`day, count = max(days.items())`: what is made of the parts is None where there are none."""
        frame, file = context.frame, context.frame.file
        statement, function = frame.statement, frame.function
        if not isinstance(statement, ast.Assign) or statement.value is not call or function is None:
            return
        target = statement.targets[0]
        if not isinstance(target, ast.Tuple) or last_name(call.func) not in _WITH_DEFAULT or len(call.args) != 1:
            return
        made = _made_of(file, function, {last_name(item) for item in target.elts})
        nulls = context.values.nulls
        if made is None or nulls is None:
            return
        end = file.span(call)[1] - 1
        nothing = ", ".join(["None"] * len(target.elts))
        text = in_brackets(file, made, f"{file.segment(made)} if {source} else None")
        idea = Idea(NAME, 0.8, f"{source} may be empty; {nulls.why}", nulls.place)
        yield edited(context, idea, file, Edit(end, end, f", default=({nothing})"), replace(file, made, text))

    def _in_coroutine(self, context: Context) -> Iterator[Draft]:
        """A coroutine must not end by StopIteration: the `next` is in the one that was awaited."""
        for node in ast.walk(context.frame.statement):
            call = node.value if isinstance(node, ast.Await) else None
            place = callee_of(context.codebase.sources, call) if isinstance(call, ast.Call) else None
            for inner in ast.walk(place[1]) if place is not None else ():
                if place is not None and isinstance(inner, ast.Call) and last_name(inner.func) == "next":
                    yield from self._next(context, place[0], place[1], inner)

    def _next(self, context: Context, file: SourceFile, function: Function, call: ast.Call) -> Iterator[Draft]:
        """`next(found)` without a default: refuse where a request looks something up, else None where that is said."""
        statement = file.statement_of(call)
        if last_name(call.func) != "next" or len(call.args) != 1 or statement is None:
            return
        inner = file.segment(call.args[0])
        plain = inner if not isinstance(call.args[0], ast.GeneratorExp) or inner.startswith("(") else f"({inner})"
        text = f"next({plain}, None)"
        edit = replace(file, call, text)
        returned = isinstance(statement, ast.Return)
        if returned and allows_none(function.returns):
            place = f"{file.path}:{function.lineno}"
            yield edited(context, Idea(NAME, 0.85, f"{function.name} may return None", place), file, edit)
        kinds = context.flow.asked(file, function, call.args[0])
        if not kinds or getattr(statement, "value", None) is not call:
            return
        statuses = LOOKUP if "path" in kinds else {**LOOKUP, 422: 0.7, 400: 0.7}
        idea = Idea(NAME, 0.8, "nothing may match what the client asks for")
        if returned:
            word = _result_word(function)
            taken = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} | {function.name}
            name = word if word not in taken else "found"
            names = [node for node in ast.walk(call.args[0]) if isinstance(node, ast.Name)]
            asked = [node.id for node in names if context.flow.sent(file, function, node)]
            subject = asked[-1] if asked else name
            need = Need(file, function, statement.lineno, subject, "none", statuses, kinds, noun=word)
            hoisted = Hoisted(call, name, f"{name} is None", text)
            yield from refuse_hoisted(context, idea, need, statement, hoisted)
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            need = Need(file, function, statement.lineno, name, "none", statuses, kinds)
            for draft in refuse_before(context, idea, need, statement, f"{name} is None", after=True):
                yield dataclasses.replace(draft, edits=(*draft.edits, (file.path, edit)))


def _result_word(function: Function) -> str:
    """What a function gives, by its own name: `tariff` of `tariff_on`."""
    word = re.sub(r"^(?:get|find|load|fetch|the|look_?up)_|_(?:of|on|for|by|at|in|from)(?:_\w+)?$", "", function.name)
    return word if word.isidentifier() else "found"


def null_beside(file: SourceFile, answer: ast.Dict) -> ast.expr | None:
    """A value of the answer, or of a name in it, that is None where there is nothing."""
    function = file.function_of(answer)
    for value in answer.values:
        given = definitions(file, function, value.id) if isinstance(value, ast.Name) else []
        for one in (value, *(item.value for item in given)):
            branches = [one.body, one.orelse] if isinstance(one, ast.IfExp) else []
            if any(isinstance(item, ast.Constant) and item.value is None for item in branches):
                return one
    return None


def _made_of(file: SourceFile, function: Function, names: set[str]) -> ast.expr | None:
    """The smallest expression that holds every use of the names: what is made of them."""
    uses = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load)
    ]
    if not uses:
        return None
    for outer in (uses[0], *file.ancestors(uses[0])):
        if not isinstance(outer, ast.expr):
            return None
        inside = {id(node) for node in ast.walk(outer)}
        if all(id(use) in inside for use in uses):
            return outer
    return None


def _source(node: ast.expr) -> ast.expr | None:
    """The sequence whose emptiness is the matter: `xs` of `xs` and of `x.price for x in xs`."""
    if isinstance(node, COMPREHENSIONS):
        loops = node.generators
        return _source(loops[0].iter) if len(loops) == 1 and not loops[0].ifs else None
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("values", "keys", "items")
    ):
        return node.func.value
    return node


def _defaults_of_calls(context: Context, call: ast.Call) -> list[Value]:
    """The `default=` of other calls of the same function."""
    found = []
    for file in context.codebase.sources:
        for node in file.nodes:
            same = isinstance(node, ast.Call) and last_name(node.func) in (last_name(call.func), *_WITH_DEFAULT)
            if isinstance(node, ast.Call) and same:
                for keyword in node.keywords:
                    if keyword.arg == "default" and is_literal(keyword.value):
                        place = f"{file.path}:{node.lineno}"
                        found.append(Value(file.segment(keyword.value), place, 0.6, f"{place} has this default"))
    return found


def _is_one_more(node: ast.AST | None, operand: ast.AST) -> bool:
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=ast.Constant(value=1)):
            return left is operand
    return False


def _only_one_more(file: SourceFile, function: Function, name: str) -> bool:
    """Wherever the name is read, one is added to it."""
    reads = [node for node in ast.walk(function)
             if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)]  # fmt: skip
    return bool(reads) and all(_is_one_more(file.parent(node), node) for node in reads)

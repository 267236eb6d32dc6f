"""Too many or too few values to unpack."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.refusals import HEADER, INVALID, Need
from arbase.repair.static.source import COMPREHENSIONS, last_name
from arbase.repair.static.templates.building import Idea, is_simple, refuse_on, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "unpacking"


class Unpacking(Template):
    """`.items()`, `enumerate`, the targets that the function's result needs, or a refusal of the client's text."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By what is unpacked: the loop's source, a call's result, a split text."""
        crash = context.crash
        message = crash.message
        if crash.exception not in ("ValueError", "TypeError") or "unpack" not in message:
            return
        for target, source in self._loops(context.frame):
            yield from self._looped(context, target, source)
        statement = context.frame.statement
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Tuple | ast.List):
            yield from self._assigned(context, statement, statement.targets[0])

    def _loops(self, frame: Frame) -> Iterator[tuple[ast.expr, ast.expr]]:
        if isinstance(frame.statement, ast.For):
            yield frame.statement.target, frame.statement.iter
        for node in ast.walk(frame.statement):
            if isinstance(node, COMPREHENSIONS):
                yield from ((loop.target, loop.iter) for loop in node.generators)

    def _looped(self, context: Context, target: ast.expr, source: ast.expr) -> Iterator[Draft]:
        if isinstance(target, ast.Tuple) and "too many values" in context.crash.message:
            yield from self._rest(context, target, source)
        if not isinstance(target, ast.Tuple) or len(target.elts) != 2:
            return
        file = context.frame.file
        text = file.segment(source)
        seen = context.crash.described(source)
        if seen.get("keys") is not None:
            idea = Idea(NAME, 0.92, f"the loop over {text} gives its keys only")
            yield replaced(context, idea, file, source, f"{text}.items()")
        elif seen.get("type") in ("list", "tuple"):
            first = target.elts[0]
            if isinstance(first, ast.Name) and re.fullmatch(
                r"i|j|n|idx|index|number|position|rank|line_?no|row_?no", first.id
            ):
                idea = Idea(NAME, 0.8, f"{text} gives no {first.id}")
                yield replaced(context, idea, file, source, f"enumerate({text})")

    def _rest(self, context: Context, target: ast.Tuple, source: ast.expr) -> Iterator[Draft]:
        """Rows that have got further columns: those that the loop knows come first."""
        seen = context.crash.described(source)
        rows = isinstance(source, ast.Name | ast.Attribute | ast.Call) and seen.get("keys") is None
        if rows and not any(isinstance(item, ast.Starred) for item in target.elts) and seen.get("type") != "dict":
            file = context.frame.file
            last = target.elts[-1]
            text = f"{file.segment(last)}, *_"
            yield replaced(context, Idea(NAME, 0.7, f"{file.segment(source)} has further columns"), file, last, text)

    def _assigned(self, context: Context, statement: ast.Assign, target: ast.Tuple | ast.List) -> Iterator[Draft]:
        frame = context.frame
        file = frame.file
        value = statement.value.value if isinstance(statement.value, ast.Await) else statement.value
        if isinstance(value, ast.Call):
            place = callee_of(context.codebase.sources, value)
            if place is not None:
                returned = [node.value for node in ast.walk(place[1]) if isinstance(node, ast.Return)]
                sizes = {len(item.elts) for item in returned if isinstance(item, ast.Tuple)}
                if len(sizes) == 1 and (size := sizes.pop()) > len(target.elts):
                    names = [file.segment(item) for item in target.elts] + ["_"] * (size - len(target.elts))
                    where = f"{place[0].path}:{place[1].lineno}"
                    idea = Idea(NAME, 0.75, f"{place[1].name} returns {size} values", where)
                    yield replaced(context, idea, file, target, ", ".join(names))
        yield from self._refused(context, statement, value)

    def _refused(self, context: Context, statement: ast.Assign, value: ast.expr) -> Iterator[Draft]:
        """A text of the client has not the parts that it should have."""
        frame = context.frame
        if isinstance(value, ast.GeneratorExp | ast.ListComp):
            value = value.generators[0].iter
        origin = origin_of(context.crash, value)
        if not isinstance(origin.node, ast.Call) or last_name(origin.node.func) not in ("split", "rsplit", "groups"):
            return
        kinds = context.flow.sent(frame.file, frame.function, value) or context.fed
        if not kinds or not is_simple(statement) or not isinstance(origin.node.func, ast.Attribute):
            return
        subject = origin.frame.file.segment(origin.node.func.value)
        statuses = HEADER if "header" in kinds else INVALID
        need = Need(frame.file, frame.function, frame.line, subject, "failure", statuses, kinds, caught="ValueError")
        idea = Idea(NAME, 0.8, f"{subject} comes from the request and may have other parts")
        yield from refuse_on(context, idea, need, [statement], ("ValueError", ""))

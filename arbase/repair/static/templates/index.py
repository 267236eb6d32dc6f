"""IndexError: one too far, the first of nothing, a text with fewer parts than expected."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.origin import origin_of
from arbase.repair.static.refusals import HEADER, INVALID, LOOKUP, STATE, Need
from arbase.repair.static.source import COMPREHENSIONS, SourceFile, last_name
from arbase.repair.static.templates.building import (
    Idea,
    in_brackets,
    is_hoistable,
    is_simple,
    refuse_before,
    refuse_on,
    replaced,
    result_before,
    valued,
)
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import names_for
from arbase.repair.static.wording import noun_of, singular

NAME = "index"
NONE_LEFT = {409: 1.0}
PLACES = frozenset(("start", "end", "span", "find", "rfind", "index", "rindex"))
_SPLITTERS = frozenset(("split", "rsplit", "partition", "splitlines", "groups"))


class Index(Template):
    """Mend the bound of the loop, refuse the client's index, or give what the repository gives for nothing."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """All of them, where the failing expression is a subscript or `pop`."""
        node = context.crash.node
        if context.crash.exception != "IndexError":
            return
        match node:
            case ast.Subscript(value=sequence, slice=index) if not isinstance(index, ast.Slice):
                pass
            case ast.Call(func=ast.Attribute(attr="pop" | "popleft", value=sequence)):
                index = node.args[0] if node.args else ast.Constant(-1)
            case _:
                return
        if _is_place_elsewhere(context, index):
            return
        position = position_of(index)
        yield from self._bounds(context, sequence, index)
        if position is None:
            yield from self._from_one(context, sequence, index)
            yield from self._refused_index(context, sequence, index)
            yield from self._refused_reckoned(context, sequence, index)
        else:
            yield from self._empty(context, node, sequence, position)
            yield from self._refused_empty(context, sequence, position)

    def _bounds(self, context: Context, sequence: ast.expr, index: ast.expr) -> Iterator[Draft]:
        """The loop that makes the index runs one too far."""
        frame = context.frame
        file = frame.file
        names = {part.id for part in ast.walk(index) if isinstance(part, ast.Name)}
        text = file.segment(sequence)
        if isinstance(index, ast.Call) and last_name(index.func) == "len" and file.segment(index.args[0]) == text:
            idea = Idea(NAME, 0.9, f"the last index of {text} is one less than its length")
            yield replaced(context, idea, file, index, "-1")
        for outer in [context.crash.node, *file.ancestors(context.crash.node)] if context.crash.node else []:
            loops: list[tuple[ast.expr, ast.expr]] = []
            if isinstance(outer, ast.For) and not _within(outer.iter, context.crash.node):
                loops = [(outer.target, outer.iter)]
            elif isinstance(outer, COMPREHENSIONS):
                loops = [(loop.target, loop.iter) for loop in outer.generators]
            for target, source in loops:
                if isinstance(target, ast.Name) and target.id in names:
                    yield from self._range(context, source, text, index, target.id)
            if isinstance(outer, ast.While):
                yield from self._while(context, outer, names)
            if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
                return

    def _range(self, context: Context, source: ast.expr, text: str, index: ast.expr, name: str) -> Iterator[Draft]:
        file = context.frame.file
        if not (isinstance(source, ast.Call) and last_name(source.func) == "range" and source.args):
            return
        end = source.args[1] if len(source.args) > 1 else source.args[0]
        if len(source.args) > 2:
            return
        why = f"the loop takes {name} past the end of {text}"
        match end:
            case ast.BinOp(left=most, op=ast.Add(), right=ast.Constant(value=1)):
                yield replaced(context, Idea(NAME, 0.92, why), file, end, file.segment(most))
                return
        match index:
            case ast.BinOp(left=ast.Name(id=left), op=ast.Add(), right=ast.Constant(value=int() as ahead)) if (
                left == name
            ):
                taken = f"{file.segment(end)} - {ahead}"
                yield replaced(context, Idea(NAME, 0.9, why), file, end, taken)
            case ast.Name():
                first = source.args[0] if len(source.args) > 1 else None
                if isinstance(first, ast.Constant) and first.value == 1:
                    yield replaced(context, Idea(NAME, 0.7, why), file, index, f"{name} - 1")
                own = isinstance(end, ast.Call) and last_name(end.func) == "len" and file.segment(end.args[0]) == text
                if not own:
                    limit = f"min({file.segment(end)}, len({text}))"
                    yield replaced(context, Idea(NAME, 0.55, why), file, end, limit)
                    if isinstance(end, ast.Call) and last_name(end.func) == "len":
                        yield replaced(context, Idea(NAME, 0.6, why), file, end, f"len({text})")

    def _while(self, context: Context, loop: ast.While, names: set[str]) -> Iterator[Draft]:
        file = context.frame.file
        for test in ast.walk(loop.test):
            match test:
                case ast.Compare(left=ast.Name(id=left), ops=[ast.LtE()], comparators=[right]) if left in names:
                    text = f"{left} < {file.segment(right)}"
                    yield replaced(context, Idea(NAME, 0.9, f"the loop takes {left} one too far"), file, test, text)

    def _from_one(self, context: Context, sequence: ast.expr, index: ast.expr) -> Iterator[Draft]:
        """The index counts from one."""
        frame = context.frame
        length = context.crash.described(sequence).get("length")
        given = context.crash.described(index).get("repr", "")
        if (
            isinstance(length, int)
            and given == str(length)
            and length > 0
            and isinstance(index, ast.Name | ast.Attribute)
        ):
            file = frame.file
            used = f"{file.segment(sequence)}[{file.segment(index)} - 1]"
            place = next((f"{other.path}:{other.text[: other.text.index(used)].count(chr(10)) + 1}"
                          for other in context.codebase.sources if used in other.text), "")  # fmt: skip
            idea = Idea(NAME, 0.75 if place else 0.4, f"{file.segment(index)} counts from one", place)
            yield replaced(context, idea, file, index, f"{file.segment(index)} - 1")

    def _refused_index(self, context: Context, sequence: ast.expr, index: ast.expr) -> Iterator[Draft]:
        frame = context.frame
        kinds = context.flow.sent(frame.file, frame.function, index)
        if not kinds or not (is_hoistable(frame, index) and is_hoistable(frame, sequence)):
            return
        text, limit = frame.file.segment(index), frame.file.segment(sequence)
        if _is_bounded(frame.function, index):
            return  # a test that is there lets it through: that one is wrong, or the index counts from one
        statuses = LOOKUP if "path" in kinds else {**INVALID, 404: 0.7}
        need = Need(frame.file, frame.function, frame.line, text, "other", statuses, kinds)
        idea = Idea(NAME, 0.7, f"{text} comes from the request and may lie outside of {limit}")
        test = f"{text} >= len({limit})"
        if context.crash.described(index).get("repr", "").startswith("-"):
            test = f"not 0 <= {text} < len({limit})"
        yield from refuse_before(context, idea, need, frame.statement, test)

    def _refused_reckoned(self, context: Context, sequence: ast.expr, index: ast.expr) -> Iterator[Draft]:
        """An index that was looked for with what the client sent: nothing fits it."""
        frame = context.frame
        origin = origin_of(context.crash, index)
        if not isinstance(origin.node, ast.Call) or not is_simple(frame.statement):
            return
        kinds = context.flow.asked(origin.frame.file, origin.frame.function, origin.node)
        if not kinds or context.crash.described(sequence).get("length") == 0:
            return
        asked = [item for item in origin.node.args if isinstance(item, ast.Name | ast.Attribute | ast.Subscript)]
        subject = origin.frame.file.segment(asked[-1]) if asked else frame.file.segment(index)
        need = Need(frame.file, frame.function, frame.line, subject, "failure", INVALID, kinds, caught="IndexError")
        idea = Idea(NAME, 0.78, f"{frame.file.segment(sequence)} has nothing that fits {subject}")
        yield from refuse_on(context, idea, need, [frame.statement], ("IndexError", ""))

    def _empty(self, context: Context, node: ast.expr, sequence: ast.expr, position: int) -> Iterator[Draft]:
        """The first or last of nothing: an early result, or a value for it, as elsewhere."""
        frame = context.frame
        file = frame.file
        if position not in (0, -1):
            return
        text = file.segment(sequence)
        names = names_for(file, node)
        values = [value for name in names[:1] for value in context.values.for_name(file, name, frame.function)]
        values += context.values.otherwise(file, ast.Subscript, names[0] if names else "")
        used: set[str] = set()
        for value in sorted(values, key=lambda item: -item.score):
            if value.text in used or len(used) == 2 or isinstance(getattr(node, "ctx", None), ast.Store):
                continue
            used.add(value.text)
            outer = with_reads(file, node)
            written = in_brackets(file, outer, f"{file.segment(outer)} if {text} else {value.text}")
            yield valued(
                context, Idea(NAME, 0.66, f"{text} may be empty"), file, (replace(file, outer, written),), value
            )
        if is_hoistable(frame, sequence):
            idea = Idea(NAME, 0.75, f"{text} may be empty")
            results = context.values.for_nothing(file, frame.function)
            yield from result_before(context, idea, frame, frame.statement, f"not {text}", results[:2])

    def _refused_empty(self, context: Context, sequence: ast.expr, position: int) -> Iterator[Draft]:
        frame = context.frame
        kinds = context.flow.sent(frame.file, frame.function, sequence)
        origin = origin_of(context.crash, sequence)
        chosen = isinstance(origin.node, ast.ListComp) and any(loop.ifs for loop in origin.node.generators)
        looked_up = not kinds and (chosen or isinstance(origin.node, ast.Call))
        if chosen and looked_up:
            # What is left of a list after a choice by the state of things: there is none for anybody just now.
            asked = [part for part in ast.walk(origin.node) if isinstance(part, ast.Name)]
            found = [context.flow.sent(origin.frame.file, origin.frame.function, part) for part in asked]
            kinds = frozenset().union(*found) or context.observed.shown
        elif looked_up:
            kinds = context.flow.asked(origin.frame.file, origin.frame.function, origin.node)
        if not kinds or not is_hoistable(frame, sequence):
            return
        text = frame.file.segment(sequence)
        split = isinstance(origin.node, ast.Call) and last_name(origin.node.func) in _SPLITTERS
        needed = position + 1 if position >= 0 else -position
        sent = not looked_up or "path" in kinds
        statuses = LOOKUP if looked_up and "path" in kinds else STATE if looked_up else INVALID
        statuses = NONE_LEFT if chosen and looked_up else statuses
        if split and "header" in kinds:
            statuses = HEADER
        subject = text
        if split and isinstance(origin.node, ast.Call) and isinstance(origin.node.func, ast.Attribute):
            subject = origin.frame.file.segment(origin.node.func.value)
        left = f"no {singular(noun_of(subject))} is left" if chosen and looked_up else ""
        strict = not sent and not left
        need = Need(frame.file, frame.function, frame.line, subject, "empty", statuses, kinds, says=left, strict=strict)
        if left and not any(one.status == 409 and one.function is frame.function for one in context.refusals.all):
            return
        idea = Idea(NAME, 0.7 if split else 0.66, f"{text} depends on the request and may hold fewer than {needed}")
        test = f"not {text}" if needed == 1 and not split else f"len({text}) < {needed}"
        yield from refuse_before(context, idea, need, frame.statement, test)


def position_of(index: ast.expr) -> int | None:
    """The index where it is a number that is written down."""
    match index:
        case ast.Constant(value=int() as value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)):
            return -value
    return None


def _is_place_elsewhere(context: Context, index: ast.expr) -> bool:
    """`for place in range(found.start(), ...)`: places in another text are all wrong in this one, not only the last."""
    names = {part.id for part in ast.walk(index) if isinstance(part, ast.Name)}
    for outer in context.frame.file.ancestors(index):
        if isinstance(outer, ast.For) and last_name(outer.target) in names:
            called = {last_name(node.func) for node in ast.walk(outer.iter) if isinstance(node, ast.Call)}
            return last_name(getattr(outer.iter, "func", None)) == "range" and bool(PLACES & called)
    return False


def _is_bounded(function: ast.AST | None, index: ast.expr) -> bool:
    """The function compares the index with a length, in a way that lets the length itself through."""
    wanted = ast.unparse(index)
    for test in ast.walk(function) if function is not None else ():
        match test:
            case ast.Compare(left=left, ops=[ast.Gt() | ast.LtE()], comparators=[ast.Call(func=ast.Name(id="len"))]):
                if ast.unparse(left) == wanted:
                    return True
    return False


def _within(outer: ast.AST, inner: ast.AST | None) -> bool:
    return any(part is inner for part in ast.walk(outer))


def with_reads(file: SourceFile, node: ast.expr) -> ast.expr:
    """The element together with what is read from it."""
    current = node
    while True:
        parent = file.parent(current)
        if (
            isinstance(parent, ast.Attribute)
            or (isinstance(parent, ast.Subscript) and parent.value is current)
            or (isinstance(parent, ast.Call) and parent.func is current)
        ):
            current = parent
        else:
            return current

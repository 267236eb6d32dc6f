"""A table with as many places as a day usually has hours, filled by how far a moment lies from the day's beginning.

`hours = [None] * 24` and `hours[(moment - start) // timedelta(hours=1)]`: the local day on which clocks are put back
has 25. The table gets as many places as there are steps between both ends of the day, the last one begun counted, as
the index counts them. It would be wrong where the number is promised to readers, or is a limit on what a client asks
for: it has to be that of whole days, and the ends have to be worked out of one thing with a zone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from arbase.repair.static.dataflow import is_bound_at, reaching
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.notes import notes, sentences
from arbase.workspace.tree import Function

NAME = "length-of-day"
_UNITS = frozenset(("weeks", "days", "hours", "minutes", "seconds"))
_ZONES = re.compile(r"zone|tz|local", re.IGNORECASE)
_DAY = timedelta(days=1)
_LETTERS = 4


class _Index(NamedTuple):
    """`(moment - start) // timedelta(hours=1)`: which moment, from where, and the length of a step."""

    moment: ast.expr
    start: str
    step: timedelta
    divisor: ast.expr
    seconds: bool


class LengthOfDay(Template):
    """`[None] * -(-(end - start) // timedelta(hours=1))` for `[None] * 24`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the table of the crashed statement, where its number of places is written down."""
        crash, frame = context.crash, context.frame
        if crash.exception != "IndexError" or frame.function is None:
            return
        file, function = frame.file, frame.function
        for node in ast.walk(frame.statement):
            if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
                continue
            index = _index(file, function, node.slice, frame.line)
            number = _number(file, function, node.value.id, frame.line)
            if index is None or number is None or (number.value * index.step) % _DAY:
                continue
            end = _end(function, index) if not _is_read_by_place(function, node.value.id) else ""
            line = number.node.lineno
            if not end or not all(is_bound_at(file, function, one, line) for one in (end, index.start)):
                continue
            promised = _is_promised(context, function, str(number.value))
            if not promised and _is_local(context, function, (index.start, end)):
                why = f"from {index.start} to {end} are not {number.value} steps where clocks are changed"
                yield replaced(context, Idea(NAME, 0.88, why), file, number.node, _length(file, index, end))


class _Number(NamedTuple):
    """A whole number of places, as written down."""

    node: ast.Constant
    value: int


def _number(file: SourceFile, function: Function, name: str, line: int) -> _Number | None:
    """`24` of `[None] * 24` or of `[0 for _ in range(24)]`."""
    match [one.value for one in reaching(file, function, name, line)]:
        case [ast.BinOp(left=ast.List(elts=[_]), op=ast.Mult(), right=number)]:
            pass
        case [ast.ListComp(generators=[ast.comprehension(iter=ast.Call(func=ast.Name(id="range"), args=[number]))])]:
            pass
        case _:
            return None
    if isinstance(number, ast.Constant) and type(number.value) is int:
        return _Number(number, number.value)
    return None


def _index(file: SourceFile, function: Function, node: ast.expr, line: int) -> _Index | None:
    """How many steps lie between two moments, in place or under a name."""
    made = [one.value for one in reaching(file, function, node.id, line)] if isinstance(node, ast.Name) else [node]
    whole = made[0] if len(made) == 1 else None
    inner = whole.args[0] if isinstance(whole, ast.Call) and last_name(whole.func) == "int" and whole.args else whole
    match inner:
        case ast.BinOp(
            left=ast.BinOp(left=moment, op=ast.Sub(), right=ast.Name(id=start)), op=ast.FloorDiv(), right=divisor
        ):
            step = _step(file, divisor)
            return _Index(moment, start, step, divisor, seconds=False) if step else None
        case ast.BinOp(
            left=ast.Call(
                func=ast.Attribute(
                    attr="total_seconds", value=ast.BinOp(left=moment, op=ast.Sub(), right=ast.Name(id=start))
                )
            ),
            op=ast.FloorDiv(),
            right=ast.Constant(value=int() as seconds) as divisor,
        ) if seconds > 0:
            return _Index(moment, start, timedelta(seconds=seconds), divisor, seconds=True)
    return None


def _step(file: SourceFile, divisor: ast.expr) -> timedelta | None:
    """`timedelta(minutes=15)`, or a name of the module for one."""
    if isinstance(divisor, ast.Name):
        given = [one.value for one in file.tree.body if isinstance(one, ast.Assign) and _names(one) == [divisor.id]]
        divisor = given[0] if len(given) == 1 else divisor
    words = divisor.keywords if isinstance(divisor, ast.Call) and last_name(divisor.func) == "timedelta" else []
    given_in = {word.arg: word.value.value for word in words if isinstance(word.value, ast.Constant)}
    if len(given_in) != 1 or not set(given_in) <= _UNITS:
        return None
    (unit, size) = given_in.popitem()
    return timedelta(**{str(unit): size}) if isinstance(size, int) and size > 0 else None


def _names(node: ast.Assign) -> list[str]:
    return [one.id for one in node.targets if isinstance(one, ast.Name)]


def _end(function: Function, index: _Index) -> str:
    """What the moment is held against from above: `while moment < end`, `start <= moment < end`."""
    asked, found = ast.dump(index.moment), set()
    for node in own_nodes(function):
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        ways = node.ops if isinstance(node, ast.Compare) else []
        for one, way, other in zip(sides, ways, sides[1:], strict=False):
            if ast.dump(one) == asked and isinstance(way, ast.Lt) and isinstance(other, ast.Name):
                found.add(other.id)
    return found.pop() if len(found) == 1 else ""


def _is_local(context: Context, function: Function, names: tuple[str, str]) -> bool:
    """Both ends come from the same day and from a zone, so that the zone alone makes the stretch longer."""
    for node in own_nodes(function):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=parts)], value=ast.Call() as call):
                if tuple(last_name(part) for part in parts) != names:
                    continue
                called = callee_of(context.codebase.sources, call)
                given = [*call.args, *(word.value for word in call.keywords)]
                told = [last_name(one) for one in given] + ([ast.unparse(called[1])] if called is not None else [])
                return any(_ZONES.search(text) for text in told)
    return False


def _is_read_by_place(function: Function, table: str) -> bool:
    """A place is asked for by its number, or the table goes along with another one: a shorter one would not do."""
    for node in own_nodes(function):
        match node:
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant() | ast.UnaryOp()) if name == table:
                return True
            case ast.Call(func=ast.Name(id="zip"), args=given) if table in {last_name(one) for one in given}:
                return True
    return False


def _is_promised(context: Context, function: Function, number: str) -> bool:
    """Readers are told the number: in the words of the function, or in the notes where they speak of what it gives."""
    said = re.compile(
        rf"\b{number}\b (?:\w+ ){{0,2}}(?:places|hours|values|entries|items|rows|columns|slots|numbers)\b"
    )
    if said.search(ast.get_docstring(function) or ""):
        return True
    words = [word for word in function.name.lower().split("_") if len(word) >= _LETTERS]
    told = (one for note in notes(context.codebase.root) for one in sentences(note.text))
    return any(said.search(one) and any(word in one.lower() for word in words) for one in told)


def _length(file: SourceFile, index: _Index, end: str) -> str:
    """Whole steps, the last one that is begun counted."""
    divisor = file.segment(index.divisor)
    if index.seconds:
        return f"-int(({index.start} - {end}).total_seconds() // {divisor})"
    return f"-(-({end} - {index.start}) // {divisor})"

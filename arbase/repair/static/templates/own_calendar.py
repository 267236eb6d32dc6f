"""The repository's own function makes the wanted day: the end of a month, or the same day months or years away.

It goes before the library's calendar. Where nothing but the end of a month is ever kept under a name, the day after is
one as well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import Codebase, SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "own-calendar"
LONGEST = 29
_OUT = re.compile(r"day is out of range for month|day \d+ must be in range|month must be in 1\.\.12")
_LAST = re.compile(r"(?:month|period)_?end|end_?of_?(?:the_?)?month|last_?(?:day)?_?of_?(?:the_?)?month|last_day")
_MAKERS = frozenset(("date", "datetime", "replace"))


class Own(NamedTuple):
    """A function of the repository that makes a day, and the file it is in."""

    file: SourceFile
    function: Function


class OwnCalendar(Template):
    """Call the own function."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each call of the failing statement that makes a day which the calendar lacks."""
        if context.crash.exception != "ValueError" or not _OUT.search(context.crash.message):
            return
        ends, later = _own(context.codebase, _ends_month), _own(context.codebase, _adds_months)
        other = _own(context.codebase, _in_another_year)
        for call in header_nodes(context.frame.statement):
            if isinstance(call, ast.Call) and last_name(call.func) in _MAKERS:
                made = Made(context, call)
                for own in ends:
                    yield from _month_end(context, made, own)
                for own in later:
                    yield from _some_months_later(context, made, own)
                for own in other:
                    yield from _of_another_year(context, made, own)


class Made:
    """A call that makes a day: `day.replace(...)` or `date(...)`, with the texts of its parts."""

    def __init__(self, context: Context, call: ast.Call) -> None:
        self.call = call
        self.file = context.frame.file
        moved = isinstance(call.func, ast.Attribute) and call.func.attr == "replace"
        self.owner = call.func.value if moved and isinstance(call.func, ast.Attribute) else None
        self.parts: dict[str, ast.expr] = {}
        if not moved and not any(isinstance(item, ast.Starred) for item in call.args):
            self.parts = dict(zip(("year", "month", "day"), call.args, strict=False))
        self.parts.update({word.arg: word.value for word in call.keywords if word.arg})

    def text(self, part: str) -> str:
        """How the year or the month is written."""
        given = self.parts.get(part)
        if given is not None:
            return self.file.segment(given)
        return f"{self.file.segment(self.owner)}.{part}" if self.owner is not None else ""

    @property
    def start(self) -> ast.expr | None:
        """The day from which another is reckoned: of which year, month or day are taken over."""
        if self.owner is not None:
            return self.owner
        day = self.parts.get("day")
        return day.value if isinstance(day, ast.Attribute) and day.attr == "day" else None

    def months(self) -> str:
        """How many months later than the start: of `replace(year=start.year + n)` it is `12 * n`."""
        start = self.start
        day = self.parts.get("day")
        kept = day is None or (isinstance(day, ast.Attribute) and day.attr == "day")
        if start is None or not kept or set(self.parts) - {"year", "month", "day"}:
            return ""
        steps = {part: _step(self.file, self.parts.get(part), start, part) for part in ("year", "month")}
        if None in steps.values() or bool(steps["year"]) == bool(steps["month"]):
            return ""
        return _twelvefold(steps["year"] or "") if steps["year"] else steps["month"] or ""


def _step(file: SourceFile, given: ast.expr | None, start: ast.expr, part: str) -> str | None:
    """`n` of `start.year + n`; empty for the start's own year, None for anything else."""
    own = f"{ast.unparse(start)}.{part}"
    if given is None or ast.unparse(given) == own:
        return ""
    match given:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as operator, right=right) if ast.unparse(left) == own:
            text = file.segment(right)
            if isinstance(operator, ast.Add):
                return text
            return f"-{text}" if isinstance(right, ast.Constant | ast.Name | ast.Attribute) else f"-({text})"
    return None


def _twelvefold(years: str) -> str:
    try:
        return str(12 * int(years))
    except ValueError:
        return f"12 * {years}" if years.isidentifier() else f"12 * ({years})"


def _month_end(context: Context, made: Made, own: Own) -> Iterator[Draft]:
    """`month_end(year, month)`, where the last day is written down or where only ends of months are kept."""
    day = made.parts.get("day")
    literal = isinstance(day, ast.Constant) and isinstance(day.value, int) and day.value >= LONGEST
    place = "" if literal else _kept(context, made.start, own.function.name)
    kept = day is None or (isinstance(day, ast.Attribute) and day.attr == "day")
    year, month = made.text("year"), made.text("month")
    if not year or not month or not (literal or (kept and place)):
        return
    why = f"{own.function.name} gives the last day of a month"
    why = why if literal else f"{why}, and {place} keeps no other day there"
    yield from _called(context, made, own, f"{own.function.name}({year}, {month})", why, certain=True)


def _some_months_later(context: Context, made: Made, own: Own) -> Iterator[Draft]:
    months = made.months()
    start = made.start
    if months and start is not None:
        text = f"{own.function.name}({made.file.segment(start)}, {months})"
        yield from _called(context, made, own, text, f"{own.function.name} knows how long the months are")


def _of_another_year(context: Context, made: Made, own: Own) -> Iterator[Draft]:
    """`born.replace(year=year)` is what the function does that knows the years without the day."""
    if made.owner is not None and list(made.parts) == ["year"]:
        text = f"{own.function.name}({made.file.segment(made.owner)}, {made.text('year')})"
        yield from _called(context, made, own, text, f"{own.function.name} knows the years that lack the day")


def _called(context: Context, made: Made, own: Own, text: str, why: str, *, certain: bool = False) -> Iterator[Draft]:
    function = context.frame.function
    needed = import_of(own.function.name, own.file, made.file, context.service.source_roots)
    kind = context.crash.type_of(made.start).rpartition(".")[2] if made.start is not None else ""
    of_moment = kind == "datetime" or last_name(made.call.func) == "datetime"
    if needed is None or own.function is function or (of_moment and not _keeps_kind(own.function)):
        return
    place = f"{own.file.path}:{own.function.lineno}"
    # What the repository keeps says more than what its functions could do.
    idea = Idea(NAME, 0.97 if certain else 0.94, why, place, (needed,) if needed else ())
    yield replaced(context, idea, made.file, made.call, text)


def _own(codebase: Codebase, fits: Callable[[Function], bool]) -> list[Own]:
    """The functions of modules that make such days."""
    return [
        Own(file, function)
        for file in codebase.sources
        for function in file.functions
        if isinstance(function, ast.FunctionDef) and file.parent(function) is file.tree and fits(function)
    ]


def _ends_month(function: Function) -> bool:
    """Of a year and a month it gives the last day."""
    names = [item.arg for item in function.args.args]
    if len(names) != 2 or not ("year" in names[0] and "month" in names[1]):
        return False
    returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None]
    if len(returned) != 1:
        return False
    match returned[0]:
        case ast.Call(func=func, args=[_, _, ast.Subscript(value=ast.Call(func=asked), slice=ast.Constant(value=1))]):
            return last_name(func) in ("date", "datetime") and last_name(asked) == "monthrange"
        case ast.BinOp(op=ast.Sub(), right=ast.Call(func=func)):
            return last_name(func) == "timedelta" and bool(_LAST.search(function.name))
    return False


def _adds_months(function: Function) -> bool:
    """Of a day and a number of months it gives the day so much later, or the last one of a shorter month."""
    names = [item.arg for item in function.args.args]
    if len(names) != 2 or "month" not in names[1] + function.name or "year" in names[0]:
        return False
    text = ast.unparse(function)
    clamps = f"min({names[0]}.day" in text and "monthrange" in text and "12" in text
    return clamps or f"{names[0]} + relativedelta(months={names[1]})" in text


def _in_another_year(function: Function) -> bool:
    """Of a day and a year it gives the day in that year, and something else where the year lacks it."""
    names = [item.arg for item in function.args.args]
    if len(names) != 2 or "year" not in names[1]:
        return False
    text = ast.unparse(function)
    knows = any(isinstance(node, ast.If | ast.IfExp | ast.Try) for node in ast.walk(function))
    return knows and f"{names[0]}.replace(year={names[1]})" in text


def _keeps_kind(function: Function) -> bool:
    """A moment stays a moment."""
    text = ast.unparse(function)
    return ".replace(" in text or "relativedelta" in text


def _kept(context: Context, start: ast.expr | None, name: str) -> str:
    """Where the repository keeps what the function gives, under the name under which the start was read."""
    read = start
    if isinstance(start, ast.Name):
        known = reaching(context.frame.file, context.frame.function, start.id, context.frame.line)
        read = known[0].value if len(known) == 1 else None
    names = set(_read_names(read)) if read is not None else set()
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Assign(targets=[target], value=value):
                    pairs = [(last_name(target), value)]
                case ast.keyword(arg=str() as word, value=value):
                    pairs = [(word, value)]
                case ast.Dict(keys=keys, values=values):
                    pairs = [(str(getattr(key, "value", "")), one) for key, one in zip(keys, values, strict=True)]
                case _:
                    continue
            for word, given in pairs:
                calls = (part for part in ast.walk(given) if isinstance(part, ast.Call))
                if word in names and any(last_name(part.func) == name for part in calls):
                    return f"{file.path}:{given.lineno}"
    return ""


def _read_names(node: ast.expr) -> Iterator[str]:
    """The fields that an expression reads: `expires` of `fromisoformat(row["expires"])`."""
    for part in ast.walk(node):
        match part:
            case ast.Subscript(slice=ast.Constant(value=str() as key)):
                yield key
            case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str() as key), *_]):
                yield key
            case ast.Attribute(attr=name, ctx=ast.Load()) if name not in ("fromisoformat", "date", "get"):
                yield name

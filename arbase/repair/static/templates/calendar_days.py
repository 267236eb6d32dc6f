"""Days that a calendar does not have: the thirteenth month, the 31st of April, the 29th of February next year."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import bracketed
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, in_brackets, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.pages import pages
from arbase.workspace.promises import told_at
from arbase.workspace.short_months import Meant, agreed, meant_for

NAME = "calendar"
_MONTH = re.compile(r"month must be in 1\.\.12")
_DAY = re.compile(r"day is out of range for month|day \d+ must be in range")
_CLOCK = re.compile(r"(?:hour|minute|second) must be in 0\.\.")
_UNITS = ("day", "hour", "minute", "second", "microsecond")
_OF_THE_CLOCK = frozenset(("hour", "minute", "second", "microsecond", "fold"))
# The days of the shortest month, and one more.
LONGEST = 29
DEPTH = 3
_MAKERS = frozenset(("date", "datetime", "replace", "Timestamp"))


class Calendar(Template):
    """The month runs over into the year; a day that the month lacks is its last one, or what is promised."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By what was out of range."""
        crash, file = context.crash, context.frame.file
        if crash.exception != "ValueError":
            return
        month, day = _MONTH.search(crash.message), _DAY.search(crash.message)
        if not month and not day and not _CLOCK.search(crash.message):
            return
        for call in header_nodes(context.frame.statement):
            if not isinstance(call, ast.Call) or last_name(call.func) not in _MAKERS:
                continue
            parts = _parts(call)
            yield from self._later(context, file, call)
            if month:
                yield from self._run_over(context, file, call, parts)
            if day:
                yield from self._last_day(context, file, call, parts)

    @staticmethod
    def _later(context: Context, file: SourceFile, call: ast.Call) -> Iterator[Draft]:
        """`start.replace(minute=start.minute + n)` is `start + timedelta(minutes=n)`, which runs over by itself."""
        owner = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "replace" else None
        later = [word for word in call.keywords if isinstance(word.value, ast.BinOp)]
        fixed = [word for word in call.keywords if isinstance(word.value, ast.Constant)]
        unit = later[0].arg if len(later) == 1 and len(later) + len(fixed) == len(call.keywords) else None
        if owner is None or unit not in _UNITS or call.args:
            return
        match later[0].value:
            case ast.BinOp(left=ast.Attribute(value=base, attr=name), op=ast.Add() | ast.Sub() as op, right=step) if (
                name == unit and _same_day(context, base, owner)
            ):
                module = any(isinstance(node, ast.Import) and any(one.name == "datetime" and not one.asname
                             for one in node.names) for node in file.tree.body)  # fmt: skip
                made = "datetime.timedelta" if module else "timedelta"
                sign = "+" if isinstance(op, ast.Add) else "-"
                names = ["timedelta"]
                moment = file.segment(owner)
                if fixed:
                    moment = f"{moment}.replace({', '.join(file.segment(word) for word in fixed)})"
                of_day = context.crash.type_of(owner).rpartition(".")[2] == "time" and unit != "day"
                if of_day:
                    # Only a moment of some day runs over; on the clock the next day begins at 0 again.
                    before = "datetime." if module else ""
                    moment = f"{before}datetime.combine({before}date.min, {moment})"
                    names += ["date", "datetime"]
                text = f"{moment} {sign} {made}({unit}s={file.segment(step)})"
                text = f"({text}).time()" if of_day else in_brackets(file, call, text)
                needed = () if module else tuple(f"from datetime import {name}" for name in names)
                idea = Idea(NAME, 0.92, f"more {unit}s than there are run over into what comes next", "", needed)
                yield replaced(context, idea, file, call, text)

    def _run_over(
        self, context: Context, file: SourceFile, call: ast.Call, parts: dict[str, ast.expr]
    ) -> Iterator[Draft]:
        """`month + n` becomes the month of that many months later, and the year with it."""
        month, year = parts.get("month"), parts.get("year")
        match month:
            case ast.BinOp(left=base, op=ast.Add() | ast.Sub() as op, right=step):
                pass
            case _:
                return
        sign = "+" if isinstance(op, ast.Add) else "-"
        start, far = bracketed(file, base), bracketed(file, step)
        one = isinstance(step, ast.Constant) and step.value == 1
        text = file.segment(call)
        offset = file.span(call)[0]
        if sign == "+":
            carry, rest = (f"{start} // 12", f"{start} % 12 + 1") if one else (
                f"({start} + {far} - 1) // 12", f"({start} + {far} - 1) % 12 + 1")  # fmt: skip
        else:
            carry, rest = f"({start} - {far} - 1) // 12", f"({start} - {far} - 1) % 12 + 1"
        if year is not None:
            years = f"{bracketed(file, year)} + {carry}"
            changes = [(file.span(month), rest), (file.span(year), years)]
        else:
            owner = file.segment(call.func.value) if isinstance(call.func, ast.Attribute) else ""
            if not owner:
                return
            changes = [(file.span(month), rest)]
            word = next((item for item in call.keywords if item.value is month), None)
            if word is None:
                return
            at = file.span(word)[0] if hasattr(word, "lineno") else file.span(month)[0] - len("month=")
            changes.append(((at, at), f"year={owner}.year + {carry}, "))
        for (first, last), new in sorted(changes, reverse=True):
            text = text[: first - offset] + new + text[last - offset :]
        yield replaced(context, Idea(NAME, 0.9, "behind December comes the next year"), file, call, text)

    def _last_day(
        self, context: Context, file: SourceFile, call: ast.Call, parts: dict[str, ast.expr]
    ) -> Iterator[Draft]:
        """A day that the month does not have: the last one that it has, with `calendar.monthrange`."""
        year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
        owner = file.segment(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        moved = last_name(call.func) == "replace"
        if moved and not owner:
            return
        literal = isinstance(day, ast.Constant) and isinstance(day.value, int) and day.value >= LONGEST
        kept = day is None or (isinstance(day, ast.Attribute) and day.attr == "day") or _is_stored(context, day)
        if not literal and not kept:
            # A day that somebody gave is wrong; only that of another date, or the end of the month, can be meant so.
            return
        texts = [
            file.segment(given) if given is not None else f"{owner}.{name}" if moved else ""
            for name, given in (("year", year), ("month", month), ("day", day))
        ]
        if not all(texts):
            return
        told = _meant(context)
        if told in ("next", "over"):
            if not literal:
                yield _in_the_next(context, file, call, parts, (texts[2], told))
            return
        if told == "unclear":
            return
        last = f"calendar.monthrange({texts[0]}, {texts[1]})[1]"
        new = last if literal else f"min({texts[2]}, {last})"
        text, offset = file.segment(call), file.span(call)[0]
        if day is not None:
            first, end = file.span(day)
            text = text[: first - offset] + new + text[end - offset :]
        else:
            text = f"{text.rstrip()[:-1].rstrip().rstrip(',')}, day={new})"
        idea = Idea(NAME, 0.86, "not every month has that day; its last one is meant", "", ("import calendar",))
        yield replaced(context, idea, file, call, text)


def _same_day(context: Context, base: ast.expr, owner: ast.expr) -> bool:
    """Both are one moment, or one is the other with some fields of its clock set anew: their days are the same."""
    if ast.dump(base) == ast.dump(owner):
        return True
    frame = context.frame
    for name, other in ((owner, base), (base, owner)):
        known = definitions(frame.file, frame.function, name.id) if isinstance(name, ast.Name) else []
        match known:
            case [one] if isinstance(one.statement, ast.Assign):
                pass
            case _:
                continue
        match one.value:
            case ast.Call(func=ast.Attribute(value=was, attr="replace"), args=[], keywords=words) if (
                ast.dump(was) == ast.dump(other) and {word.arg for word in words} <= _OF_THE_CLOCK
            ):
                others = definitions(frame.file, frame.function, other.id) if isinstance(other, ast.Name) else [one]
                # A name that is bound anew in between may be another day.
                return len(others) <= 1
    return False


def _is_stored(context: Context, day: ast.expr | None) -> bool:
    """`contract.debit_day`: a day of every month, which was given once and for all, and not in this request."""
    frame, depth = context.frame, 0
    while isinstance(day, ast.Name) and depth < DEPTH:
        given = definitions(frame.file, frame.function, day.id)
        day, depth = (given[0].value if len(given) == 1 else None), depth + 1
    match day:
        case ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            pass
        case _:
            return False
    return re.search(r"(?:^|_)day$", name) is not None and not context.flow.sent(frame.file, frame.function, day)


def _meant(context: Context) -> Meant:
    """What the innermost function on the way says of days that a month does not have; else what all others say."""
    for frame in reversed(context.crash.frames):
        told = meant_for(told_at(frame.file.text, frame.function)) if frame.function is not None else ""
        if told:
            return told
    others = (
        (function.name, told_at(file.text, function))
        for file in context.codebase.sources
        for function in file.functions
    )
    return agreed([*others, *pages(context.codebase.root).items()])[0]


def _in_the_next(
    context: Context, file: SourceFile, call: ast.Call, parts: dict[str, ast.expr], said: tuple[str, Meant]
) -> Draft:
    """So many days after the first of the month: beyond its end where it has fewer; at most the first of the next."""
    day, told = said
    text, offset = file.segment(call), file.span(call)[0]
    if "day" in parts:
        begin, end = file.span(parts["day"])
        first = f"{text[: begin - offset]}1{text[end - offset :]}"
    else:
        first = f"{text.rstrip()[:-1].rstrip().rstrip(',')}, day=1)"
    delta, needed = spelled(file, "datetime", "timedelta", ("timedelta", "from datetime import timedelta"))
    new = f"{first} + {delta}(days={day} - 1)"
    why = "a day that the month does not have is in the next one, as it is promised"
    # Of the 29th of February alone a day is lacking; between other months it may be up to three.
    if told == "next" and "month" in parts:
        new = f"min({new}, ({first} + {delta}(days=32)).replace(day=1))"
    else:
        new = in_brackets(file, call, new)
    return replaced(context, Idea(NAME, 0.9, why, "", needed), file, call, new)


def is_reckoned(call: ast.expr | None, message: str) -> bool:
    """The day or month that is out of range was reckoned from others: nobody gave it so."""
    if not isinstance(call, ast.Call):
        return False
    if _CLOCK.search(message):
        return any(isinstance(word.value, ast.BinOp) for word in call.keywords if word.arg in _UNITS)
    if not (_MONTH.search(message) or _DAY.search(message)):
        return False
    parts = _parts(call)
    month, day = parts.get("month"), parts.get("day")
    if _MONTH.search(message):
        return isinstance(month, ast.BinOp)
    moved = last_name(call.func) == "replace" and day is None
    reckoned = isinstance(day, ast.BinOp | ast.Constant)
    return moved or reckoned or (isinstance(day, ast.Attribute) and day.attr == "day")


def _parts(call: ast.Call) -> dict[str, ast.expr]:
    """Year, month and day of a call that makes a date."""
    names = ("year", "month", "day")
    found: dict[str, ast.expr] = {}
    if not any(isinstance(item, ast.Starred) for item in call.args):
        found = dict(zip(names, call.args, strict=False))
    found.update({word.arg: word.value for word in call.keywords if word.arg in names})
    return found

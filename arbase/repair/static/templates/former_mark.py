"""A number that a stored text begins with, where a former form of that text has a word instead.

`int(rounds) < ROUNDS` asks whether a text is older than what is stored today. Another reader knows that the word may
stand there, and nobody writes it any more: what has it is older than whatever has a number.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Crash
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.source import SourceFile, header_nodes
from arbase.repair.static.templates.building import Idea, in_brackets, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.former_marks import line_of_mark, number_of
from arbase.workspace.tree import Function

NAME = "former-mark"
_NO_NUMBER = re.compile(r"(?:invalid literal for int\(\) with base 10|could not convert string to float): '([^']+)'$")
# Seen from the number: `int(x) < TODAY` holds for what is older, `int(x) >= TODAY` does not.
_OLDER: tuple[type[ast.cmpop], ...] = (ast.Lt, ast.LtE, ast.NotEq)
_TODAYS: tuple[type[ast.cmpop], ...] = (ast.Gt, ast.GtE, ast.Eq)
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Gt: ast.Lt, ast.GtE: ast.LtE, ast.Lt: ast.Gt, ast.LtE: ast.GtE,
}  # fmt: skip


class _Asked(NamedTuple):
    """A comparison of a number that is read of a text with the one of today."""

    node: ast.Compare
    text: ast.expr
    today: ast.expr
    older: bool


class FormerMark(Template):
    """`rounds == "sha1" or int(rounds) < ROUNDS`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the texts are written with the number of today in this place, and never with the word."""
        frame, told = context.frame, _NO_NUMBER.search(context.crash.message)
        asked = _asked(context.crash) if told is not None and context.crash.exception == "ValueError" else None
        if asked is None or told is None:
            return
        place = _place(frame.file, frame.function, asked.text)
        reader = _read_elsewhere(context, frame.function, told[1])
        if place is None or not reader or not _written(context, place, asked.today):
            return
        if _written(context, place, ast.Constant(told[1])):
            return
        name = frame.file.segment(asked.text)
        sign, word = ("==", "or") if asked.older else ("!=", "and")
        text = f'{name} {sign} "{told[1]}" {word} {frame.file.segment(asked.node)}'
        why = f"{reader} knows texts of a former form that begin with {told[1]}, and today's are written otherwise"
        yield replaced(context, Idea(NAME, 0.9, why, reader), frame.file, asked.node,
                       in_brackets(frame.file, asked.node, text))  # fmt: skip


def _asked(crash: Crash) -> _Asked | None:
    for node in header_nodes(crash.frame.statement):
        match node:
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                kind = type(operator)
            case _:
                continue
        if (number := number_of(left)) is not None:
            text, today = number, right
        elif (number := number_of(right)) is not None:
            text, today, kind = number, left, _TURNED.get(kind, kind)
        else:
            continue
        if kind in (*_OLDER, *_TODAYS):
            return _Asked(node, text, today, kind in _OLDER)
    return None


class _Place(NamedTuple):
    """Which part of a text that is cut at `separator`, or which entry of a mapping."""

    separator: str
    part: int
    key: str


def _place(file: SourceFile, function: Function | None, text: ast.expr) -> _Place | None:
    """Where the text that holds the number was taken from: `known.split("$")[0]`, `row["version"]`."""
    if isinstance(text, ast.Name):
        made = definitions(file, function, text.id)
        match made[0].statement if len(made) == 1 else None:
            case ast.Assign(targets=[ast.Name()], value=value):
                return _place(file, function, value) if not isinstance(value, ast.Name) else None
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=value) if separator := _cut(value):
                at = [position for position, one in enumerate(names) if isinstance(one, ast.Name) and one.id == text.id]
                return _Place(separator, at[0], "") if at and not any(map(_is_rest, names)) else None
        return None
    match text:
        case ast.Subscript(value=value, slice=ast.Constant(value=int(part))) if (
            separator := _cut(value)
        ) and part >= 0:
            return _Place(separator, part, "")
        case ast.Subscript(slice=ast.Constant(value=str(key))):
            return _Place("", 0, key)
    return None


def _is_rest(node: ast.expr) -> bool:
    return isinstance(node, ast.Starred)


def _cut(node: ast.expr) -> str:
    """The text at which `known.split("$")` cuts."""
    match node:
        case ast.Call(func=ast.Attribute(attr="split"), args=[ast.Constant(value=str(separator)), *_]):
            return separator
    return ""


def _read_elsewhere(context: Context, running: Function | None, mark: str) -> str:
    """Where another function asks whether a text is the word, and takes the same text for a number else."""
    for file in context.codebase.sources:
        for function in file.functions:
            if function is not running and (line := line_of_mark(function, mark)):
                return f"{file.path}:{line}"
    return ""


def _written(context: Context, place: _Place, value: ast.expr) -> bool:
    """Somebody puts a text together that has this value in the place."""
    wanted = ast.dump(value)
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.JoinedStr(values=values) if place.separator:
                    parts = _parts(values, place.separator)
                    if (
                        len(parts) > 1
                        and len(parts) > place.part
                        and [ast.dump(one) for one in parts[place.part]] == [wanted]
                    ):
                        return True
                case ast.Dict(keys=keys, values=values) if place.key:
                    for key, given in zip(keys, values, strict=True):
                        if isinstance(key, ast.Constant) and key.value == place.key and ast.dump(given) == wanted:
                            return True
    return False


def _parts(values: list[ast.expr], separator: str) -> list[list[ast.expr]]:
    """What stands between the separators of an f-string."""
    found: list[list[ast.expr]] = [[]]
    for one in values:
        if isinstance(one, ast.FormattedValue):
            found[-1].append(one.value)
        elif isinstance(one, ast.Constant):
            first, *more = str(one.value).split(separator)
            for position, text in enumerate([first, *more]):
                if position:
                    found.append([])
                if text:
                    found[-1].append(ast.Constant(text))
    return found

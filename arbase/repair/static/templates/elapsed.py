"""The time between two moments of one zone, which Python reckons by the clock on the wall: in UTC it is what passed.

https://docs.python.org/3/library/datetime.html#datetime.datetime.__sub__: with the same `tzinfo` no offset counts, so
that a night in which the clock is put back is an hour short.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import bracketed, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.eager import functions_near
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.timezone import zone_of
from arbase.workspace.tree import Function

NAME = "elapsed"
MOST = 4
_SYMPTOMS = frozenset(("IndexError", "KeyError", "ValueError", "ZeroDivisionError"))
_BY_THE_CLOCK = re.compile(r"\b(wall|clocks?|calendar|nominal|local (?:time|hours?))\b", re.IGNORECASE)
_IN_UTC = frozenset(("astimezone", "timestamp", "date", "time", "utcnow", "now"))


class Elapsed(Template):
    """`end.astimezone(UTC) - start.astimezone(UTC)` where a length of time is made of `end - start`.

    The two differ only where the zone's offset does in between, so that a crash which ends by this came of it.
    """

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each such length in the functions that were running, or that gave them what they hold."""
        if context.crash.exception not in _SYMPTOMS:
            return
        places = [
            (file, function, node) for file, function in functions_near(context) for node in _lengths(file, function)
        ]
        for file, function, node in places[:MOST]:
            utc = zone_of(context, file)
            if utc is None or not utc.text.upper().endswith("UTC"):
                continue
            left, right = (f"{bracketed(file, side)}.astimezone({utc.text})" for side in (node.left, node.right))
            why = f"{function.name} counts by the clock on the wall, which is put forward and back"
            idea = Idea(NAME, 0.74, why, utc.place, utc.imports)
            yield edited(context, idea, file, replace(file, node, f"{left} - {right}"))


def _lengths(file: SourceFile, function: Function) -> Iterator[ast.BinOp]:
    """Differences that are divided, or read in seconds, of a function that does not say to go by the clock."""
    if _BY_THE_CLOCK.search(ast.get_docstring(function) or ""):
        return
    for node in ast.walk(function):
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Sub):
            continue
        plain = all(isinstance(side, ast.Name | ast.Attribute) for side in (node.left, node.right))
        parent = file.parent(node)
        divided = (
            isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Div | ast.FloorDiv) and parent.left is node
        )
        read = isinstance(parent, ast.Attribute) and parent.attr == "total_seconds"
        if plain and (divided or read) and not {last_name(node.left), last_name(node.right)} & _in_utc(function):
            yield node


def _in_utc(function: Function) -> set[str]:
    """Local names that hold what was turned already."""
    return {
        last_name(node.targets[0])
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and last_name(node.value.func) in _IN_UTC
    }

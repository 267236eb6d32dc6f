"""A look-up that is read on the spot finds nothing, and the function says what it gives then.

`return RATES.filter(country=country).first().percent` with "DEFAULT for a country without one" above it, or the row
that is unpacked where the docstring promises None: the row gets a name, and is asked for before it is read.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import insert_before, replace
from arbase.repair.static.framework import is_handler
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, is_simple, valued
from arbase.repair.static.templates.hoisting import new_name, runs_once
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import is_pure, none_node
from arbase.repair.static.templates.told_default import constants, is_told
from arbase.repair.static.values import Value

NAME = "found-nothing"
# What a docstring promises counts for this; that a function may return None at all says less.
SAID = 0.5


class FoundNothing(Template):
    """`row = <look-up>`, then `if row is None: return <what the function says>`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each value that the function itself names."""
        frame, file, function = context.frame, context.frame.file, context.frame.function
        node = none_node(context.crash)
        call = node.value if isinstance(node, ast.Await) else node
        if node is None or function is None or is_handler(file, function) or is_pure(node):
            return
        if not isinstance(call, ast.Call) or not is_simple(frame.statement) or not runs_once(file, call):
            return
        name = new_name(file, function, call)
        for value in _values(context, file, node):
            lines = (f"{name} = {file.segment(node)}", f"if {name} is None:", f"\treturn {value.text}")
            edit = insert_before(file, frame.statement, lines)
            if edit is not None:
                why = f"{file.segment(call).splitlines()[0]} may find nothing"
                yield valued(context, Idea(NAME, 0.82, why), file, (edit, replace(file, node, name)), value)


def _values(context: Context, file: SourceFile, node: ast.expr) -> list[Value]:
    """What the function returns for nothing by its own words: a literal, or the one constant that they name."""
    function, statement = context.frame.function, context.frame.statement
    if function is None:
        return []
    place = f"{file.path}:{function.lineno}"
    outer = file.parent(node)
    while isinstance(outer, ast.Attribute | ast.Subscript) and isinstance(file.parent(outer), ast.expr):
        outer = file.parent(outer)
    if isinstance(statement, ast.Return) and statement.value is outer:
        told = [one for one in constants(file) if is_told(file, [function], one)]
        if len(told) == 1:
            return [Value(told[0].name, place, 0.9, f"{function.name} says that {told[0].name} counts then")]
        if told:
            return []
    declared = context.values.promised(file, function) or function.returns is not None
    own = [one for one in context.values.for_nothing(file, function) if one.place.startswith(f"{file.path}:")]
    return [one for one in own if declared and one.score >= SAID and place == one.place][:1]

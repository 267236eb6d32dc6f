"""A list still names what its table has no more: other readers of the list pass over it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit
from arbase.repair.static.source import COMPREHENSIONS, SourceFile
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "still-listed"


class StillListed(Template):
    """`[table[i] for i in ids if i in table]`, as others have it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the key that lacks is what a comprehension goes through."""
        node, file = context.crash.node, context.frame.file
        match context.crash.exception, node:
            case "KeyError", ast.Subscript(value=ast.Name() | ast.Attribute() as table, slice=ast.Name(id=name)):
                pass
            case _:
                return
        held = file.segment(table)
        for outer in file.ancestors(node):
            if isinstance(outer, ast.stmt):
                return
            if not isinstance(outer, COMPREHENSIONS) or len(outer.generators) != 1:
                continue
            loop = outer.generators[0]
            if not isinstance(loop.target, ast.Name) or loop.target.id != name:
                continue
            if any(part is node for one in loop.ifs for part in ast.walk(one)):
                return
            where = _passed_over(file, held)
            if where:
                # In front of the closing bracket; an expression in brackets of its own ends behind them.
                end = len(file.text[: file.span(outer)[1] - 1].rstrip())
                why = f"{held} may have lost what is listed still; {where} passes over it"
                yield edited(context, Idea(NAME, 0.87, why, where), file, Edit(end, end, f" if {name} in {held}"))
            return


def _passed_over(file: SourceFile, held: str) -> str:
    """Where a comprehension, or a loop that goes on, asks whether what it goes through is in the table."""
    for node in file.nodes:
        if isinstance(node, COMPREHENSIONS):
            for loop in node.generators:
                names = {part.id for part in ast.walk(loop.target) if isinstance(part, ast.Name)}
                if any(_asks(file, test, held, names, ast.In) for test in loop.ifs):
                    return f"{file.path}:{node.lineno}"
        if isinstance(node, ast.For):
            names = {part.id for part in ast.walk(node.target) if isinstance(part, ast.Name)}
            for item in node.body:
                if not isinstance(item, ast.If) or item.orelse:
                    continue
                goes_on = len(item.body) == 1 and isinstance(item.body[0], ast.Continue)
                if goes_on and _asks(file, item.test, held, names, ast.NotIn):
                    return f"{file.path}:{item.lineno}"
    return ""


def _asks(file: SourceFile, test: ast.expr, held: str, names: set[str], kind: type[ast.cmpop]) -> bool:
    match test:
        case ast.Compare(left=ast.Name(id=name), ops=[sign], comparators=[table]):
            return isinstance(sign, kind) and name in names and file.segment(table) == held
    return False

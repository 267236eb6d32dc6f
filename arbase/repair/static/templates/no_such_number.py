"""A row is looked for by a number that no table can hold: it is not there, like any other of which there is no row."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import wrap
from arbase.repair.static.source import own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.rows_by_number import beyond_integers, finds_one_row
from arbase.workspace.tree import Function

NAME = "no-such-number"


class NoSuchNumber(Template):
    """`except OverflowError: return None` in the function that answers so for what it does not find."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the innermost function on the way that says what it asks the table for."""
        if not beyond_integers(context.crash.exception, context.crash.message):
            return
        for frame in reversed(context.crash.frames):
            function, statement = frame.function, frame.statement
            if function is None or not finds_one_row(function, statement):
                continue
            answer = _nothing(frame, function)
            edit = wrap(frame.file, [statement], "try:", ("except OverflowError:", f"\t{answer}")) if answer else None
            if edit is not None:
                # Where a function refuses by itself what it does not find, its refusal right there is plainer still.
                prior = 0.93 if isinstance(statement, ast.Return) else 0.78
                idea = Idea(NAME, prior, "no row has a number that SQLite cannot hold")
                yield edited(context, idea, frame.file, edit)
            return


def _nothing(frame: Frame, function: Function) -> str:
    """How the function says that there is no such row; empty where it does not ask for that."""
    match frame.statement:
        case ast.Return():
            return "return None"
        case ast.Assign(targets=[ast.Name(id=name)]):
            tests = (node.test for node in own_nodes(function) if isinstance(node, ast.If | ast.IfExp))
            asked = any(isinstance(part, ast.Name) and part.id == name for test in tests for part in ast.walk(test))
            return f"{name} = None" if asked else ""
    return ""

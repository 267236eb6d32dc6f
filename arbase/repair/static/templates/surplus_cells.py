"""Rows of csv with more cells than the head of the table: `csv.DictReader` has the surplus under the key None."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, insert_before, replace
from arbase.repair.static.source import SourceFile, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import functions_around
from arbase.workspace.promises import told_at
from arbase.workspace.surplus_cells import cells_of, reads_by_head, says_so

NAME = "surplus-cells"


class SurplusCells(Template):
    """`if name is None: continue` in a loop over the cells of a row, where the service says that more are ignored."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for the loop of the crashed function in which the name of a column was None."""
        frame, function = context.frame, context.frame.function
        if function is None or context.crash.exception not in ("AttributeError", "TypeError"):
            return
        around = functions_around(context, context.crash.frames)
        reading = [one for file, one in around if reads_by_head(one)]
        told = [told_at(file.text, one) for file, one in around if file is frame.file or one in reading]
        told += [ast.get_docstring(file.tree) or "" for file, one in around if one in reading]
        if not reading or not says_so(context.codebase.root, told):
            return
        filled = any(reads_by_head(one, filled=True) for one in reading)
        for loop in own_nodes(function):
            names = cells_of(loop)
            if names is None or context.crash.described(names[0]).get("type") != "NoneType":
                continue
            edit = _passing(frame.file, loop, names[0])
            if edit is not None:
                cells = [] if filled else list(_texts(frame.file, loop, names[1]))
                idea = Idea(NAME, 0.88, "what a row has beyond the head of its table is called None")
                yield edited(context, idea, frame.file, edit, *cells)


def _passing(file: SourceFile, loop: ast.AST, name: str) -> Edit | None:
    """The cells without a name are passed over."""
    if isinstance(loop, ast.For):
        return insert_before(file, loop.body[0], (f"if {name} is None:", "\tcontinue"))
    if isinstance(loop, ast.comprehension):
        end = file.span(loop.ifs[-1] if loop.ifs else loop.iter)[1]
        return Edit(end, end, f" if {name} is not None") if not loop.ifs else None
    return None


def _texts(file: SourceFile, loop: ast.AST, value: str) -> Iterator[Edit]:
    """`(value or "").strip()`: a row may as well have fewer cells than the head, and what lacks is None."""
    whole = loop if isinstance(loop, ast.For) else file.parent(loop)
    nodes = list(ast.walk(whole)) if whole is not None else []
    asked = [node.left for node in nodes if isinstance(node, ast.Compare)]
    asked += [node.values[0] for node in nodes if isinstance(node, ast.BoolOp)]
    if any(isinstance(node, ast.Name) and node.id == value for node in asked):
        return
    for node in nodes:
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name) as owner, attr=method)):
                if name == value and hasattr(str, method):
                    yield replace(file, owner, f'({value} or "")')

"""Rows of csv with more cells than the head of the table: `csv.DictReader` has the surplus under the key None."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, insert_before, replace
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.csv_rows import short_refused
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import functions_around
from arbase.workspace.promises import told_at
from arbase.workspace.surplus_cells import cells_of, is_blank, reads_by_head, says_nothing, says_so
from arbase.workspace.tree import Function

NAME = "surplus-cells"


class SurplusCells(Template):
    """`if name is None: continue` in a loop over the cells of a row, where the service says that more are ignored.

    Rows with fewer cells crash in the same loop, whichever comes first. Blank ones are passed over as well where the
    service says nothing of them.
    """

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for the loop of the crashed function in which the name of a column was None."""
        frame, function = context.frame, context.frame.function
        if function is None or context.crash.exception not in ("AttributeError", "TypeError"):
            return
        around = functions_around(context, context.crash.frames)
        # A generator that hands the rows over is on no frame of the trace.
        around += [(frame.file, one) for one in frame.file.functions if (frame.file, one) not in around]
        reading = [one for file, one in around if reads_by_head(one)]
        told = [told_at(file.text, one) for file, one in around if file is frame.file or one in reading]
        told += [ast.get_docstring(file.tree) or "" for file, one in around if one in reading]
        if not reading:
            return
        if not says_so(context.codebase.root, told):
            if says_nothing(context.codebase.root, told):
                yield from _blanks(context, function)
            return
        filled = any(reads_by_head(one, filled=True) for one in reading)
        for loop in own_nodes(function):
            names = cells_of(loop)
            kinds = [context.crash.described(name).get("type") for name in names or ()]
            if names is None or "NoneType" not in kinds or _asked_for(loop, names[0]):
                continue
            if kinds[0] != "NoneType" and any(short_refused(context, file, one) for file, one in around):
                continue
            edit = _passing(frame.file, loop, names[0])
            if edit is not None:
                cells = [] if filled else list(_texts(frame.file, loop, names[1]))
                idea = Idea(NAME, 0.88, "what a row has beyond the head of its table is called None")
                yield edited(context, idea, frame.file, edit, *cells)


def _asked_for(loop: ast.AST, name: str) -> bool:
    """The loop has a condition on the name of a column already."""
    tests = [part.left for part in ast.walk(loop) if isinstance(part, ast.Compare)]
    return any(isinstance(part, ast.Name) and part.id == name for part in tests)


def _blanks(context: Context, function: Function) -> Iterator[Draft]:
    """Where nobody says what becomes of them: blank ones are nothing, any other makes the row a wrong one.

    It is refused as the file refuses rows; where it does not, the crash stays for those.
    """
    file = context.frame.file
    for loop in own_nodes(function):
        names = cells_of(loop) if isinstance(loop, ast.For) else None
        if (
            names is None
            or not isinstance(loop, ast.For)
            or context.crash.described(names[0]).get("type") != "NoneType"
        ):
            continue
        name, value = names
        if not is_blank(context.crash.described(value)):
            continue
        something = f"any(part.strip() for part in {value})"
        refusal = _refusal(context, file)
        lines: tuple[str, ...] = (f"if {name} is None and not {something}:", "\tcontinue")
        if refusal:
            lines = (f"if {name} is None and {something}:", f"\t{refusal}", f"if {name} is None:", "\tcontinue")
        edit = insert_before(file, loop.body[0], lines)
        if edit is not None:
            idea = Idea(NAME, 0.86, "what a row has beyond the head of its table is called None, and here it is blank")
            yield edited(context, idea, file, edit)


def _refusal(context: Context, file: SourceFile) -> str:
    """`raise Rejected("more cells than columns")`: the exception for a wrong row, which a caller catches."""
    caught = {
        last_name(part)
        for frame in context.crash.frames
        for outer in frame.file.ancestors(frame.statement)
        if isinstance(outer, ast.Try)
        for handler in outer.handlers
        if handler.type is not None
        for part in ast.walk(handler.type)
    }
    own = {node.name for one in context.codebase.sources for node in one.nodes if isinstance(node, ast.ClassDef)}
    for node in file.nodes:
        match node:
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name), args=[ast.Constant() | ast.JoinedStr()], keywords=[])):
                if name in caught & own:
                    return f'raise {name}("more cells than columns")'
    return ""


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

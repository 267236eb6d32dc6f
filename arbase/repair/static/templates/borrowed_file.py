"""A file that somebody else still needs, and that a reader around it closes when it goes: it is let go first."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, insert_after, insert_before, wrap
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft
from arbase.workspace.tree import Function

_READERS = frozenset(("TextIOWrapper", "BufferedReader"))


def let_go(context: Context, template: str) -> Iterator[Draft]:
    """`stream.detach()` behind all that reads from `stream = io.TextIOWrapper(upload.file)`, however it ends."""
    for file, function in _run_before(context):
        if any(isinstance(node, ast.Attribute) and node.attr == "detach" for node in own_nodes(function)):
            continue
        for node in own_nodes(function):
            if not isinstance(node, ast.Call) or last_name(node.func) not in _READERS or not node.args:
                continue
            if not _is_lent(file, function, node.args[0]):
                continue
            edits = _edits(file, function, node)
            if edits:
                what = file.segment(node.args[0])
                idea = Idea(template, 0.93, f"{last_name(node.func)} closes {what} when it goes, which is needed still")
                yield edited(context, idea, file, *edits)


def _run_before(context: Context) -> list[tuple[SourceFile, Function]]:
    """The functions of the frames, and those that they called."""
    found = [(frame.file, frame.function) for frame in reversed(context.crash.frames) if frame.function is not None]
    calls = (node for _, function in found for node in own_nodes(function) if isinstance(node, ast.Call))
    called = [place for call in calls if (place := callee_of(context.codebase.sources, call)) is not None]
    return list({id(function): (file, function) for file, function in (*found, *called)}.values())


def _is_lent(file: SourceFile, function: Function, node: ast.expr) -> bool:
    """What is wrapped comes from outside: a parameter or a part of one, nothing that the function opened itself."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return isinstance(node, ast.Name) and not definitions(file, function, node.id)


def _edits(file: SourceFile, function: Function, call: ast.Call) -> list[Edit]:
    """`finally: stream.detach()`, by where the reader is made: under a name, in a `with`, or in place."""
    statement = file.statement_of(call)
    if statement is None:
        return []
    match statement:
        case ast.With(items=[ast.withitem(context_expr=made, optional_vars=ast.Name(id=name))]) if made is call:
            return _of_with(file, statement, name)
        case ast.Assign(targets=[ast.Name(id=name)], value=made) if made is call:
            return _rest(file, function, statement, name)
        case ast.Assign() | ast.For():
            taken = {part.id for part in ast.walk(function) if isinstance(part, ast.Name)}
            name = next((one for one in ("stream", "wrapper") if one not in taken), "")
            block = file.block_of(statement)
            rest = block[block.index(statement) :]
            made_first = insert_before(file, statement, (f"{name} = {file.segment(call)}",))
            wrapped = wrap(file, rest, "try:", ("finally:", f"\t{name}.detach()"))
            if not name or made_first is None or wrapped is None or wrapped.text.count(file.segment(call)) != 1:
                return []
            text = wrapped.text.replace(file.segment(call), name)
            return [Edit(wrapped.start, wrapped.end, made_first.text + text)]
    return []


def _of_with(file: SourceFile, statement: ast.With, name: str) -> list[Edit]:
    """A `with` closes what it holds: the reader gets its name in front of a `try`."""
    first, last = statement.body[0], statement.body[-1]
    start, end = file.span(statement)[0], file.line_start(first.lineno)
    closing = insert_after(file, last, ("finally:",))
    if first.lineno == statement.lineno or closing is None or not file.starts_line(statement):
        return []
    indent = file.indent(statement)
    made = file.segment(statement.items[0].context_expr)
    head = f"{name} = {made}{file.newline}{indent}try:{file.newline}"
    tail = f"{indent}finally:{file.newline}{indent}{file.unit}{name}.detach(){file.newline}"
    whole = file.text[end : closing.start]
    inner = whole if whole.endswith(("\n", "\r")) else whole + file.newline
    return [Edit(start, closing.start, head + inner + tail)]


def _rest(file: SourceFile, function: Function, statement: ast.Assign, name: str) -> list[Edit]:
    """A `finally` for the last `try` behind it if that reads it all, else a `try` around what is behind it."""
    if len(definitions(file, function, name)) != 1:
        return []
    block = file.block_of(statement)
    rest = block[block.index(statement) + 1 :]
    if not rest:
        return []
    last = rest[-1]
    if isinstance(last, ast.Try) and not last.finalbody and all(isinstance(one, ast.Assign) for one in rest[:-1]):
        edit = insert_after(file, last, ("finally:", f"\t{name}.detach()"))
        return [edit] if edit is not None else []
    wrapped = wrap(file, rest, "try:", ("finally:", f"\t{name}.detach()"))
    return [wrapped] if wrapped is not None else []

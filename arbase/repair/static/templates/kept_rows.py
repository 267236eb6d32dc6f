"""Rows that a module keeps for all requests, of a session that ends with the first: they forget their columns with it.

They are read in a session of their own, over the connection of the first (so it sees what that one has written). It is
closed without a commit, which lets go of them with all that they hold; related records that are read off them come
along. https://docs.sqlalchemy.org/en/20/orm/session_api.html#sqlalchemy.orm.Session.params.join_transaction_mode: over
a connection with a transaction "close() calls will have no effect on the given transaction".
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import Edit, wrap
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "kept-rows"
_SAID = re.compile(r"(?:Instance|instance of type|Parent instance) <(\w+) at 0x\w+> is not bound to a Session")
_OWN = "own"


class _Reading(NamedTuple):
    """The statement that reads the rows which are kept, its `select(Model)`, and the session's name and class."""

    file: SourceFile
    function: Function
    statement: ast.stmt
    select: ast.Call
    session: str
    kind: str


class KeptRows(Template):
    """`with Session(session.connection()) as own:` around the statement that reads them."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each name of a module that keeps rows of the model at which the crash stands."""
        said = _SAID.search(context.crash.message)
        if context.crash.exception != "DetachedInstanceError" or said is None:
            return
        for file in context.codebase.sources:
            for keeper in file.functions:
                for name, value in _keeps(keeper):
                    reading = _reading(context, file, keeper, value, said[1])
                    if reading is None or _are_changed(context, keeper):
                        continue
                    related = sorted(_related(context, keeper, said[1]).items())
                    edit = _apart(reading, said[1], related)
                    if edit is not None:
                        why = f"{name} keeps rows of {said[1]} when the session that read them is over"
                        ways = sorted({how for _, how in related})
                        imports = tuple(f"from sqlalchemy.orm import {how}" for how in ways)
                        yield edited(context, Idea(NAME, 0.86, why, "", imports), reading.file, edit)


def _keeps(function: Function) -> Iterator[tuple[str, ast.expr]]:
    """Names of the module that the function gives a value where they have none: `if kept is None: kept = read(...)`."""
    shared = {name for node in own_nodes(function) if isinstance(node, ast.Global) for name in node.names}
    for node in own_nodes(function):
        match node:
            case ast.If(
                test=ast.Compare(left=ast.Name(id=name), ops=[ast.Is()], comparators=[ast.Constant(value=None)]),
                body=[ast.Assign(targets=[ast.Name(id=given)], value=value)],
            ) if name == given and name in shared:
                yield name, value


def _reading(context: Context, file: SourceFile, keeper: Function, value: ast.expr, model: str) -> _Reading | None:
    """Where the rows are read: in the keeper itself, or in the one statement of what it calls that gives them back."""
    statement = file.statement_of(value)
    called = callee_of(context.codebase.sources, value) if isinstance(value, ast.Call) else None
    function = keeper
    if called is not None:
        file, function = called
        given = [node for node in own_nodes(function) if isinstance(node, ast.Return)]
        if len(given) != 1 or given[0].value is None:
            return None
        statement, value = given[0], given[0].value
    rows = _rows_of(value)
    if rows is None or statement is None:
        return None
    session, asked = rows
    kinds = [last_name(one.annotation) for one in parameters(function) if one.arg == session and one.annotation]
    for node in ast.walk(asked):
        match node:
            case ast.Call(func=ast.Name(id="select"), args=[ast.Name(id=read)]) if read == model and kinds == [
                "Session"
            ]:
                return _Reading(file, function, statement, node, session, kinds[0])
    return None


def _rows_of(value: ast.expr) -> tuple[str, ast.expr] | None:
    """The session and the query of `list(session.scalars(query))` or `session.scalars(query).all()`."""
    match value:
        case (
            ast.Call(func=ast.Name(id="list" | "tuple"), args=[ast.Call() as asked], keywords=[])
            | ast.Call(func=ast.Attribute(attr="all", value=ast.Call() as asked), args=[], keywords=[])
        ):
            pass
        case _:
            return None
    match asked:
        case ast.Call(func=ast.Attribute(attr="scalars", value=ast.Name(id=session)), args=[query], keywords=[]):
            return session, query
    return None


def _callers(context: Context, keeper: Function) -> list[tuple[SourceFile, Function]]:
    sites = context.flow.call_sites(keeper.name)
    return [(site.file, site.function) for site in sites if site.function is not None]


def _are_changed(context: Context, keeper: Function) -> bool:
    """Somebody who asks for the rows sets something: what is set on a row that was let go is stored by nobody."""
    nodes = (node for _, function in _callers(context, keeper) for node in own_nodes(function))
    return any(isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load) for node in nodes)


def _related(context: Context, keeper: Function, model: str) -> dict[str, str]:
    """Relations of the model that are read by whoever asks for the rows, and how each is loaded along."""
    read = {
        node.attr
        for _, function in _callers(context, keeper)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
    }
    found = {}
    for file in context.codebase.sources:
        for owner in (one for one in file.nodes if isinstance(one, ast.ClassDef) and one.name == model):
            for line in owner.body:
                match line:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name), value=ast.Call(func=func))
                        | ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=func))
                    ) if last_name(func) == "relationship" and name in read:
                        told = ast.unparse(line.annotation).lower() if isinstance(line, ast.AnnAssign) else ""
                        many = re.search(r"\b(?:list|set|sequence|collection)\b", told) is not None
                        found[name] = "selectinload" if many or not told else "joinedload"
    return found


def _apart(reading: _Reading, model: str, related: list[tuple[str, str]]) -> Edit | None:
    """The statement in the block of a session of its own."""
    file, statement = reading.file, reading.statement
    names = {node.id for node in ast.walk(reading.function) if isinstance(node, ast.Name)}
    if _OWN in names or "\n" in file.segment(statement):
        return None
    head = f"with {reading.kind}({reading.session}.connection()) as {_OWN}:"
    edit = wrap(file, [statement], head, ())
    options = ", ".join(f"{how}({model}.{name})" for name, how in related)
    select = file.segment(reading.select)
    if edit is None or edit.text.count(f"{reading.session}.scalars(") != 1 or edit.text.count(select) != 1:
        return None
    text = edit.text.replace(f"{reading.session}.scalars(", f"{_OWN}.scalars(")
    text = text.replace(select, f"{select}.options({options})") if options else text
    flushed = f"{file.indent(statement)}{reading.session}.flush(){file.newline}"
    return Edit(edit.start, edit.end, flushed + text)

"""Rows that are deleted through a session of SQLAlchemy, and others in their place: a flush inserts before it deletes.

What is unique is there twice then. A flush of its own behind the deletion sends it first.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import definitions, parameters
from arbase.repair.static.edit import Edit, insert_after, insert_before
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import Codebase, SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.orphans import mapped_to
from arbase.workspace.tree import Function

NAME = "deleted-first"
_UNIQUE = re.compile(r"\bunique\b|duplicate", re.IGNORECASE)
_WRITTEN = re.compile(r"\[SQL: (?:INSERT INTO|UPDATE) (?:\w+\.)?[\"`]?(\w+)")
_ORPHANS = re.compile(r"delete-orphan|cascade_delete\s*=\s*True")
_SENT = frozenset(("flush", "commit"))
_ASKED = _SENT | {"add", "add_all", "get", "get_one", "scalar", "scalars", "execute", "query", "exec"}
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
# How many calls below a running function the deletion may stand, and how many names it is away from its query.
DEEP = 2


class _Model(NamedTuple):
    """A mapped class, the relationships that lead to it, and those of them whose rows go when they are taken out."""

    name: str
    relations: frozenset[str]
    owned: frozenset[str]


class _Site(NamedTuple):
    """A statement that marks rows as deleted, and the session that will delete them."""

    file: SourceFile
    function: Function
    statement: ast.stmt
    session: str
    awaited: bool


class DeletedFirst(Template):
    """`session.flush()` behind the deletion of the rows that others are to replace."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a row that must be unique, where rows of its table were deleted before it in the running functions."""
        crash = context.crash
        written = _WRITTEN.search(crash.message)
        if crash.exception != "IntegrityError" or written is None or not _UNIQUE.search(crash.message):
            return
        name = mapped_to(context.codebase, written[1])
        model = _model(context.codebase, name) if name else None
        if model is None:
            return
        seen: set[int] = set()
        for frame in reversed(context.crash.frames):
            if frame.function is None:
                continue
            for site in _sites(context, model, (frame.file, frame.function), frame.line, DEEP):
                edits = _flushed(site, model) if id(site.statement) not in seen else []
                seen.add(id(site.statement))
                if edits:
                    why = f"the {name} rows that {site.function.name} deletes are there until others took their place"
                    yield edited(context, Idea(NAME, 0.95, why), site.file, *edits)


def _model(codebase: Codebase, name: str) -> _Model:
    relations, owned = set(), set()
    for file in codebase.sources:
        for node in file.nodes:
            if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(node.value, ast.Call):
                continue
            text = file.segment(node)
            if last_name(node.value.func).lower() == "relationship" and re.search(rf"\b{name}\b", text):
                target = last_name(node.targets[0] if isinstance(node, ast.Assign) else node.target)
                relations.add(target)
                owned |= {target} if _ORPHANS.search(text) else set()
    return _Model(name, frozenset(relations), frozenset(owned))


def _sites(
    context: Context, model: _Model, place: tuple[SourceFile, Function], line: int, deep: int
) -> Iterator[_Site]:
    """The deletions that were not sent before `line` was reached, in a function and in those that it calls."""
    file, function = place
    sent = [node.lineno for node in own_nodes(function) if isinstance(node, ast.Call) and _is_sent(node)]
    for node in own_nodes(function):
        if not isinstance(node, ast.stmt) or node.lineno >= line:
            continue
        if any(node.lineno < one < line for one in sent):
            continue
        site = _site(context, model, file, function, node)
        if site is not None:
            yield site
    for call in [node for node in own_nodes(function) if isinstance(node, ast.Call)] if deep else ():
        callee = callee_of(context.codebase.sources, call, near=file)
        if callee is not None and call.lineno < line and not any(call.lineno < one < line for one in sent):
            end = (callee[1].end_lineno or 0) + 1
            yield from _sites(context, model, callee, end, deep - 1)


def _is_sent(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in _SENT


def _site(context: Context, model: _Model, file: SourceFile, function: Function, statement: ast.stmt) -> _Site | None:
    """`session.delete(row)`, and what takes rows out of a collection that owns them."""
    value = getattr(statement, "value", None)
    awaited = isinstance(value, ast.Await)
    match value.value if isinstance(value, ast.Await) else value:
        case ast.Call(func=ast.Attribute(value=session, attr="delete"), args=[row]) if isinstance(statement, ast.Expr):
            if _is_record(context, (file, function), row, model, DEEP):
                return _Site(file, function, statement, file.segment(session), awaited)
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr=name), attr="clear" | "remove")) if (
            isinstance(statement, ast.Expr) and name in model.owned
        ):
            return _of_own_session(file, function, statement)
        case ast.List() | ast.ListComp() | ast.Call() if isinstance(statement, ast.Assign):
            target = statement.targets[0]
            told = {one.attr for one in ast.walk(statement.value) if isinstance(one, ast.Attribute)}
            if isinstance(target, ast.Attribute) and target.attr in model.owned - told:
                return _of_own_session(file, function, statement)
    return None


def _of_own_session(file: SourceFile, function: Function, statement: ast.stmt) -> _Site | None:
    """With the one session that the function asks or tells to write."""
    calls = [node for node in own_nodes(function) if isinstance(node, ast.Call)]
    asked = [node for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr in _ASKED]
    sessions = {file.segment(node.func.value): node for node in asked if isinstance(node.func, ast.Attribute)}
    sessions = {text: node for text, node in sessions.items() if "session" in text.lower() or text in ("db", "s")}
    if len(sessions) != 1:
        return None
    text, node = sessions.popitem()
    awaited = isinstance(function, ast.AsyncFunctionDef) and isinstance(file.parent(node), ast.Await)
    return _Site(file, function, statement, text, awaited)


def _is_record(context: Context, place: tuple[SourceFile, Function], node: ast.expr, model: _Model, deep: int) -> bool:
    """What an expression, or the value of a name in it, says of the class: a query for it, a relationship to it."""
    file, function = place
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name) | ast.Attribute(attr=name) if name == model.name:
                return True
            case ast.Attribute(attr=name) if name in model.relations:
                return True
            case ast.Call() if (callee := callee_of(context.codebase.sources, part, near=file)) is not None:
                told = callee[1].returns
                if told is not None and re.search(rf"\b{model.name}\b", callee[0].segment(told)):
                    return True
            case ast.Name(id=name) if deep:
                found = definitions(file, function, name)
                values = [value for one in found if (value := one.value or one.element_of) is not None]
                notes = [
                    one.annotation for one in parameters(function) if one.arg == name and one.annotation is not None
                ]
                if any(_is_record(context, place, one, model, deep - 1) for one in [*values, *notes]):
                    return True
    return False


def _flushed(site: _Site, model: _Model) -> list[Edit]:
    """The flush behind the statement, of loops that only delete behind the loop; none where it follows already."""
    file, flush = site.file, f"{'await ' * site.awaited}{site.session}.flush()"
    if isinstance(site.statement, ast.Assign):
        target = file.segment(site.statement.targets[0])
        # What is assigned replaces what is there in one step; taken out before, the rows go first.
        edit = insert_before(file, site.statement, (f"{target}.clear()", flush))
        return [edit] if edit is not None else []
    last = site.statement
    for outer in file.ancestors(site.statement):
        if outer is site.function:
            break
        if isinstance(outer, _LOOPS):
            if _adds(outer, model):
                break
            last = outer
    edit = insert_after(file, last, (flush,))
    return [edit] if edit is not None else []


def _adds(loop: ast.AST, model: _Model) -> bool:
    """The loop makes the new rows as well, so that each deletion has to be sent in its own round."""
    names = {last_name(node.func) for node in ast.walk(loop) if isinstance(node, ast.Call)}
    return bool(names & {model.name, "add", "add_all", "append", "extend", "commit"})

"""A record of SQLAlchemy that is read after its session has ended: the commit before that made it forget its columns.

It is read once more while the session is open, as `session.refresh(record)` does. Where the commit stands in a context
manager of the repository there is no such place, so its sessions keep what they hold (`expire_on_commit=False`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import add_option, insert_after
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "after-commit"
_SAID = re.compile(r"Instance <(\w+) .*is not bound to a Session; attribute refresh operation cannot proceed")
_MAKERS = frozenset(("sessionmaker", "async_sessionmaker"))
# How many functions may hand the record on.
HOPS = 3


class _Held(NamedTuple):
    """A record under its name, in the function that had the session."""

    file: SourceFile
    function: Function
    name: str


class AfterCommit(Template):
    """`session.refresh(record)` behind the commit; `expire_on_commit=False` where a context manager commits."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the record of the crashed expression, where its function can be told."""
        said, node = _SAID.search(context.crash.message), context.crash.node
        if context.crash.exception != "DetachedInstanceError" or said is None or not isinstance(node, ast.Attribute):
            return
        held = _held(context, context.frame, node.value)
        found = _refreshed(context, held, said[1]) if held is not None else None
        if found is not None:
            yield found
            return
        yield from _kept(context)


def _held(context: Context, frame: Frame, node: ast.expr) -> _Held | None:
    """Back over the calls that only hand the record on."""
    origin = origin_of(context.crash, node)
    # `ticket = Ticket(...)` of the crashed function itself.
    if isinstance(node, ast.Name) and frame.function is not None and origin.frame is frame:
        own = _Held(frame.file, frame.function, node.id)
        if _commit(own) is not None:
            return own
    made: ast.expr | None = origin.node
    for _ in range(HOPS):
        made = made.value if isinstance(made, ast.Await) else made
        place = callee_of(context.codebase.sources, made) if isinstance(made, ast.Call) else None
        if place is None:
            return None
        returned = [one.value for one in own_nodes(place[1]) if isinstance(one, ast.Return) and one.value]
        if len(returned) != 1:
            return None
        if isinstance(returned[0], ast.Name):
            return _Held(*place, returned[0].id)
        made = returned[0]
    return None


def _commit(held: _Held) -> tuple[ast.With | ast.AsyncWith, ast.Expr, str] | None:
    """The last commit of the session that a `with` of the function opens, and the session's name."""
    for block in own_nodes(held.function):
        if not isinstance(block, ast.With | ast.AsyncWith):
            continue
        names = {last_name(item.optional_vars) for item in block.items if item.optional_vars is not None}
        commits = [one for one in ast.walk(block) if isinstance(one, ast.Expr) and _committed(one) in names - {""}]
        if commits:
            last = max(commits, key=lambda one: one.lineno)
            return block, last, _committed(last)
    return None


def _committed(statement: ast.Expr) -> str:
    """The session of `session.commit()`; empty for any other statement."""
    match statement.value.value if isinstance(statement.value, ast.Await) else statement.value:
        case ast.Call(func=ast.Attribute(attr="commit", value=ast.Name(id=name)), args=[]):
            return name
    return ""


def _refreshed(context: Context, held: _Held, model: str) -> Draft | None:
    """The record is read again behind the commit, where it has its only value before that, and is one of them."""
    found = _commit(held)
    known = definitions(held.file, held.function, held.name)
    if found is None or len(known) != 1 or known[0].value is None or not isinstance(known[0].statement, ast.Assign):
        return None
    block, commit, session = found
    made = known[0].value.value if isinstance(known[0].value, ast.Await) else known[0].value
    several = isinstance(made, ast.List | ast.ListComp) or last_name(made) in ("all", "list", "fetchall", "unique")
    # A commit in a loop or a branch is not followed by the record in every case.
    plain = held.file.parent(commit) is block and known[0].statement.lineno < commit.lineno
    if several or not plain or f"{session}.refresh(" in held.file.segment(held.function):
        return None
    waits = "await " if isinstance(commit.value, ast.Await) else ""
    edit = insert_after(held.file, commit, (f"{waits}{session}.refresh({held.name})",))
    if edit is None:
        return None
    why = f"the commit makes the {model} forget its columns, and its session ends before they are read"
    return edited(context, Idea(NAME, 0.9, why), held.file, edit)


def _kept(context: Context) -> Iterator[Draft]:
    """The one maker of sessions, where a context manager of the repository commits for everybody."""
    makers = [
        (file, node)
        for file in context.codebase.sources
        for node in file.nodes
        if isinstance(node, ast.Call) and last_name(node.func) in _MAKERS
    ]
    managers = [
        one
        for file in context.codebase.sources
        for one in file.functions
        if any("contextmanager" in last_name(item) for item in one.decorator_list)
        and any(last_name(getattr(part, "func", None)) == "commit" for part in ast.walk(one))
        and any(isinstance(part, ast.Yield) for part in ast.walk(one))
    ]
    if len(makers) != 1 or not managers:
        return
    file, call = makers[0]
    if any(word.arg in ("expire_on_commit", None) for word in call.keywords):
        return
    edit = add_option(file, call, "expire_on_commit=False")
    if edit is not None:
        why = f"{managers[0].name} commits, after which the records that it hands out forget their columns"
        yield edited(context, Idea(NAME, 0.76, why), file, edit)

"""A field that the database works out (`F("sent") + 1` of Django): it is read back before the program looks at it.

Until Django 6 the expression itself stays on the instance after `save`, so that its next reader finds no number there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.behind import functions_behind
from arbase.repair.static.edit import insert_after
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function, dotted

NAME = "worked-out"
_EXPRESSION = re.compile(r"\b(?:CombinedExpression|Coalesce|Greatest|Least)\b")
_SAVES = {"save": "refresh_from_db", "asave": "arefresh_from_db"}


class WorkedOut(Template):
    """`order.refresh_from_db(fields=["count"])` behind `order.save()`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each instance that gets such an expression where the crash came from, and is saved then."""
        if not _EXPRESSION.search(context.crash.message):
            return
        read = {part.attr for part in ast.walk(context.frame.statement) if isinstance(part, ast.Attribute)}
        for file, function in _run_before(context):
            for owner, fields in _given(function).items():
                save = _saved(file, function, owner, min(fields.values(), key=lambda node: node.lineno))
                if save is None:
                    continue
                call = save.value.value if isinstance(save.value, ast.Await) else save.value
                names = ", ".join(f'"{name}"' for name in fields)
                text = f"{owner}.{_SAVES[last_name(call)]}(fields=[{names}])"
                edit = insert_after(file, save, (f"await {text}" if call is not save.value else text,))
                if edit is not None:
                    why = f"the database works {' and '.join(fields)} out, {owner} has the expression until it is read"
                    prior = 0.94 if read & set(fields) else 0.84
                    yield edited(context, Idea(NAME, prior, why), file, edit)


def _run_before(context: Context) -> list[tuple[SourceFile, Function]]:
    """The functions that ran, those that gave what they use, and those that they called on the way."""
    found = functions_behind(context.codebase, context.crash.frames)
    running = [frame.function for frame in context.crash.frames if frame.function is not None]
    calls = (node for function in running for node in own_nodes(function) if isinstance(node, ast.Call))
    called = [place for call in calls if (place := callee_of(context.codebase.sources, call)) is not None]
    return list({id(function): (file, function) for file, function in (*found, *called)}.values())


def _given(function: Function) -> dict[str, dict[str, ast.Assign]]:
    """The fields that get an expression of `F`, by the instance that has them."""
    found: dict[str, dict[str, ast.Assign]] = {}
    for node in own_nodes(function):
        match node:
            case ast.Assign(targets=[ast.Attribute(value=owner, attr=field)], value=value) if dotted(owner):
                if any(isinstance(part, ast.Call) and last_name(part.func) == "F" for part in ast.walk(value)):
                    found.setdefault(dotted(owner), {})[field] = node
    return found


def _saved(file: SourceFile, function: Function, owner: str, given: ast.Assign) -> ast.Expr | None:
    """The statement behind the assignment that saves the instance; None where it is read anew already."""
    found: ast.Expr | None = None
    for node in sorted((one for one in own_nodes(function) if isinstance(one, ast.Expr)), key=lambda one: one.lineno):
        call = node.value.value if isinstance(node.value, ast.Await) else node.value
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or node.lineno < given.lineno:
            continue
        if dotted(call.func.value) != owner:
            continue
        if call.func.attr in _SAVES.values():
            return None
        # In another branch or loop the two may not belong together.
        if call.func.attr in _SAVES and found is None and file.block_of(node) == file.block_of(given):
            found = node
    return found

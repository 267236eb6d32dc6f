"""A one-to-one relation of Django that is asked for None: without a row it raises, and is never None.

`account.tenant` from the other side of a `OneToOneField` gives `RelatedObjectDoesNotExist`, which is an
`AttributeError` as well. Where the program asks whether there is a record, `getattr` gives the None that it expects.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from arbase.repair.static.edit import replace
from arbase.repair.static.expected import EITHER, asked_for, value_expected
from arbase.repair.static.source import own_nodes, text_of
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "no-related"
_RAISED = "RelatedObjectDoesNotExist"


class NoRelated(Template):
    """`getattr(account, "tenant", None)` for `account.tenant`, wherever the function asks whether there is one."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the failing expression is asked for None; who uses the record at once is none of its business."""
        crash, node, file = context.crash, context.crash.node, context.frame.file
        if crash.exception != _RAISED or not isinstance(node, ast.Attribute):
            return
        if asked_for(file, node) not in EITHER and not value_expected(crash.frames, node):
            return
        same = [one for one in _alike(context, node) if one is node or asked_for(file, one) in EITHER]
        place = _asked_elsewhere(context, node.attr)
        why = f"{file.segment(node)} raises where there is no record, and the program reckons with None"
        idea = Idea(NAME, 0.94 if place else 0.88, f"{why}; {place} asks so" if place else why, place)
        edits = [replace(file, one, f'getattr({file.segment(one.value)}, "{one.attr}", None)') for one in same]
        yield edited(context, idea, file, *edits)


def _alike(context: Context, node: ast.Attribute) -> list[ast.Attribute]:
    """The same expression wherever the function has it; `node` alone outside of functions."""
    function, wanted = context.frame.function, text_of(node)
    if function is None or wanted is None:
        return [node]
    return [one for one in own_nodes(function) if isinstance(one, ast.Attribute) and text_of(one) == wanted]


def _asked_elsewhere(context: Context, name: str) -> str:
    """Where the repository takes the relation by `getattr(..., name, None)` already; empty if nowhere."""
    found = ((file, node) for file in context.codebase.sources for node in file.nodes)
    return next((f"{file.path}:{node.lineno}" for file, node in found if _is_getattr(node, name)), "")


def _is_getattr(node: ast.AST, name: str) -> TypeGuard[ast.Call]:
    match node:
        case ast.Call(
            func=ast.Name(id="getattr"), args=[_, ast.Constant(value=found), ast.Constant(value=None)], keywords=[]
        ):
            return bool(found == name)
    return False

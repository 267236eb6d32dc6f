"""Statements that are only there for an optional part, run although the part is missing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from arbase.repair.static.edit import wrap
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited, is_hoistable, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import none_node

NAME = "optional-part"


class OptionalPart(Template):
    """Leave them out together with the part, as the repository does for its likes."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where a part of the failing expression was None."""
        node = none_node(context.crash)
        frame, file = context.frame, context.frame.file
        if not isinstance(node, ast.Attribute | ast.Subscript) or not is_hoistable(frame, node):
            return
        place = _tested_block(context, node)
        block = file.block_of(frame.statement)
        if not place or not is_simple(frame.statement) or isinstance(frame.statement, ast.Return):
            return
        made = {part.id for part in ast.walk(frame.statement) if _is_stored(part)}
        start = block.index(frame.statement)
        end = start + 1
        while end < len(block) and made & {part.id for part in ast.walk(block[end]) if isinstance(part, ast.Name)}:
            made |= {part.id for part in ast.walk(block[end]) if _is_stored(part)}
            end += 1
        statements = block[start:end]
        if any(isinstance(part, ast.Return | ast.Raise) for item in statements for part in ast.walk(item)):
            return
        edit = wrap(file, statements, f"if {file.segment(node)} is not None:", ())
        if edit is not None:
            idea = Idea(NAME, 0.7, f"{file.segment(node)} may be None, and {place} leaves such parts out", place)
            yield edited(context, idea, file, edit)


def _is_stored(part: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)


def _tested_block(context: Context, node: ast.Attribute | ast.Subscript) -> str:
    """Where the repository runs statements only if a part of the same thing, or this part, is there; nearest first."""
    for file in [context.frame.file, *context.codebase.sources]:
        for item in file.nodes:
            match item:
                case ast.If(test=ast.Compare(left=left, ops=[ast.IsNot()]), orelse=[], body=[first, *_]):
                    leaves = isinstance(first, ast.Return | ast.Raise | ast.Continue | ast.Break)
                    if not leaves and _is_such(left, node):
                        return f"{file.path}:{item.lineno}"
    return ""


def _is_such(tested: ast.expr, node: ast.Attribute | ast.Subscript) -> bool:
    if not isinstance(tested, ast.Attribute | ast.Subscript):
        return False
    return last_name(tested) == last_name(node) or last_name(tested.value) == last_name(node.value)

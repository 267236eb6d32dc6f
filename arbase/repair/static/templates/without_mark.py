"""A text without the mark that it is split at: a file's name without an ending is none of the allowed ones either."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, insert_before
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, edited, is_hoistable
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "without-mark"


class WithoutMark(Template):
    """Refused, or not among them, as what is behind the mark is where it is none of the allowed ones."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where what is behind the mark is only asked for in a collection."""
        frame, file, node = context.frame, context.frame.file, context.crash.node
        match node:
            case ast.Subscript(
                value=ast.Call(
                    func=ast.Attribute(value=subject, attr="split" | "rsplit"), args=[ast.Constant() as mark, *_]
                ),
                slice=ast.Constant(value=1),
            ) if context.crash.exception == "IndexError" and is_hoistable(frame, subject):
                pass
            case _:
                return
        text, sign = file.segment(subject), file.segment(mark)
        idea = Idea(NAME, 0.9, f"{text} need not have a {sign}, and is none of the allowed ones then")
        edit: Edit | None = None
        match frame.statement:
            case ast.Return(value=ast.Compare(ops=[ast.In()]) as test) if _holds(test.left, node):
                start = file.span(test)[0]
                edit = Edit(start, start, f"{sign} in {text} and ")
            case ast.If(test=ast.Compare(ops=[ast.NotIn()]) as test) if _refuses(context, frame.statement):
                start = file.span(test)[0]
                edit = Edit(start, start, f"{sign} not in {text} or ") if _holds(test.left, node) else None
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _holds(value, node):
                check = _next(file, frame.statement)
                if check is not None and _asks(check, name) and _refuses(context, check):
                    lines = [f"\t{line}" for item in check.body for line in file.segment(item).split("\n")]
                    edit = insert_before(file, frame.statement, (f"if {sign} not in {text}:", *lines))
        if edit is not None:
            yield edited(context, idea, file, edit)


def _holds(whole: ast.expr, node: ast.expr) -> bool:
    """The subscript and methods of text behind it, nothing else."""
    while whole is not node:
        match whole:
            case ast.Call(func=ast.Attribute(value=inner), args=[], keywords=[]):
                whole = inner
            case _:
                return False
    return True


def _next(file: SourceFile, statement: ast.stmt) -> ast.If | None:
    block = file.block_of(statement)
    place = next((index for index, item in enumerate(block) if item is statement), len(block))
    following = block[place + 1] if place + 1 < len(block) else None
    return following if isinstance(following, ast.If) else None


def _asks(check: ast.If, name: str) -> bool:
    """`if name not in ALLOWED:`, whose refusal does not speak of the name and stands on one line."""
    match check.test:
        case ast.Compare(left=ast.Name(id=asked), ops=[ast.NotIn()]) if asked == name:
            parts = [part for item in check.body for part in ast.walk(item)]
            spoken = any(isinstance(part, ast.Name) and part.id == name for part in parts)
            return not spoken and all(item.lineno == item.end_lineno for item in check.body)
    return False


def _refuses(context: Context, check: ast.stmt) -> bool:
    body = check.body if isinstance(check, ast.If) else []
    return bool(body) and context.statuses.of_statement(body[-1]) is not None

"""What people write in haste: edits that end a crash and seldom mend it, to measure what the verifier takes.

They stand for an engine that nobody wrote with the gates in mind, such as a language model that wants to be done: a
narrow `except` with each way in which the repository refuses, rows that are skipped, values that are made up, guards
that leave early. Most are wrong; on some bugs one is right, which an oracle has to say.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import Edit, insert_before, replace, wrap
from arbase.repair.static.refusals import Need
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, edited, is_simple, refuse_on
from arbase.repair.static.templates.interface import Context, Draft, Template

FRAMES = 3
STATUSES = (404, 400, 422, 409)
# In this order they are offered; none is so much likelier that the others are not tried.
REFUSED, LEFT, REPLACED = 0.97, 0.93, 0.9
_VALUES = ("None", "0", '""', "[]")


class Refusing(Template):
    """`try: ... except <what was raised>: <a refusal>` at each of the last frames, with each status that is in use."""

    name = "hasty-refusal"

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each frame and status."""
        caught = _caught(context)
        for frame in _frames(context) if caught else ():
            for status in STATUSES:
                need = Need(frame.file, frame.function, frame.line, "", "failure", {status: 1.0}, caught=caught)
                idea = Idea(self.name, REFUSED, f"{caught} is refused")
                yield from refuse_on(context, idea, need, [frame.statement], (caught, ""))


class Leaving(Template):
    """`except <what was raised>`: the next round, an empty result, or a value in the place of what could not be had."""

    name = "hasty-result"

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each frame and way out."""
        caught = _caught(context)
        for frame in _frames(context) if caught else ():
            for leave in _ways_out(frame):
                edit = wrap(frame.file, [frame.statement], "try:", (f"except {caught}:", f"\t{leave}"))
                if edit is not None:
                    yield edited(context, Idea(self.name, LEFT, f"{leave} after {caught}"), frame.file, edit)


class Standing(Template):
    """Something in the place of a value that is missing: `or`, `.get`, a guarded division, an early way out."""

    name = "hasty-value"

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the expressions of the statement that crashed."""
        frame = context.frame
        for node in ast.walk(frame.statement):
            if not isinstance(node, ast.expr) or not frame.file.segment(node):
                continue
            for edit in _instead(frame.file, node):
                yield edited(context, Idea(self.name, REPLACED, "another value"), frame.file, edit)
        yield from self._guards(context, frame)

    def _guards(self, context: Context, frame: Frame) -> Iterator[Draft]:
        held = [
            node for node in ast.walk(frame.statement) if isinstance(node, ast.Name | ast.Attribute | ast.Subscript)
        ]
        for text in dict.fromkeys(frame.file.segment(node) for node in held if isinstance(node.ctx, ast.Load)):
            for leave in _ways_out(frame):
                lines = (f"if not {text}:", f"\t{leave}")
                edit = insert_before(frame.file, frame.statement, lines) if "=" not in leave else None
                if edit is not None:
                    yield edited(context, Idea(self.name, REPLACED, f"{leave} without {text}"), frame.file, edit)


HASTY: tuple[Template, ...] = (Refusing(), Leaving(), Standing())


def _caught(context: Context) -> str:
    """The exception's own class as it can be written here; empty where that would need an import."""
    name = context.crash.exception
    known = getattr(builtins, name, None)
    return name if isinstance(known, type) and issubclass(known, Exception) else ""


def _frames(context: Context) -> Iterator[Frame]:
    for frame in reversed(context.crash.frames[-FRAMES:]):
        if frame.function is not None and is_simple(frame.statement):
            yield frame


def _ways_out(frame: Frame) -> Iterator[str]:
    """What may stand in the place of the rest: of the loop's round, of the function, of a value."""
    outer = [item for item in frame.file.ancestors(frame.statement) if isinstance(item, ast.stmt)]
    inner = outer[: outer.index(frame.function)] if frame.function in outer else outer
    if any(isinstance(item, ast.For | ast.AsyncFor | ast.While) for item in inner):
        yield "continue"
    if isinstance(frame.statement, ast.Assign) and isinstance(frame.statement.targets[0], ast.Name):
        yield from (f"{frame.statement.targets[0].id} = {value}" for value in _VALUES)
    yield from (f"return {value}" for value in _VALUES)


def _instead(file: SourceFile, node: ast.expr) -> Iterator[Edit]:
    text = file.segment(node)
    match node:
        case ast.Subscript(value=value, slice=key, ctx=ast.Load()) if not isinstance(key, ast.Slice):
            for default in ("", ", 0", ', ""'):
                yield replace(file, node, f"{file.segment(value)}.get({file.segment(key)}{default})")
        case ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Mod(), right=right):
            yield replace(file, node, f"({text} if {file.segment(right)} else 0)")
        case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()) | ast.Call() if _is_operand(file, node):
            for default in ("0", '""', "[]", "{}"):
                yield replace(file, node, f"({text} or {default})")


def _is_operand(file: SourceFile, node: ast.expr) -> bool:
    """Something is done with the value, rather than that it is called or named."""
    parent = file.parent(node)
    if isinstance(parent, ast.Call):
        return parent.func is not node
    return isinstance(parent, ast.BinOp | ast.Compare | ast.Subscript | ast.Attribute | ast.For | ast.comprehension)

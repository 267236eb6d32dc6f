"""An element of XML that is not there: `find` gives None for it, `findtext` what the code has for no text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import bracketed
from arbase.repair.static.source import SourceFile, header_nodes
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "absent-element"
_EMPTY = re.compile(r"\b(?:empty|blank)\b|``?\"\"``?|''", re.IGNORECASE)


class AbsentElement(Template):
    """`element.findtext(name)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where an optional element's text is read, and the code or the docstring knows what stands for it."""
        crash, frame = context.crash, context.frame
        if crash.exception != "AttributeError" or "'NoneType' object has no attribute 'text'" not in crash.message:
            return
        failed = crash.node
        for node in [failed] if isinstance(failed, ast.Attribute) else header_nodes(frame.statement):
            found = _found(node)
            if found is None or not isinstance(node, ast.Attribute):
                continue
            call, owner = found
            file = frame.file
            given = ", ".join(file.segment(item) for item in (*call.args, *call.keywords))
            start = f"{bracketed(file, owner)}.findtext({given}"
            if _knows_none(file, node):
                idea = Idea(NAME, 0.92, "the element may be missing, and what has no text is provided for")
                yield replaced(context, idea, file, node, f"{start})")
            elif _said_empty(context, call):
                idea = Idea(NAME, 0.86, "the element may be missing, which the docstring says is empty")
                yield replaced(context, idea, file, node, f'{start}, "")')


def _found(node: ast.AST) -> tuple[ast.Call, ast.expr] | None:
    match node:
        case ast.Attribute(attr="text", value=ast.Call(func=ast.Attribute(attr="find", value=owner)) as call) if (
            call.args
        ):
            return call, owner
    return None


def _knows_none(file: SourceFile, node: ast.AST) -> bool:
    """`... or default`."""
    parent = file.parent(node)
    return isinstance(parent, ast.BoolOp) and isinstance(parent.op, ast.Or) and parent.values[-1] is not node


def _said_empty(context: Context, call: ast.Call) -> bool:
    """A sentence of the docstring names the element as optional, and says that it is empty then."""
    function, tag = context.frame.function, call.args[0]
    if function is None or not isinstance(tag, ast.Constant):
        return False
    word = re.compile(rf"\b{re.escape(str(tag.value).rpartition('/')[2])}s?\b", re.IGNORECASE)
    sentences = re.split(r"(?<=[.;])\s|\n\s*\n", ast.get_docstring(function) or "")
    return any(word.search(one) and "optional" in one.lower() and _EMPTY.search(one) for one in sentences)

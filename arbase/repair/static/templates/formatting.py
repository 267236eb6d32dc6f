"""`str.format` on a text that holds somebody's data: braces in it are no placeholders."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import bracketed
from arbase.repair.static.source import SourceFile, header_nodes
from arbase.repair.static.templates.building import Idea, in_brackets, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "formatting"


class Formatting(Template):
    """Format only the part that was written as a template."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For `(text + TEMPLATE).format(...)` that met other braces than those of the template."""
        if context.crash.exception not in ("KeyError", "IndexError", "ValueError"):
            return
        file = context.frame.file
        for call in header_nodes(context.frame.statement):
            match call:
                case ast.Call(func=ast.Attribute(attr="format", value=ast.BinOp(op=ast.Add()) as whole)):
                    words = [file.segment(item) for item in [*call.args, *call.keywords]]
                    yield from self._template_only(context, call, whole, ", ".join(words))

    def _template_only(self, context: Context, call: ast.Call, whole: ast.BinOp, given: str) -> Iterator[Draft]:
        file = context.frame.file
        named = {word.arg for word in call.keywords if word.arg}
        parts = list(_operands(whole))
        chosen = [part for part in parts if _is_template(file, part, named)]
        if len(chosen) == 1 and len(parts) > 1:
            texts = [
                f"{bracketed(file, one)}.format({given})" if one is chosen[0] else file.segment(one) for one in parts
            ]
            idea = Idea(NAME, 0.88, "only the template has placeholders; braces in the other text are data")
            yield replaced(context, idea, file, call, in_brackets(file, call, " + ".join(texts)))


def _operands(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _operands(node.left)
        yield from _operands(node.right)
    else:
        yield node


def _is_template(file: SourceFile, node: ast.expr, named: set[str]) -> bool:
    """A constant text, written here or at the top of the module, with one of the placeholders."""
    text = node.value if isinstance(node, ast.Constant) else None
    if isinstance(node, ast.Name):
        for item in file.tree.body:
            match item:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)) if name == node.id:
                    text = value
    if not isinstance(text, str):
        return False
    held = set(re.findall(r"(?<!\{)\{(\w*)[^{}]*\}", text))
    return bool(held & named) if named else bool(held)

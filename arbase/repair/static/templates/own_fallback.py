"""An entry that is read bare, where its neighbours fall back on the entry of the same name of something else.

`name = change.get("name", item.name)` and then `price = change["price"]`: what the change leaves out stays as it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "own-fallback"


class OwnFallback(Template):
    """`change.get("price", item.price)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a key that is written down, after the first neighbour that falls back on its own name."""
        node, frame, file = context.crash.node, context.frame, context.frame.file
        if context.crash.exception != "KeyError" or not isinstance(node, ast.Subscript) or frame.function is None:
            return
        key = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if not isinstance(key, str) or not isinstance(node.ctx, ast.Load):
            return
        mapping = file.segment(node.value)
        found: dict[str, int] = {}
        for call in own_nodes(frame.function):
            match call:
                case ast.Call(
                    func=ast.Attribute(attr="get", value=asked), args=[ast.Constant(value=str() as other), default]
                ) if other != key and file.segment(asked) == mapping:
                    text = _for_key(context, file, default, (other, key))
                    if text:
                        found.setdefault(text, call.lineno)
        # Neighbours that fall back on different things leave open which one is meant.
        if len(found) == 1:
            ((text, line),) = found.items()
            where = f"{file.path}:{line}"
            idea = Idea(NAME, 0.9, f"{mapping} may lack {key!r}, and its neighbour falls back on {text} then", where)
            yield edited(context, idea, file, replace(file, node, f"{mapping}.get({file.segment(node.slice)}, {text})"))


def _for_key(context: Context, file: SourceFile, default: ast.expr, keys: tuple[str, str]) -> str:
    """The fallback of one key, written for the other one; empty where it has none of that name."""
    old, new = keys
    text = file.segment(default)
    match default:
        case ast.Attribute(attr=name, value=value) if name == old and new.isidentifier():
            return f"{file.segment(value)}.{new}" if _is_attribute(context, new) else ""
        case ast.Subscript(value=ast.Name(id=table), slice=ast.Constant(value=name)) if name == old:
            known = _keys(context, table)
            end = len(text) - len(file.segment(default.slice)) - 1
            written = file.segment(default.slice).replace(old, new)
            return f"{text[:end]}{written}]" if new in known and re.fullmatch(r"\w+", new) else ""
    return ""


def _is_attribute(context: Context, name: str) -> bool:
    """Some class of the repository has a field of that name, or sets it on itself."""
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.AnnAssign(target=ast.Name(id=known)) if isinstance(file.parent(node), ast.ClassDef):
                    pass
                case ast.Attribute(value=ast.Name(id="self"), attr=known, ctx=ast.Store()):
                    pass
                case _:
                    continue
            if known == name:
                return True
    return False


def _keys(context: Context, table: str) -> set[str]:
    """The keys of the table of that name, where the repository has just one."""
    found = []
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict(keys=keys))
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict(keys=keys))
                ) if name == table:
                    found.append({str(key.value) for key in keys if isinstance(key, ast.Constant)})
    return found[0] if len(found) == 1 else set()

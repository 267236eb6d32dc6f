"""The name of a download that Latin-1 does not hold: RFC 6266 has `filename*=UTF-8''...` for it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.behind import functions_behind
from arbase.repair.static.edit import insert_before, replace
from arbase.repair.static.source import COMPREHENSIONS, SourceFile, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "download-names"
_START = re.compile(r"((?:attachment|inline) *; *)filename=", re.IGNORECASE)
_IN_F_STRING = re.compile(r"""filename=(\\?"|)((?:[^{}"';\\]|\{[^{}]*\})+)\1(?=\s*;|$)""")
_PLACES = {"%": re.compile(r"""filename=(\\?"|)([^"';\\%]*%s[^"';\\%]*)\1(?=\s*;|$)"""),
           "format": re.compile(r"""filename=(\\?"|)([^"';\\{}]*\{\}[^"';\\{}]*)\1(?=\s*;|$)""")}  # fmt: skip


# What the name is called in the new lines: the first of these that is free.
_NAMES = ("filename", "download_name")
_PLACE = "\0"


class _Named(NamedTuple):
    """An expression that puts a file name into a header: the name by itself, and the whole with it.

    The whole has a mark where the name goes in again, if it is taken apart for it.
    """

    node: ast.expr
    kind: str
    name: str
    whole: str


class DownloadNames(Template):
    """As before for names of ASCII, in the extended form for others."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each place on the way to the answer that puts a name into such a header."""
        if context.crash.exception != "UnicodeEncodeError" or "latin-1" not in context.crash.message:
            return
        for file, function in functions_behind(context.codebase, context.crash.frames):
            if "filename*" in file.segment(function):
                continue
            for node in own_nodes(function):
                named = _named(file, node) if isinstance(node, ast.expr) else None
                draft = self._extended(context, file, function, named) if named is not None else None
                if draft is not None:
                    yield draft

    @staticmethod
    def _extended(context: Context, file: SourceFile, function: Function, named: _Named) -> Draft | None:
        """The name and the header in variables of their own, in front of the statement."""
        statement = file.statement_of(named.node)
        inside = any(isinstance(one, (*COMPREHENSIONS, ast.Lambda)) for one in file.ancestors(named.node))
        given = {part.id for part in ast.walk(function) if isinstance(part, ast.Name)}
        given |= {part.arg for part in ast.walk(function) if isinstance(part, ast.arg)}
        # A function that is called like that keeps its name to itself.
        header = next((one for one in ("disposition", "header") if one not in given | {function.name}), "")
        name = _only(named) or next((one for one in _NAMES if one not in given), "")
        if statement is None or inside or not header or not name:
            return None
        lines = (
            *(() if _only(named) else (f"{name} = {named.name}",)),
            f"{header} = {named.whole.replace(_PLACE, name)}",
            f"if not {name}.isascii():",
            f"\t{header} = f\"{named.kind}filename*=UTF-8''{{quote({name}, safe='')}}\"",
        )
        edit = insert_before(file, statement, lines)
        if edit is None:
            return None
        why = "a header holds Latin-1 only, and RFC 6266 has an extended form for other names"
        idea = Idea(NAME, 0.86, why, "", ("from urllib.parse import quote",))
        return edited(context, idea, file, edit, replace(file, named.node, header))


def _only(named: _Named) -> str:
    """The variable that is the whole name already: `f'attachment; filename="{name}"'`."""
    found = re.fullmatch(r"""[fF](["'])\{(\w+)\}\1""", named.name)
    return found[2] if found is not None else ""


def _named(file: SourceFile, node: ast.expr) -> _Named | None:
    """`f'attachment; filename="{name}.csv"'`, or the same by `%`, `format` or `+`."""
    text = file.segment(node)
    if "\n" in text or text.endswith(('"""', "'''")):
        return None
    match node:
        case ast.JoinedStr(values=[ast.Constant(value=str() as start), *_]):
            begins, found = _START.match(start), _IN_F_STRING.search(text[:-1])
            if begins and found and "{" in found[2]:
                quote = text[-1]
                name = f"{text[: text.index(quote)]}{quote}{found[2]}{quote}"
                whole = f"{text[: found.start(2)]}{{{_PLACE}}}{text[found.end(2) :]}"
                return _Named(node, begins[1], name, whole)
        case ast.BinOp(left=ast.Constant(value=str() as start), op=ast.Mod(), right=right):
            found = _PLACES["%"].search(file.segment(node.left)[:-1])
            if (begins := _START.match(start)) and found and not isinstance(right, ast.Tuple):
                quote = file.segment(node.left)[-1]
                return _Named(node, begins[1], f"{quote}{found[2]}{quote} % {file.segment(right)}", text)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str() as start), attr="format"), args=[given]) if (
            isinstance(node.func, ast.Attribute)
        ):
            literal = file.segment(node.func.value)
            found = _PLACES["format"].search(literal[:-1])
            if (begins := _START.match(start)) and found and not node.keywords:
                name = f"{literal[-1]}{found[2]}{literal[-1]}.format({file.segment(given)})"
                return _Named(node, begins[1], name, text)
        case ast.BinOp(op=ast.Add()) if not isinstance(file.parent(node), ast.BinOp):
            return _added(file, node)
    return None


def _added(file: SourceFile, node: ast.BinOp) -> _Named | None:
    """`"attachment; filename=" + name`, also with the name between quotes."""
    parts: list[ast.expr] = [node]
    while isinstance(parts[0], ast.BinOp) and isinstance(parts[0].op, ast.Add):
        parts[:1] = [parts[0].left, parts[0].right]
    first, *rest = parts
    begins = _START.match(first.value) if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
    if begins is None or not isinstance(first, ast.Constant):
        return None
    opened = str(first.value)[begins.end() :]
    texts = [file.segment(part) for part in rest]
    last = rest[-1]
    if opened == '"' and isinstance(last, ast.Constant) and str(last.value).endswith('"'):
        kept = str(last.value)[:-1]
        texts[-1:] = [f'"{kept}"'] if kept else []
    elif opened:
        return None
    plain = texts and all('"' not in str(part.value) for part in rest[:-1] if isinstance(part, ast.Constant))
    return _Named(node, begins[1], " + ".join(texts), file.segment(node)) if plain else None

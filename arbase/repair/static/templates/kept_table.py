"""What was read of a table once is kept, and the function that adds to the table leaves what is kept as it was.

`if not self._titles: self._titles = {...}` is read for as long as the object lives. Where all that writes to the table
stands in the same class, each of these writes begins what is kept anew, as `__init__` does.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.edit import Edit, insert_after
from arbase.repair.static.origin import origin_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "kept-table"
_EMPTY = frozenset(("{}", "dict()", "[]", "list()", "set()", "None"))
_READ = re.compile(r"\bfrom\s+(\w+)", re.IGNORECASE)
_JOINED = re.compile(r"\bjoin\b|\bfrom\s+\w+\s*,", re.IGNORECASE)
_WRITES = r"(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update(?:\s+or\s+\w+)?|delete\s+from)\s+{}\b"


class _Kept(NamedTuple):
    """The attribute that keeps what was read, its value at the beginning, and the table."""

    file: SourceFile
    owner: ast.ClassDef
    attribute: str
    empty: str
    table: str


class KeptTable(Template):
    """`self._titles = {}` behind each write to the table of which the titles were read."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a key that lacks in what was kept."""
        node = context.crash.node
        if context.crash.exception != "KeyError" or not isinstance(node, ast.Subscript):
            return
        kept = _kept(context, node.value)
        writes = _writes(context, kept) if kept is not None else []
        if kept is None or not writes:
            return
        edits: list[Edit] = []
        for function, statement in writes:
            resets = {last_name(target) for part in ast.walk(function) for target in _stored(part)}
            if kept.attribute in resets:
                continue
            edit = insert_after(kept.file, statement, (f"self.{kept.attribute} = {kept.empty}",))
            if edit is None:
                return
            edits.append(edit)
        if edits:
            where = f"{kept.file.path}:{kept.owner.lineno}"
            why = f"{kept.attribute} keeps what {kept.table} held when it was first read, and this adds to it"
            yield edited(context, Idea(NAME, 0.92, why, where), kept.file, *edits)


def _kept(context: Context, node: ast.expr) -> _Kept | None:
    """What the mapping is: an attribute of the object, or what a method gives that fills one where it is empty."""
    origin = origin_of(context.crash, node)
    file, function, made = origin.frame.file, origin.frame.function, origin.node
    owner = file.class_of(function) if function is not None else None
    if owner is None or last_name(getattr(made, "func", made)) == "":
        return None
    methods = {one.name: one for one in owner.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
    if isinstance(made, ast.Call):
        filler = methods.get(last_name(made.func)) if not made.args and not made.keywords else None
        given = [one.value for one in own_nodes(filler) if isinstance(one, ast.Return)] if filler is not None else []
        names = {_attribute(one) for one in given if one is not None}
        attribute = names.pop() if len(names) == 1 and len(given) == 1 else ""
        fillers = [filler] if filler is not None else []
    else:
        attribute, fillers = _attribute(made), list(methods.values())
    begun = methods.get("__init__")
    values = [value for part in own_nodes(begun) for value in _given(part, attribute)] if begun is not None else []
    tables = {table for one in fillers if one is not begun and (table := _filled(one, attribute))}
    if not attribute or len(values) != 1 or len(tables) != 1:
        return None
    empty = file.segment(values[0])
    return (
        _Kept(file, owner, attribute, empty, tables.pop()) if empty in ("{}", "[]", "set()", "None", "dict()") else None
    )


def _attribute(node: ast.expr) -> str:
    match node:
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            return name
    return ""


def _given(node: ast.AST, attribute: str) -> Iterator[ast.expr]:
    """The values that a statement gives the attribute."""
    match node:
        case ast.Assign(targets=[target], value=value) if _attribute(target) == attribute:
            yield value
        case ast.AnnAssign(target=target, value=ast.expr() as value) if _attribute(target) == attribute:
            yield value


def _stored(node: ast.AST) -> Iterator[ast.expr]:
    """What a statement stores to, or empties."""
    match node:
        case ast.Assign(targets=targets):
            yield from targets
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            yield target
        case ast.Subscript(value=value, ctx=ast.Store() | ast.Del()):
            yield value
        case ast.Call(func=ast.Attribute(value=value, attr="clear" | "update" | "pop" | "setdefault")):
            yield value


def _filled(function: Function, attribute: str) -> str:
    """The one table of which the function fills the attribute, only where it is still empty."""
    for check in own_nodes(function):
        match check:
            case ast.If(test=ast.UnaryOp(op=ast.Not(), operand=asked), orelse=[]) if _attribute(asked) == attribute:
                pass
            case ast.If(test=ast.Compare(left=asked, ops=[ast.Is()], comparators=[ast.Constant(value=None)])) if (
                _attribute(asked) == attribute
            ):
                pass
            case _:
                continue
        texts = [str(part.value) for part in ast.walk(check) if isinstance(part, ast.Constant)]
        tables = {found[1].lower() for text in texts for found in _READ.finditer(text)}
        filled = any(True for part in ast.walk(check) for _ in _given(part, attribute))
        if filled and len(tables) == 1 and not any(map(_JOINED.search, texts)):
            return tables.pop()
    return ""


def _writes(context: Context, kept: _Kept) -> list[tuple[Function, ast.stmt]]:
    """The statements that write to the table; none where one stands outside of the class, which could not tell it."""
    wanted = re.compile(_WRITES.format(re.escape(kept.table)), re.IGNORECASE)
    found: dict[int, tuple[Function, ast.stmt]] = {}
    for file in context.codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and wanted.search(node.value):
                function, statement = file.function_of(node), file.statement_of(node)
                if function is None or statement is None or file.class_of(function) is not kept.owner:
                    return []
                if isinstance(statement, ast.Return):
                    return []
                found[id(statement)] = (function, statement)
    return list(found.values())

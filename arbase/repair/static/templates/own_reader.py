"""A moment that is read of a text by hand, where the repository has a function that reads such texts with a zone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TypeGuard

from arbase.repair.static.dataflow import definitions, parameters
from arbase.repair.static.edit import replace
from arbase.repair.static.imports import import_of, module_name
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.timezone import MIXED
from arbase.workspace.tree import Function

NAME = "own-reader"
_UTC = re.compile(r"\b(?:UTC|GMT)\b", re.IGNORECASE)


class OwnReader(Template):
    """`moment(text)` for `datetime.fromisoformat(text)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the moment without a zone, also where an object was made of it; only if there is one such function."""
        if context.crash.exception != "TypeError" or not MIXED.search(context.crash.message):
            return
        node = context.crash.node
        operands = [node.left, node.right] if isinstance(node, ast.BinOp) else []
        operands = [node.left, *node.comparators] if isinstance(node, ast.Compare) else operands
        readers = [
            (file, one) for file in context.codebase.sources for one in file.functions if _reads_zoned(file, one)
        ]
        for operand in operands if len(readers) == 1 else ():
            shown = str(context.crash.described(operand).get("repr", ""))
            naive = shown.startswith("datetime.datetime(") and "tzinfo=" not in shown
            place = _read(context, operand) if naive else None
            source, reader = readers[0]
            if place is None or place[0].function_of(place[1]) is reader or _says_utc(place[0], reader):
                continue
            file, call = place
            needed = import_of(reader.name, source, file, context.service.source_roots)
            if needed is not None:
                where = f"{source.path}:{reader.lineno}"
                why = f"{reader.name} ({where}) reads a moment and gives one without a zone its own"
                idea = Idea(NAME, 0.92, why, where, (needed,) if needed else ())
                text = f"{reader.name}({file.segment(call.args[0])})"
                yield edited(context, idea, file, replace(file, call, text))


def _reads_zoned(file: SourceFile, function: Function) -> bool:
    """It reads its one argument, gives the moment a zone where it has none, and gives nothing else."""
    given = parameters(function)
    if len(given) != 1 or isinstance(file.parent(function), ast.ClassDef) or isinstance(function, ast.AsyncFunctionDef):
        return False
    nodes = list(ast.walk(function))
    reads = [node for node in nodes if _is_read(node) and last_name(node.args[0]) == given[0].arg]
    zoned = any(
        isinstance(node, ast.Call)
        and last_name(node.func) == "replace"
        and any(word.arg == "tzinfo" and not isinstance(word.value, ast.Constant) for word in node.keywords)
        for node in nodes
    )
    asks = any(isinstance(node, ast.Attribute) and node.attr == "tzinfo" for node in nodes)
    promised = function.returns is None or last_name(function.returns) == "datetime"
    turned = any(isinstance(node, ast.Attribute) and node.attr in ("date", "time", "isoformat") for node in nodes)
    return len(reads) == 1 and zoned and asks and promised and not turned


def _is_read(node: ast.AST) -> TypeGuard[ast.Call]:
    """`datetime.fromisoformat(text)`."""
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr="fromisoformat"), args=[_], keywords=[]):
            return last_name(owner) == "datetime"
    return False


def _read(context: Context, operand: ast.expr) -> tuple[SourceFile, ast.Call] | None:
    """Where the moment is read: what the operand is, or what an object was made of whose field it is."""
    origin = origin_of(context.crash, operand)
    if _is_read(origin.node):
        return origin.frame.file, origin.node
    if not isinstance(origin.node, ast.Attribute):
        return None
    made = origin_of(context.crash, origin.node.value).node
    place = _callee(context, made) if isinstance(made, ast.Call) else None
    return _given(*place, origin.node.attr) if place is not None else None


def _says_utc(file: SourceFile, reader: Function) -> bool:
    """What is told beside the text that is read by hand names UTC, and the reader has another zone."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    told = [ast.get_docstring(node) or "" for node in ast.walk(file.tree) if isinstance(node, owners)]
    told += re.findall(r"#.*", file.text)
    return any(map(_UTC.search, told)) and not _UTC.search(ast.unparse(reader))


def _callee(context: Context, call: ast.Call) -> tuple[SourceFile, Function] | None:
    """The function that is called: the only one of that name, or that of the module that is named with it."""
    sources, owner = context.codebase.sources, call.func
    module = last_name(owner.value) if isinstance(owner, ast.Attribute) else ""
    named = tuple(one for one in sources if module and module_name(one.path).rpartition(".")[2] == module)
    return callee_of(named, call) or callee_of(sources, call)


def _given(file: SourceFile, function: Function, field: str) -> tuple[SourceFile, ast.Call] | None:
    """The reading call whose result the function gives to the one object that it makes with that field."""
    words = [word for node in ast.walk(function) if isinstance(node, ast.Call) for word in node.keywords]
    values = [word.value for word in words if word.arg == field]
    if len(values) != 1:
        return None
    value: ast.expr | None = values[0]
    if isinstance(value, ast.Name):
        found = definitions(file, function, value.id)
        value = found[0].value if len(found) == 1 else None
    return (file, value) if value is not None and _is_read(value) else None

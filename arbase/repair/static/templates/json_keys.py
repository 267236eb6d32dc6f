"""Keys that JSON cannot have: a table that goes by days, ids or members of an enumeration is answered."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, bracketed, replace
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import functions_around
from arbase.workspace.tree import Function

NAME = "json-keys"
_REFUSED = re.compile(r"keys must be str, int, float, bool or None, not (?:[\w.]+\.)?(\w+)")
_ISO = frozenset(("date", "datetime", "time", "Timestamp"))
_PLAIN = frozenset(("UUID", "Decimal", "PosixPath", "IPv4Address", "Period"))
_TABLES = frozenset(("dict", "defaultdict", "Counter", "OrderedDict"))
# What writes a mapping for others, or makes an answer of it.
_WRITES = frozenset("dumps dump JSONResponse jsonify JsonResponse json_response Response".split())
PAIRS = (("key", "value"), ("each", "its"), ("key_of_it", "value_of_it"))
MOST = 6


class JsonKeys(Template):
    """`{day.isoformat(): total for day, total in totals.items()}`, where the table is handed to JSON or made for it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """The keys of comprehensions first, then whole tables where they are answered."""
        told = _REFUSED.search(context.crash.message)
        form = _form(context, told[1]) if told is not None else ""
        if told is None or not form:
            return
        idea = Idea(NAME, 0.9, f"JSON has no keys of type {told[1]}")
        found = 0
        for file, function in functions_around(context, context.crash.frames):
            for edit in (*_comprehensions(file, function, form), *_tables(file, function, form)):
                if found < MOST:
                    found += 1
                    yield edited(context, idea, file, edit)


def _form(context: Context, kind: str) -> str:
    """How a value of the type is written as a text; empty if nothing tells."""
    if kind in _ISO:
        return "{}.isoformat()"
    if kind in _PLAIN:
        return "str({})"
    classes = (node for file in context.codebase.sources for node in file.nodes if isinstance(node, ast.ClassDef))
    members = any(one.name == kind and any(last_name(base).endswith(("Enum", "Flag")) for base in one.bases)
                  for one in classes)  # fmt: skip
    return "{}.value" if members else ""


def _comprehensions(file: SourceFile, function: Function, form: str) -> Iterator[Edit]:
    """`{row.day: row.total for row in rows}`, if nothing but the answer reads it."""
    for node in own_nodes(function):
        if isinstance(node, ast.DictComp) and _is_answered(file, node):
            yield replace(file, node.key, form.format(bracketed(file, node.key)))


def _tables(file: SourceFile, function: Function, form: str) -> Iterator[Edit]:
    """A name of a table, or a call that gives one, where it is put into the answer."""
    for node in own_nodes(function):
        table = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and _is_table(file, function, node.id)
        call = isinstance(node, ast.Call) and last_name(node.func) not in {*_WRITES, *_TABLES, "str", "len"}
        if isinstance(node, ast.Name | ast.Call) and (table or call) and _is_answered(file, node):
            names = {part.id for part in ast.walk(function) if isinstance(part, ast.Name)}
            free = [pair for pair in PAIRS if not names & set(pair)]
            for key, value in free[:1]:
                text = f"{{{form.format(key)}: {value} for {key}, {value} in {file.segment(node)}.items()}}"
                yield replace(file, node, text)


def _is_table(file: SourceFile, function: Function, name: str) -> bool:
    given = [one.value for one in definitions(file, function, name)]
    return any(
        isinstance(one, ast.Dict | ast.DictComp)
        or (isinstance(one, ast.Call) and last_name(one.func) in {*_TABLES, "to_dict"})
        for one in given
    )


def _is_answered(file: SourceFile, node: ast.expr) -> bool:
    """It stands in what is returned or handed to a call that writes it, with nothing but containers between."""
    inner: ast.AST = node
    for outer in file.ancestors(node):
        match outer:
            case ast.Return():
                return True
            case ast.Dict(values=values) if any(one is inner for one in values):
                pass
            case ast.List() | ast.Tuple() | ast.Await():
                pass
            case ast.ListComp(elt=elt) if elt is inner:
                pass
            case ast.DictComp(value=value) if value is inner:
                pass
            case ast.Call(func=func) if last_name(func) in _WRITES and func is not inner:
                return True
            case ast.keyword():
                pass
            case _:
                return False
        inner = outer
    return False

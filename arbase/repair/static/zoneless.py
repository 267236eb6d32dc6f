"""Moments that are put together of a day and a time without a zone, and the records that are sorted by them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Crash
from arbase.repair.static.dataflow import argument_of, definitions, is_method, parameters
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name, own_nodes
from arbase.workspace.tree import Function, dotted

COMBINES = ("datetime.combine", "datetime.datetime.combine", "dt.datetime.combine")
Made = tuple[SourceFile, Function, list[ast.Call]]
_SORTS = frozenset(("sorted", "min", "max"))


def is_naive(call: ast.Call) -> bool:
    """It puts a day and a time together, and neither has a zone as far as one sees."""
    if dotted(call.func) not in COMBINES or len(call.args) != 2 or call.keywords:
        return False
    time = ast.unparse(call.args[1])
    return "timetz" not in time and "tz" not in time


def is_combination(file: SourceFile, function: Function) -> bool:
    """`return datetime.combine(day, hour, tzinfo=TOWN)` of the function's own two parameters, and nothing else."""
    body = [one for one in function.body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
    given = [one.arg for one in parameters(function)]
    if isinstance(function, ast.AsyncFunctionDef) or function.decorator_list or is_method(file, function):
        return False
    match body:
        case [
            ast.Return(
                value=ast.Call(
                    args=[ast.Name(id=day), ast.Name(id=hour)],
                    keywords=[ast.keyword(arg="tzinfo", value=ast.Name() | ast.Attribute() as zone)],
                ) as call
            )
        ]:
            return dotted(call.func) in COMBINES and [day, hour] == given and dotted(zone) not in given
    return False


def sorted_without_zone(crash: Crash, files: tuple[SourceFile, ...]) -> Iterator[Made]:
    """The functions that made the sorted records with such a moment in the field that is the key, and where."""
    for node in header_nodes(crash.frame.statement):
        if not isinstance(node, ast.Call) or (crash.node is not None and node is not crash.node):
            continue
        things = _sorted_by(node)
        if things is None:
            continue
        records, field = things
        for call in ast.walk(origin_of(crash, records).node):
            place = callee_of(files, call) if isinstance(call, ast.Call) else None
            made = list(_fields(files, *place, field)) if place is not None else []
            if place is not None and made:
                yield (*place, made)


def _sorted_by(call: ast.Call) -> tuple[ast.expr, str] | None:
    """The records and the field of `sorted(records, key=attrgetter("field"))`, or of a key that is a lambda."""
    name = last_name(call.func)
    key = next((word.value for word in call.keywords if word.arg == "key"), None)
    match call:
        case ast.Call(func=ast.Name(), args=[records]) if name in _SORTS:
            pass
        case ast.Call(func=ast.Attribute(attr="sort", value=records), args=[]):
            pass
        case _:
            return None
    match key:
        case ast.Call(args=[ast.Constant(value=str() as field)], keywords=[]) if last_name(key.func) == "attrgetter":
            return records, field
        case ast.Lambda(
            args=ast.arguments(args=[ast.arg(arg=one)]), body=ast.Attribute(value=ast.Name(id=same), attr=field)
        ):
            return (records, field) if one == same else None
    return None


def _fields(files: tuple[SourceFile, ...], file: SourceFile, function: Function, field: str) -> Iterator[ast.Call]:
    """The naive moments that the function puts into this field of records of the repository's classes."""
    for node in own_nodes(function):
        value = _given(files, node, field) if isinstance(node, ast.Call) else None
        if isinstance(value, ast.Name):
            kept = definitions(file, function, value.id)
            value = kept[0].value if len(kept) == 1 else None
        if isinstance(value, ast.Call) and is_naive(value):
            yield value


def _given(files: tuple[SourceFile, ...], call: ast.Call, field: str) -> ast.expr | None:
    """What a call of one of the repository's classes hands over for a field, by its name or by its place."""
    owners = [node for file in files for node in file.nodes
              if isinstance(node, ast.ClassDef) and node.name == last_name(call.func)]  # fmt: skip
    if len(owners) != 1 or any(isinstance(one, ast.Starred) for one in call.args):
        return None
    named = next((word.value for word in call.keywords if word.arg == field), None)
    if named is not None:
        return named
    for one in owners[0].body:
        if isinstance(one, ast.FunctionDef) and one.name == "__init__":
            return argument_of(call, one, field, bound=True)
    declared = [
        one.target.id for one in owners[0].body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    ]
    inherits = any(last_name(base) not in ("NamedTuple", "object") for base in owners[0].bases)
    place = declared.index(field) if field in declared and not inherits else len(call.args)
    return call.args[place] if place < len(call.args) else None

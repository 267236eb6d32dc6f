"""A list that is kept has entries of an earlier form as well, and one function of the repository reads both.

What goes over the list itself takes all entries for those of today. It goes over what that function makes of them;
where the function has `None` for what the earlier form does not know, that is passed over if it is said not to count.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import comprehension_source, definitions, parameters
from arbase.repair.static.edit import Edit, insert_before, replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.promises import told_at
from arbase.workspace.tree import Function
from arbase.workspace.uncounted import is_summed, is_total, unknown_is_not_counted

NAME = "both-forms"
_NO_MAPPING = re.compile(
    r"(?:string|list) indices must be integers"
    r"|'(?:str|int|float|list)' object (?:is not subscriptable|has no attribute 'get')"
)
_KINDS = frozenset(("str", "int", "float", "list"))


class _Over(NamedTuple):
    """A loop over the field of something: what it runs over, the owner of the field, and the name of an entry."""

    over: ast.Attribute
    entry: str
    key: str
    loop: ast.For | None


class _Reader(NamedTuple):
    """The function that reads both forms, and what it makes of an entry of the earlier one."""

    file: SourceFile
    function: Function
    made: ast.Dict


class BothForms(Template):
    """`for item in items(parcel)` for `for item in parcel.content`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For an entry that is no mapping, if just one function reads the entries of that field in both forms."""
        crash, file, function = context.crash, context.frame.file, context.frame.function
        if crash.exception not in ("TypeError", "AttributeError") or not _NO_MAPPING.search(crash.message):
            return
        run = _run_over(context)
        if run is None or function is None:
            return
        kind = crash.type_of(ast.Name(run.entry, ast.Load()))
        readers = [
            _Reader(source, one, made)
            for source in context.codebase.sources
            for one in source.functions
            if one is not function and kind in _KINDS and (made := _made(one, run.over.attr, kind)) is not None
        ]
        if len(readers) != 1 or not _asked(function, run.entry) <= set(_entries(readers[0].made)):
            return
        reader = readers[0]
        called = _called(context, reader, run)
        skipped = _passed_over(context, reader, run)
        if called is not None and skipped is not None:
            where = f"{reader.file.path}:{reader.function.lineno}"
            why = f"{run.over.attr} has entries of an earlier form as well, which {reader.function.name} reads"
            idea = Idea(NAME, 0.93, why, where, (called[1],) if called[1] else ())
            yield edited(context, idea, file, replace(file, run.over, called[0]), *skipped)


def _run_over(context: Context) -> _Over | None:
    """The loop or comprehension whose entry was asked for a key."""
    file, node = context.frame.file, context.crash.node
    match node:
        case ast.Subscript(value=ast.Name(id=entry), slice=ast.Constant(value=str() as key)):
            pass
        case ast.Attribute(value=ast.Name(id=entry), attr="get"):
            call = file.parent(node)
            given = call.args[0] if isinstance(call, ast.Call) and call.args else None
            if not isinstance(given, ast.Constant):
                return None
            key = str(given.value)
        case _:
            return None
    over = comprehension_source(file, node, entry)
    if over is not None:
        return _Over(over, entry, key, None) if isinstance(over, ast.Attribute) else None
    bound = definitions(file, context.frame.function, entry)
    loop = bound[0].statement if len(bound) == 1 else None
    if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name) and isinstance(loop.iter, ast.Attribute):
        return _Over(loop.iter, entry, key, loop)
    return None


def _made(function: Function, field: str, kind: str) -> ast.Dict | None:
    """The mapping that a function makes of an entry of the earlier kind, where it goes over the same field."""
    given = parameters(function)
    if len(given) != 1 or isinstance(function, ast.AsyncFunctionDef):
        return None
    for node in own_nodes(function):
        match node:
            case ast.For(target=ast.Name(id=entry), iter=ast.Attribute(value=ast.Name(id=owner), attr=name)):
                asked: list[ast.If | ast.IfExp] = [one for one in ast.walk(node) if isinstance(one, ast.If)]
            case ast.comprehension(target=ast.Name(id=entry), iter=ast.Attribute(value=ast.Name(id=owner), attr=name)):
                asked = [one for one in own_nodes(function) if isinstance(one, ast.IfExp)]
            case _:
                continue
        if (owner, name) != (given[0].arg, field):
            continue
        found = [made for one in asked if _is_kind(one.test, entry, kind) for made in _mappings(one)]
        if len(found) == 1 and all(isinstance(key, ast.Constant) for key in found[0].keys):
            return found[0]
    return None


def _is_kind(test: ast.expr, entry: str, kind: str) -> bool:
    match test:
        case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=name), ast.Name(id=asked)]):
            return (name, asked) == (entry, kind)
    return False


def _mappings(node: ast.If | ast.IfExp) -> list[ast.Dict]:
    body = [node.body] if isinstance(node.body, ast.expr) else node.body
    return [one for part in body for one in ast.walk(part) if isinstance(one, ast.Dict)]


def _entries(made: ast.Dict) -> dict[str, ast.expr]:
    pairs = zip(made.keys, made.values, strict=True)
    return {key.value: value for key, value in pairs if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def _asked(function: Function, entry: str) -> set[str]:
    """What the crashed function asks an entry for."""
    found: set[str] = set()
    for node in ast.walk(function):
        match node:
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str() as key)) if name == entry:
                found.add(key)
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=name), attr="get"), args=[ast.Constant(value=str() as key), *_]
            ) if name == entry:
                found.add(key)
    return found


def _called(context: Context, reader: _Reader, run: _Over) -> tuple[str, str] | None:
    """The call of the reader for the same owner, and the import that it needs."""
    file, owner = context.frame.file, context.frame.file.segment(run.over.value)
    if reader.file.class_of(reader.function) is not None:
        decorated = [last_name(one) for one in reader.function.decorator_list]
        plain = {"": f"{owner}.{reader.function.name}()", "property": f"{owner}.{reader.function.name}"}
        text = plain.get(",".join(decorated))
        return (text, "") if text is not None else None
    if reader.function.decorator_list:
        return None
    taken = {node.id for node in ast.walk(context.frame.function or file.tree) if isinstance(node, ast.Name)}
    needed = import_of(reader.function.name, reader.file, file, context.service.source_roots)
    if needed is None or reader.function.name in taken:
        return None
    return f"{reader.function.name}({owner})", needed


def _passed_over(context: Context, reader: _Reader, run: _Over) -> tuple[Edit, ...] | None:
    """The edits by which an entry whose value is not known is passed over; None where nothing says that it may be."""
    known = _entries(reader.made).get(run.key)
    if not (isinstance(known, ast.Constant) and known.value is None):
        return ()
    file, asked = context.frame.file, context.crash.node
    if isinstance(asked, ast.Attribute):
        asked = next((one for one in file.ancestors(asked) if isinstance(one, ast.Call)), asked)
    function = context.frame.function
    if asked is None or function is None:
        return None
    told = [told_at(file.text, function), told_at(reader.file.text, reader.function)]
    if not unknown_is_not_counted(context.codebase.root, told, run.key, function):
        return None
    value = file.segment(asked)
    if run.loop is not None:
        added = insert_before(file, run.loop.body[0], (f"if {value} is None:", "\tcontinue"))
        return (added,) if added is not None and is_summed(run.loop) else None
    rounds = [(outer, one) for outer in file.ancestors(asked) for one in getattr(outer, "generators", ())]
    own = [outer for outer, one in rounds if one.iter is run.over and not one.ifs and is_total(file.parent(outer))]
    end = file.span(run.over)[1]
    return (Edit(end, end, f" if {value} is not None"),) if len(own) == 1 else None

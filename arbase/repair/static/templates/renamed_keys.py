"""A commit gave the keys of a stored record other names, and what was stored before it comes with the names of then.

The writer's dictionary says which name became which: the value is the same. Whoever reads a record gives the old names
their new ones first. For what a client sends the program must say that it lasts.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator

from arbase.repair.static.dataflow import is_bound_at, module_names, parameters
from arbase.repair.static.edit import Edit, insert_after, insert_before
from arbase.repair.static.source import SourceFile, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.earlier_form import promise
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.former import former_versions
from arbase.workspace.renamed import records, renamed
from arbase.workspace.tree import FUNCTIONS, Function

NAME = "renamed-keys"
MOST = 12
_TABLE = "EARLIER_NAMES"
_WIDTH = 110
_CHANGES = frozenset(("update", "pop", "popitem", "setdefault", "clear"))


class RenamedKeys(Template):
    """`record = {EARLIER_NAMES.get(name, name): value for name, value in record.items()}` where a record is read."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the record that lacks a key has the one that the writer gave the same value before a commit."""
        frame, function = context.frame, context.frame.function
        match context.crash.node:
            case ast.Subscript(value=ast.Name(id=record), slice=ast.Constant(value=str() as key)) if function:
                pass
            case _:
                return
        known = context.crash.described(record).get("keys", ())
        if context.crash.exception != "KeyError" or not known or key in known:
            return
        if record not in [item.arg for item in parameters(function)] or not _is_only_read(function, record):
            return
        sent = context.flow.sent(frame.file, function, context.crash.node.value) - {"argument"}
        place = promise(context, context.crash.node.value)
        if sent and not place:
            return
        found = next(_renamed(context, key, [str(one) for one in known]), None)
        if found is None or any(_reads(function, record, old) for old in found[1]):
            return
        sha, names = found
        edits = _edits(frame.file, function, record, names)
        if edits:
            why = f"what was stored before commit {sha[:12]} has the names {', '.join(names)}"
            idea = Idea(NAME, 0.92 if place else 0.72, why, place or f"commit:{sha}")
            yield edited(context, idea, frame.file, *edits)


def _renamed(context: Context, key: str, known: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The latest commit by which a writer of the key called it otherwise, as the record does, and what it renamed."""
    for file in context.codebase.sources:
        writes = any(key in record for written in records(file.tree).values() for record in written)
        for sha, text in former_versions(context.service.repository, file.path, MOST) if writes else ():
            before = SourceFile.parse(file.path, text)
            for names in renamed(before.tree, file.tree, key) if before is not None else ():
                old = next(one for one, new in names.items() if new == key)
                both = any(one in known and new in known for one, new in names.items())
                if old in known and not both:
                    yield sha, names


def _is_only_read(function: Function, record: str) -> bool:
    """The function changes nothing in the record that it was given, nor gives the name another value."""
    for node in own_nodes(function):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) if name == record:
                return False
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()) if name == record:
                return False
            case ast.Call(func=ast.Attribute(attr=verb, value=ast.Name(id=name))) if name == record:
                if verb in _CHANGES:
                    return False
    return True


def _reads(function: Function, record: str, key: str) -> bool:
    """The function asks the record for this key: the old name still means something to it."""
    for node in own_nodes(function):
        match node:
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=one)):
                found = name == record and one == key
            case ast.Call(func=ast.Attribute(attr="get", value=ast.Name(id=name)), args=[ast.Constant(value=one), *_]):
                found = name == record and one == key
            case ast.Compare(left=ast.Constant(value=one), comparators=[ast.Name(id=name)]):
                found = name == record and one == key
            case _:
                found = False
        if found:
            return True
    return False


def _edits(file: SourceFile, function: Function, record: str, names: dict[str, str]) -> list[Edit]:
    """The table among the module's constants, and the record with its names of now in front of all that reads it."""
    table = f"{_TABLE} = {json.dumps(names, ensure_ascii=False)}"
    first = function.body[0]
    told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    name, value = _free(file, function, "name", "key"), _free(file, function, "value", "entry")
    if _TABLE in module_names(file) or len(table) > _WIDTH or not name or not value:
        return []
    line = f"{record} = {{{_TABLE}.get({name}, {name}): {value} for {name}, {value} in {record}.items()}}"
    taken = insert_after(file, first, (line,)) if told else insert_before(file, first, (line,))
    known = _table(file, ("# What was stored keeps the names that it was stored with.", table))
    return [known, taken] if taken is not None and known is not None else []


def _free(file: SourceFile, function: Function, *names: str) -> str:
    """The first of the names that is no other thing in the function; a comprehension has its own scope anyway."""
    return next((one for one in names if not is_bound_at(file, function, one, function.end_lineno or 0)), "")


def _table(file: SourceFile, lines: tuple[str, ...]) -> Edit | None:
    """Behind the last constant in front of the first function or class, else in front of that."""
    first = next((one for one in file.tree.body if isinstance(one, (*FUNCTIONS, ast.ClassDef))), None)
    if first is None:
        return None
    above = file.tree.body[: file.tree.body.index(first)]
    constants = [one for one in above if isinstance(one, ast.Assign | ast.AnnAssign)]
    if constants:
        return insert_after(file, constants[-1], lines)
    return insert_before(file, first, (*lines, "", ""))

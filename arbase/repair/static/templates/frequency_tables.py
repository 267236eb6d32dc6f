"""Frequencies that a module keeps by name: pandas calls those of moments and those of periods differently by now.

`"ME"` is the end of a month for `resample`, `"M"` the month for `to_period`. Where all who read the table want one
kind, the table gets the names of that kind; where both do, the failing kind gets a table of its own beside it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from arbase.repair.static.dataflow import argument_of, definitions, is_method, module_names, parameters
from arbase.repair.static.edit import Edit, insert_after, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import Codebase, SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.frequencies import REFUSED, named_now
from arbase.workspace.frequencies import Kind as Wanted
from arbase.workspace.tree import Function

NAME = "frequency-tables"
Kind = Literal["offset", "period", "key", "other"]
_OFFSETS = frozenset(
    "resample Grouper date_range bdate_range timedelta_range to_offset floor ceil round rolling".split()
)
_PERIODS = frozenset(("to_period", "Period", "period_range"))
_KEYS = frozenset(("keys", "join", "sorted", "list", "tuple", "set", "len"))
DEEPEST = 2


class Use(NamedTuple):
    """One place that reads the table: what it wants, and the look-up that stands there or that its name was given."""

    kind: Kind
    file: SourceFile
    at: ast.expr
    looked_up: ast.expr | None = None


class FrequencyTables(Template):
    """The table is renamed as a whole, or the failing kind gets its own."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, for the table whose entry the failing call was handed."""
        crash, file = context.crash, context.frame.file
        refused = REFUSED.search(crash.message)
        if refused is None or crash.exception != "ValueError" or not isinstance(crash.node, ast.Call):
            return
        kind = _wanted(last_name(crash.node.func))
        if kind is None:
            return
        for name, statement, table in _tables(file):
            changed = _changed(table, kind)
            if refused[1] not in changed:
                continue
            uses = [use for one in context.codebase.sources for use in _uses(context.codebase, one, name)]
            if any(use.kind == "other" for use in uses) or not any(use.kind == kind for use in uses):
                return
            idea = Idea(NAME, 0.94, f"pandas calls the {kind} {refused[1]} {changed[refused[1]]} now")
            both = any(use.kind in ("offset", "period") and use.kind != kind for use in uses)
            if not both or changed.items() <= _changed(table, "period" if kind == "offset" else "offset").items():
                yield edited(context, idea, file, *_renamed(file, table, changed))
            elif all(use.file is file for use in uses if use.kind == kind):
                edits = _apart(file, (name, statement, table), changed, [use for use in uses if use.kind == kind])
                if edits:
                    yield edited(context, idea, file, *edits)
            return


def _wanted(called: str) -> Wanted | None:
    return "offset" if called in _OFFSETS else "period" if called in _PERIODS else None


def _tables(file: SourceFile) -> Iterator[tuple[str, ast.stmt, ast.Dict]]:
    """The module's own mappings to texts."""
    for statement in file.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict() as table):
                yield name, statement, table
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict() as table):
                yield name, statement, table


def _changed(table: ast.Dict, kind: Wanted) -> dict[str, str]:
    """Each entry of the table that has another name for this kind."""
    values = [one.value for one in table.values if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    found = {one: named_now(one, kind) for one in values}
    return {old: new for old, new in found.items() if new != old}


def _uses(codebase: Codebase, file: SourceFile, table: str) -> Iterator[Use]:
    """Every place of the file that reads the table; a name that was given an entry stands for it."""
    for node in file.nodes:
        if not isinstance(node, ast.Name | ast.Attribute) or last_name(node) != table:
            continue
        if not isinstance(node.ctx, ast.Load):
            continue
        entry = _looked_up(file, node)
        if entry is None:
            yield Use("key" if _is_of_keys(codebase, file, node) else "other", file, node)
            continue
        statement, function = file.parent(entry), file.function_of(node)
        match statement:
            case ast.Assign(targets=[ast.Name(id=local)]) if function is not None:
                yield from _of_local(file, function, local, entry)
            case _:
                yield Use(_kind_at(file, entry), file, entry, entry)


def _looked_up(file: SourceFile, node: ast.expr) -> ast.expr | None:
    """`TABLE[key]` or `TABLE.get(key)` around the name of the table."""
    outer = file.parent(node)
    match outer:
        case ast.Subscript(value=value) if value is node:
            return outer
        case ast.Attribute(attr="get"):
            call = file.parent(outer)
            return call if isinstance(call, ast.Call) and call.func is outer and len(call.args) == 1 else None
    return None


def _of_local(file: SourceFile, function: Function, local: str, entry: ast.expr) -> Iterator[Use]:
    if len(definitions(file, function, local)) != 1 or local in [one.arg for one in parameters(function)]:
        yield Use("other", file, entry)
        return
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id == local and isinstance(node.ctx, ast.Load):
            yield Use(_kind_at(file, node), file, node, entry)


def _kind_at(file: SourceFile, node: ast.expr) -> Kind:
    """What the call wants that is handed the entry."""
    outer = file.parent(node)
    if isinstance(outer, ast.keyword):
        if outer.arg not in ("freq", "rule"):
            return "other"
        outer = file.parent(outer)
    return (_wanted(last_name(outer.func)) or "other") if isinstance(outer, ast.Call) else "other"


def _is_of_keys(codebase: Codebase, file: SourceFile, node: ast.expr, depth: int = 0) -> bool:
    """Only the names in the table are read: `key in TABLE`, `", ".join(TABLE)`, a loop over it.

    Also where the table is handed to an own function that reads no more than the names: `one_of(text, TABLE)`.
    """
    outer = file.parent(node)
    if isinstance(outer, ast.keyword):
        outer = file.parent(outer)
    match outer:
        case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[one]):
            return one is node
        case ast.Call(func=called, args=given):
            if node in given and last_name(called) in _KEYS:
                return True
            return depth < DEEPEST and _reads_names(codebase, outer, node, depth)
        case ast.Attribute(attr="keys") | ast.For() | ast.comprehension() | ast.FormattedValue():
            return True
        case ast.Starred():
            return True
    return False


def _reads_names(codebase: Codebase, call: ast.Call, node: ast.expr, depth: int) -> bool:
    """The repository's function that is handed the table, if it gives the parameter to nobody who reads the values."""
    place = callee_of(codebase.sources, call)
    if place is None or place[1].args.vararg is not None or place[1].args.kwarg is not None:
        return False
    file, function = place
    bound = is_method(file, function) and isinstance(call.func, ast.Attribute)
    named = [one.arg for one in parameters(function) if argument_of(call, function, one.arg, bound=bound) is node]
    if len(named) != 1 or definitions(file, function, named[0]):
        return False
    used = [one for one in ast.walk(function) if isinstance(one, ast.Name) and one.id == named[0]]
    return bool(used) and all(_is_of_keys(codebase, file, one, depth + 1) for one in used)


def _renamed(file: SourceFile, table: ast.Dict, changed: dict[str, str]) -> Iterator[Edit]:
    for one in table.values:
        if isinstance(one, ast.Constant) and one.value in changed:
            quote = file.segment(one)[:1]
            yield replace(file, one, f"{quote}{changed[one.value]}{quote}")


def _apart(
    file: SourceFile, told: tuple[str, ast.stmt, ast.Dict], changed: dict[str, str], uses: list[Use]
) -> list[Edit]:
    """`OFFSETS = {**TABLE, "month": "ME"}` behind the table, and read by those who want that kind."""
    name, statement, table = told
    own = f"{uses[0].kind}s".upper()
    own = own if own not in module_names(file) else f"{name}_AS_{own}"
    if own in module_names(file):
        return []
    entries = [
        f"{file.segment(key)}: {file.segment(value)[:1]}{changed[value.value]}{file.segment(value)[:1]}"
        for key, value in zip(table.keys, table.values, strict=True)
        if key is not None and isinstance(value, ast.Constant) and value.value in changed
    ]
    made = insert_after(file, statement, (f"{own} = {{**{name}, {', '.join(entries)}}}",))
    edits = [made] if made is not None else []
    for use in uses:
        entry = use.looked_up
        if entry is None or made is None or not _is_settled(file, entry):
            return []
        text = re.sub(rf"\b{re.escape(name)}\b", own, file.segment(entry), count=1)
        edits.append(replace(file, use.at, text))
    return edits


def _is_settled(file: SourceFile, entry: ast.expr) -> bool:
    """The key says the same wherever the look-up is written: no call, and no name that is given twice."""
    function = file.function_of(entry)
    key = entry.slice if isinstance(entry, ast.Subscript) else getattr(entry, "args", [entry])[0]
    if isinstance(key, ast.Constant):
        return True
    return isinstance(key, ast.Name) and len(definitions(file, function, key.id)) <= 1

"""A page that begins behind a row without a value: its cursor holds no key, and the rows without one come last.

`table[further | ((column == key) & later) | column.isna()]` says what comes behind a key: larger ones, the same with a
later id, then all without a value. Behind a row without a value only those without one come, with a later id. Reading
the key and selecting behind it are two places, and one without the other gives a wrong page.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import definitions, is_bound_at, parameters
from arbase.repair.static.edit import bracketed, insert_before, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, in_brackets
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "page-without-key"
_MISSING = frozenset(("isna", "isnull"))


class Selection(NamedTuple):
    """What is selected behind a key: the statement, the table, what is missing in the column, and the later ones."""

    file: SourceFile
    function: Function
    key: str
    first: ast.stmt
    table: str
    missing: str
    later: str


class PageWithoutKey(Template):
    """The key is read as None, and behind None come the rows without a value."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a call in the answer of a function that could not read the key, which is None."""
        crash, frame = context.crash, context.frame
        call = crash.node
        if crash.exception != "TypeError" or "NoneType" not in crash.message or frame.function is None:
            return
        if not isinstance(call, ast.Call) or len(call.args) != 1 or call.keywords:
            return
        answer = frame.statement.value if isinstance(frame.statement, ast.Return) else None
        parts = answer.elts if isinstance(answer, ast.Tuple) else [answer]
        if call not in parts or not isinstance(call.args[0], ast.Name) or not crash.is_none(call.args[0]):
            return
        for one in _selections(context.codebase.sources):
            if not _is_handed(context, frame.function.name, parts.index(call), one):
                continue
            lines = (f"if {one.key} is None:", f"\treturn {one.table}[{one.missing} & {one.later}]")
            guard = insert_before(one.file, one.first, lines)
            if guard is None:
                continue
            key, text = frame.file.segment(call.args[0]), frame.file.segment(call)
            read = replace(frame.file, call, in_brackets(frame.file, call, f"None if {key} is None else {text}"))
            idea = Idea(NAME, 0.9, f"{one.function.name} has rows without a value last, and a page may begin there")
            yield Draft(
                template=NAME,
                edits=((frame.file.path, read), (one.file.path, guard)),
                prior=idea.prior,
                rationale=f"{idea.why}.",
                precedent=f"{one.file.path}:{one.function.lineno}",
                location=frame.location,
            )


def _selections(files: tuple[SourceFile, ...]) -> Iterator[Selection]:
    for file in files:
        for function in file.functions:
            for node in ast.walk(function):
                match node:
                    case ast.Return(value=ast.Subscript(value=table, slice=ast.BinOp(op=ast.BitOr()) as asked)):
                        found = _selection(file, function, table, asked)
                        if found is not None:
                            yield found


def _selection(file: SourceFile, function: Function, table: ast.expr, asked: ast.BinOp) -> Selection | None:
    given = {one.arg for one in parameters(function)}
    choices = list(_operands(asked, ast.BitOr))
    missing = [one for one in choices if isinstance(one, ast.Call) and last_name(one.func) in _MISSING and not one.args]
    if len(missing) != 1 or not isinstance(missing[0].func, ast.Attribute):
        return None
    column = ast.dump(missing[0].func.value)
    for choice in choices:
        both = list(_operands(choice, ast.BitAnd))
        for one in both if len(both) == 2 else ():
            match one:
                case ast.Compare(left=left, ops=[ast.Eq()], comparators=[ast.Name(id=key)]):
                    if ast.dump(left) != column or key not in given:
                        continue
                    later = next(other for other in both if other is not one)
                    first = _first_use(file, function, key)
                    # What the guard says must have its names in front of the first use of the key.
                    names = [part.id for place in (table, missing[0], later) for part in _names(place)]
                    bound = first is not None and all(is_bound_at(file, function, name, first.lineno) for name in names)
                    if first is None or not bound or key in names:
                        return None
                    texts = (file.segment(table), file.segment(missing[0]), bracketed(file, later))
                    return Selection(file, function, key, first, *texts)
    return None


def _names(node: ast.AST) -> Iterator[ast.Name]:
    return (part for part in ast.walk(node) if isinstance(part, ast.Name))


def _operands(node: ast.expr, kind: type[ast.operator]) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, kind):
        yield from _operands(node.left, kind)
        yield from _operands(node.right, kind)
    else:
        yield node


def _first_use(file: SourceFile, function: Function, key: str) -> ast.stmt | None:
    """The first statement of the function's own block that reads the key."""
    if definitions(file, function, key):
        return None
    return next((one for one in function.body if any(name.id == key for name in _names(one))), None)


def _is_handed(context: Context, reader: str, position: int, selection: Selection) -> bool:
    """Some call hands the selection the read key: `behind(rows, *read(text))`, or a name that was given it."""
    names = [one.arg for one in parameters(selection.function)]
    wanted = names.index(selection.key)
    for site in context.flow.call_sites(selection.function.name):
        for index, one in enumerate(site.call.args):
            given = one.value if isinstance(one, ast.Starred) else one
            if isinstance(given, ast.Call) and last_name(given.func) == reader:
                return index + (position if isinstance(one, ast.Starred) else 0) == wanted
            if index == wanted and isinstance(given, ast.Name):
                made = definitions(site.file, site.function, given.id)
                if len(made) == 1 and _is_unpacked(made[0].statement, reader, position, given.id):
                    return True
    return False


def _is_unpacked(statement: ast.stmt, reader: str, position: int, name: str) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Tuple(elts=parts)], value=ast.Call(func=called)) if last_name(called) == reader:
            return position < len(parts) and last_name(parts[position]) == name
        case ast.Assign(targets=[ast.Name()], value=ast.Call(func=called)):
            return position == 0 and last_name(called) == reader
    return False

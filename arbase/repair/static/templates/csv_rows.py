"""Rows of csv with fewer cells than the head of the table, or with entries that the written table has no column for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import quoted
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import add_option
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import none_node
from arbase.repair.static.templates.serialisation import functions_around
from arbase.workspace.promises import told_at, writes_only_some
from arbase.workspace.surplus_cells import cells_of
from arbase.workspace.tree import Function

NAME = "csv-rows"
_FURTHER = re.compile(r"dict contains fields not in fieldnames: (.*)")
# What is said of rows that are cut off: they are for whoever reads them to hear of.
_REFUSED = re.compile(
    r"\b(?:row|line|cell|field|column)s?\b[^.]*\b(?:refus|reject|rais|error|invalid|fail|bad)"
    r"|\b(?:refus|reject|rais|invalid|fail|bad|short|cut.off|incomplete)\w*\b[^.]*\b(?:row|line|cell|field|column)s?\b",
    re.IGNORECASE,
)


class CsvRows(Template):
    """`restval=""`, so that a cell that is not there is one with nothing in it; `extrasaction="ignore"`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By whether cells lack, or there are some too many."""
        further = _FURTHER.match(context.crash.message) if context.crash.exception == "ValueError" else None
        if further is not None:
            yield from self._too_many(context, quoted(further[1]))
            return
        yield from self._spaced(context)
        node = none_node(context.crash)
        row = _row_of(context, node)
        if row is not None and _is_short(context, row):
            yield from self._too_few(context, row, last_name(node) if isinstance(node, ast.Subscript) else "")

    @staticmethod
    def _spaced(context: Context) -> Iterator[Draft]:
        """`name, age`: people write a space behind the comma, and it is no part of the column's name."""
        node = context.crash.node
        match node:
            case ast.Subscript(value=row, slice=ast.Constant(value=str() as key)) if (
                context.crash.exception == "KeyError"
            ):
                known = context.crash.described(row).get("keys", ())
            case _:
                return
        if key in known or f" {key}" not in known:
            return
        for file, function in functions_around(context, context.crash.frames):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and last_name(call.func) == "DictReader":
                    edit = add_option(file, call, "skipinitialspace=True")
                    if edit is not None and all(word.arg != "skipinitialspace" for word in call.keywords):
                        idea = Idea(NAME, 0.96, f"a space stands in front of {key}, behind the comma")
                        yield edited(context, idea, file, edit)

    @staticmethod
    def _too_few(context: Context, row: ast.Name, cell: str) -> Iterator[Draft]:
        """Where nobody asks whether a cell of these rows is None."""
        crashed = context.frame.function
        if crashed is not None and _asks_for_none(context.frame.file, crashed, row):
            return
        for file, function in [*functions_around(context, context.crash.frames), *_readers(context)]:
            for call in ast.walk(function):
                if not isinstance(call, ast.Call) or last_name(call.func) != "DictReader" or not call.args:
                    continue
                if any(word.arg in ("restval", None) for word in call.keywords) or _asks_for_none(file, function, row):
                    continue
                if short_refused(context, file, function):
                    continue
                edit = add_option(file, call, 'restval=""')
                if edit is not None:
                    lacking = cell if cell and cell != row.id else "the last of them"
                    why = f"a row may have fewer cells than the head, and lack {lacking}"
                    yield edited(context, Idea(NAME, 0.86, why), file, edit)

    @staticmethod
    def _too_many(context: Context, keys: list[str]) -> Iterator[Draft]:
        """Where the columns are fixed, and what is too many comes with whole records."""
        place = _told_elsewhere(context)
        for file, function in functions_around(context, context.crash.frames):
            for call in ast.walk(function):
                if not isinstance(call, ast.Call) or last_name(call.func) != "DictWriter":
                    continue
                told = writes_only_some(ast.get_docstring(function))
                if any(word.arg in ("extrasaction", None) for word in call.keywords) or not (told or place):
                    continue
                edit = add_option(file, call, 'extrasaction="ignore"')
                if edit is not None and _are_fixed(file, function, call) and not _written(function, keys):
                    idea = Idea(NAME, 0.88, "the records have more than the columns that are written", place)
                    yield edited(context, idea, file, edit)


def _row_of(context: Context, node: ast.expr | None) -> ast.Name | None:
    """The mapping that a cell stands in: of `row["age"]`, `row.get("age")`, or of a loop over `row.items()`."""
    match node:
        case ast.Subscript(value=ast.Name() as row) | ast.Call(func=ast.Attribute(value=ast.Name() as row, attr="get")):
            return row
        case ast.Name(id=name):
            statement = context.frame.statement
            for loop in [*header_nodes(statement), *context.frame.file.ancestors(statement)]:
                match loop:
                    case ast.For() | ast.comprehension() if (cells_of(loop) or ("", ""))[1] == name:
                        held = [node for node in ast.walk(loop.iter) if isinstance(node, ast.Name)]
                        return held[0] if len(held) == 1 else None
    return None


def _is_short(context: Context, row: ast.Name) -> bool:
    """A mapping of texts of which the last ones lack, as those of a row do that ends too early."""
    kinds = list(context.crash.described(row).get("values", {}).values())
    lacks = [kind == "NoneType" for kind in kinds]
    return any(lacks) and set(kinds) <= {"str", "NoneType"} and lacks == sorted(lacks)


def is_cell(context: Context, node: ast.expr) -> bool:
    """A cell of a row that `DictReader` gives in the function: it is a text, and None only where the row is short."""
    function = context.frame.function
    if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name) or function is None:
        return False
    for loop in ast.walk(function):
        if isinstance(loop, ast.For | ast.comprehension) and last_name(loop.target) == node.value.id:
            made = definitions(context.frame.file, function, last_name(loop.iter))
            given = [loop.iter, *(item.value for item in made if isinstance(loop.iter, ast.Name))]
            if any(isinstance(item, ast.Call) and last_name(item.func) == "DictReader" for item in given):
                return not _asks_for_none(context.frame.file, function, node.value)
    return False


def _readers(context: Context) -> Iterator[tuple[SourceFile, Function]]:
    """The functions that read what the frames loop over: `for row in rows_of(file):`, or with a name in between."""
    for frame in reversed(context.crash.frames):
        around = [frame.statement, *frame.file.ancestors(frame.statement)]
        loops = [*around, *header_nodes(frame.statement)]
        given = [loop.iter for loop in loops if isinstance(loop, ast.For | ast.comprehension)]
        names = [node.id for one in given for node in ast.walk(one) if isinstance(node, ast.Name)]
        made = [item.value for name in names for item in definitions(frame.file, frame.function, name)]
        for call in [node for one in [*given, *made] if one is not None for node in ast.walk(one)]:
            place = callee_of(context.codebase.sources, call) if isinstance(call, ast.Call) else None
            if place is not None:
                yield place


def _asks_for_none(file: SourceFile, function: Function, row: ast.Name) -> bool:
    """The code has a meaning of its own for a cell that is None, or for rows with one: `if None in row.values()`."""
    name = re.compile(rf"\b{re.escape(row.id)}\b")
    for node in ast.walk(function):
        if isinstance(node, ast.Compare):
            about = isinstance(node.ops[0], ast.Is | ast.IsNot) and name.search(file.segment(node))
            if about or (isinstance(node.left, ast.Constant) and node.left.value is None):
                return True
    return False


def short_refused(context: Context, file: SourceFile, function: Function) -> bool:
    """The function that reads the rows, or the one that crashed, says that such rows are not taken."""
    asked = [(file, function), (context.frame.file, context.frame.function)]
    return any(one is not None and _REFUSED.search(told_at(where.text, one)) is not None for where, one in asked)


def _told_elsewhere(context: Context) -> str:
    for file in context.codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.keyword) and node.arg == "extrasaction":
                return f"{file.path}:{node.value.lineno}"
    return ""


def _are_fixed(file: SourceFile, function: Function, call: ast.Call) -> bool:
    """The columns are written down, not taken of the data."""
    given = [word.value for word in call.keywords if word.arg == "fieldnames"] or call.args[1:2]
    node = given[0] if given else None
    if isinstance(node, ast.Name):
        local = [item.value for item in definitions(file, function, node.id)]
        made = local or [item.value for item in definitions(file, None, node.id)]
        node = made[0] if len(made) == 1 else node
        return isinstance(node, ast.List | ast.Tuple)
    if isinstance(node, ast.Attribute):
        return node.attr.isupper()
    return isinstance(node, ast.List | ast.Tuple)


def _written(function: Function, keys: list[str]) -> bool:
    """The function itself puts the entry into the rows, so it wants it written."""
    return any(isinstance(node, ast.Constant) and node.value in keys for node in ast.walk(function))

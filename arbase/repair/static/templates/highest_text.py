"""The next number after the highest of a column of texts: as text `N-9` is greater than `N-10`, which is taken then.

The program takes the number out of the text itself, in order to add one: by that number the highest is looked for
among all of them, which the database can only compare as texts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import definitions, module_names, parameters
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.numbering import CUTS, DEEP, given_to, resolving, violated
from arbase.workspace.tree import Function

NAME = "highest-text"
_FIELD = r"(?P<field>(?:\w+\.)?[\"`]?{column}[\"`]?)"
_MAX = (
    r"(?is)^(?P<head>\s*SELECT\s+)MAX\s*\(\s*"
    + _FIELD
    + r"\s*\)(?:\s+(?:AS\s+)?\w+)?(?P<rest>\s+FROM\s+[^;]*?)\s*;?\s*$"
)
_LAST = (
    r"(?is)^(?P<head>\s*SELECT\s+)(?P<what>[\w.,*\s\"`]+?)(?P<rest>\s+FROM\s+[^;]*?)\s+ORDER\s+BY\s+"
    + _FIELD
    + r"\s+DESC\s+LIMIT\s+1\s*;?\s*$"
)
_NARROWER = re.compile(r"\b(?:GROUP|HAVING|LIMIT|UNION|ORDER)\b", re.IGNORECASE)
_NOT_NULL = re.compile(r"\b(?:NOT\s+NULL|PRIMARY\s+KEY)\b", re.IGNORECASE)
_NULL = re.compile(r"\bnull(?:able)?\s*=\s*True|\bNone\b|\bOptional\b")


class _Asked(NamedTuple):
    """Where the highest is asked for: its name, the statement, and how all of them are asked for in place of it.

    `each` gives one of them by `one`; `row` says that what is named is the row and not the text.
    """

    name: str
    statement: ast.Assign
    everything: str
    each: str
    row: bool = False


class HighestText(Template):
    """`max(rows, key=<the number in the text>, default=None)` of all that the database asked for the highest of."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the column that must be unique, in the functions that make its next value."""
        columns = violated(context.crash.message)
        if context.crash.exception != "IntegrityError" or not columns:
            return
        for column in columns:
            for file, function in _makers(context, column):
                for asked in _asked(file, function, column):
                    edit = _by_number(context, file, function, asked, column)
                    if edit is not None:
                        why = f"{column} is text, and as texts the highest is not the one with the highest number"
                        yield edited(context, Idea(NAME, 0.93, why), file, edit)


def _makers(context: Context, column: str) -> Iterator[tuple[SourceFile, Function]]:
    """The functions that work out what the trace writes into the column, nearest first."""
    resolve = resolving(file.tree for file in context.codebase.sources)
    pending = [
        (given, 0)
        for frame in reversed(context.crash.frames)
        if frame.function is not None
        for given in given_to(frame.function, column)
    ]
    seen: list[Function] = []
    while pending:
        node, depth = pending.pop(0)
        for file in context.codebase.sources:
            function = file.function_of(node) if file.parent(node) is not None else None
            if function is not None and function not in seen:
                seen.append(function)
                yield file, function
        if depth < DEEP:
            pending += [(found, depth + 1) for found in resolve(node)]


def _asked(file: SourceFile, function: Function, column: str) -> Iterator[_Asked]:
    for node in own_nodes(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield from _of_sql(file, node, name, value, column)
                yield from _of_query(file, node, name, value, column)
                yield from _of_records(file, node, name, value, column)


def _of_sql(file: SourceFile, node: ast.Assign, name: str, value: ast.expr, column: str) -> Iterator[_Asked]:
    """`execute("SELECT MAX(number) FROM notes").fetchone()[0]`, `execute("... ORDER BY n DESC LIMIT 1").fetchone()`."""
    match value:
        case ast.Subscript(value=ast.Call(func=ast.Attribute(value=asking, attr="fetchone"), args=[]), slice=place):
            if not (isinstance(place, ast.Constant) and place.value == 0):
                return
            form = _MAX
        case ast.Call(func=ast.Attribute(value=asking, attr="fetchone"), args=[]):
            form = _LAST
        case _:
            return
    if not isinstance(asking, ast.Call) or not asking.args or not isinstance(asking.args[0], ast.Constant):
        return
    sql = asking.args[0]
    text = re.match(form.format(column=re.escape(column)), str(sql.value))
    if text is None or _NARROWER.search(text["rest"]):
        return
    start, end = file.span(asking)
    first, last = file.span(sql)
    what = text["field"] if form is _MAX else text["what"]
    shown = '"' + " ".join(f"{text['head']}{what}{text['rest']}".split()) + '"'
    if shown.count('"') != 2:
        return
    everything = f"{file.text[start:first]}{shown}{file.text[last:end]}"
    if form is _MAX:
        yield _Asked(name, node, everything, "one[0]")
    else:
        yield _Asked(name, node, everything, "one", row=True)


def _of_query(file: SourceFile, node: ast.Assign, name: str, value: ast.expr, column: str) -> Iterator[_Asked]:
    """SQLAlchemy: `session.scalar(select(func.max(T.number)))`, `session.query(func.max(T.number)).scalar()`."""
    match value:
        case ast.Call(func=ast.Attribute(value=session, attr="scalar"), args=[select]):
            asking, each = f"{file.segment(session)}.scalars({{}})", "one"
        case ast.Call(func=ast.Attribute(value=select, attr="scalar"), args=[]):
            asking, each = "{}", "one[0]"
        case _:
            return
    highest = [
        part
        for part in ast.walk(select)
        if isinstance(part, ast.Call) and ast.unparse(part.func).endswith("func.max") and len(part.args) == 1
    ]
    chain = {last_name(part.func) for part in ast.walk(select) if isinstance(part, ast.Call)}
    if len(highest) != 1 or last_name(highest[0].args[0]) != column or not {"select", "query"} & chain:
        return
    if chain & {"group_by", "having", "limit", "order_by", "join", "outerjoin", "coalesce"}:
        return
    start, end = file.span(select)
    first, last = file.span(highest[0])
    text = f"{file.text[start:first]}{file.segment(highest[0].args[0])}{file.text[last:end]}"
    yield _Asked(name, node, asking.format(text), each)


def _of_records(file: SourceFile, node: ast.Assign, name: str, value: ast.expr, column: str) -> Iterator[_Asked]:
    """Django: `T.objects.aggregate(Max("number"))["number__max"]`, `T.objects.order_by("-number").first()`."""
    match value:
        case ast.Subscript(
            value=ast.Call(
                func=ast.Attribute(value=records, attr="aggregate"),
                args=[ast.Call(args=[ast.Constant(value=asked)]) as highest],
                keywords=[],
            ),
            slice=ast.Constant(value=key),
        ) if asked == column and key == f"{column}__max" and last_name(highest.func) == "Max":
            yield _Asked(name, node, f'{file.segment(records)}.values_list("{column}", flat=True)', "one")
        case ast.Call(
            func=ast.Attribute(
                value=ast.Call(
                    func=ast.Attribute(value=records, attr="order_by"), args=[ast.Constant(value=order)], keywords=[]
                ),
                attr="first",
            ),
            args=[],
        ) if order == f"-{column}":
            every = "all()" if last_name(records) == "objects" else ""
            text = file.segment(records)
            yield _Asked(name, node, f"{text}.{every}" if every else text, "one", row=True)


def _by_number(context: Context, file: SourceFile, function: Function, asked: _Asked, column: str) -> Edit | None:
    """The assignment of the one with the highest number; None where the program does not take a number out of it."""
    if len(definitions(file, function, asked.name)) != 1:
        return None
    numbers = {key for node in own_nodes(function) if (key := _number_of(file, function, node, asked, column))}
    if len(numbers) != 1:
        return None
    key = numbers.pop()
    indent = file.indent(asked.statement)
    unit = "    "
    null = "" if _is_never_null(context, column) else f" if {asked.each} is not None"
    if asked.row and null:
        return None
    plain = asked.each == "one" and not null
    of_all = asked.everything if plain else f"({asked.each} for one in {asked.everything}{null})"
    inner = f"{file.newline}{indent}{unit}".join((f"{of_all},", f"key=lambda one: {key},", "default=None,"))
    text = f"{asked.name} = max({file.newline}{indent}{unit}{inner}{file.newline}{indent})"
    return replace(file, asked.statement, text)


def _number_of(file: SourceFile, function: Function, node: ast.AST, asked: _Asked, column: str) -> str:
    """How the program takes the number out of the text, of `one`: `int(one.removeprefix("N-"))`; empty for others."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "int":
        return ""
    if len(node.args) != 1 or node.keywords:
        return ""
    given = node.args[0]
    names = [part for part in ast.walk(given) if isinstance(part, ast.Name)]
    uses = [part for part in names if part.id == asked.name]
    known = {item.arg for item in parameters(function)} | module_names(file)
    if len(uses) != 1 or any(part.id not in known for part in names if part is not uses[0]):
        return ""
    if asked.row and not _is_column(file.parent(uses[0]), column):
        return ""
    cut = [part for part in ast.walk(given) if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Slice)]
    taken = [part for part in ast.walk(given) if isinstance(part, ast.Call) and last_name(part.func) in CUTS]
    if not cut and not taken:
        return ""
    # Where things stand within a formatted text is not told by every version of Python.
    text, changed = re.subn(rf"\b{re.escape(asked.name)}\b", "one", ast.unparse(node))
    if changed != 1:
        return ""
    return text if set(text) & set('"\\') else text.replace("'", '"')


def _is_column(part: ast.AST | None, column: str) -> bool:
    match part:
        case ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=name)):
            return name == column
    return False


def _is_never_null(context: Context, column: str) -> bool:
    """Every table of the repository that has such a column says so, in SQL or as a field of a model."""
    name = re.escape(column)
    in_sql = re.compile(rf"\b{name}\b[\"`]?\s+(?:TEXT|(?:VAR)?CHAR|CHARACTER|STRING)\b[^,\n]*", re.IGNORECASE)
    in_model = re.compile(
        rf"^[ \t]+{name}\b *(?::[^=\n]+)?=[^\n]*\b(?:Char|Text|Slug)Field\([^\n]*|"
        rf"^[ \t]+{name}: *Mapped\[[^\n]*",
        re.MULTILINE,
    )
    texts = [context.codebase.read(path) or "" for path in context.codebase.scripts]
    texts += [file.text for file in context.codebase.sources]
    columns = [one[0] for text in texts for one in in_sql.finditer(text)]
    fields = [one[0] for text in texts for one in in_model.finditer(text)]
    return bool(columns or fields) and all(map(_NOT_NULL.search, columns)) and not any(map(_NULL.search, fields))

"""pandas: masks over missing text, moments that are text, conditions on whole columns, keys and numbers read as text.

Messages are those of pandas 1 to 3. Steps are taken from the repository where it has them: the columns that are made
numbers after reading, the columns that a filter asks for.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import Edit, add_option, bracketed, insert_after, replace
from arbase.repair.static.source import SourceFile, header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited, in_brackets, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.new_category import taken_in
from arbase.workspace.tree import Function

NAME = "frames"
_MASK = re.compile(r"mask with non-boolean array containing NA|bad operand type for unary ~: 'float'")
_MOMENTS = re.compile(r"Can only use \.dt accessor with datetimelike")
_AMBIGUOUS = re.compile(r"truth value of a (?:Series|DataFrame|Index) is ambiguous")
_ARRAY = re.compile(r"truth value of an (?:empty )?array (?:with more than one element )?is ambiguous")
_MIXED = re.compile(r"unconverted data remains when parsing|time data .* doesn't match format")
_ZONES = re.compile(r"Mixed timezones detected|cannot be converted to datetime64 unless utc=True")
# What asks for the calendar or the clock of the place; moments in UTC would give those of another place.
_LOCAL = frozenset(
    """date time day hour weekday dayofweek day_of_week day_name dayofyear day_of_year month month_name quarter year
    strftime to_period normalize floor ceil isocalendar tz_localize Grouper resample""".split()
)
_MERGE = re.compile(r"trying to merge on \S+ and \S+ columns for key '([^']+)'")
_TESTS = frozenset(("contains", "startswith", "endswith", "match", "fullmatch"))
_READERS = frozenset(("read_csv", "read_excel", "read_table"))
_NO_NUMBER = re.compile(
    r"NaN|nan\b|NoneType|'str'|could not convert string to float|NAType|dtype=str|string dtype|string multiply"
)
_COMPARISONS = frozenset(("gt", "ge", "lt", "le", "notna", "notnull"))
MOST = 6


class Frames(Template):
    """What pandas says tells what is wrong; what the repository does with its other columns tells how to mend it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By the message of the crash."""
        yield from taken_in(context, NAME)
        message = context.crash.message
        if _MASK.search(message):
            yield from self._missing_text(context)
        if _MOMENTS.search(message):
            yield from self._moments(context)
        if _AMBIGUOUS.search(message) or _ARRAY.search(message):
            yield from self._instead_of_none(context)
        if _AMBIGUOUS.search(message):
            yield from self._whole_columns(context)
        if _MIXED.search(message) and "format" in message:
            yield from self._of_several_forms(context)
        if _ZONES.search(message):
            yield from self._of_several_zones(context)
        key = _MERGE.search(message)
        if key is not None:
            yield from self._read_as_text(context, key[1])
        if context.crash.exception in ("TypeError", "ValueError", "IntCastingNaNError") and _NO_NUMBER.search(message):
            for column in _columns(context)[:MOST]:
                yield from self._made_a_number(context, column)
                yield from self._asked_for(context, column)

    def _missing_text(self, context: Context) -> Iterator[Draft]:
        """`x.str.contains(y)` of a missing text is missing: `na=False`."""
        frame = context.frame
        statements = [frame.statement]
        for node in header_nodes(frame.statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                statements += [item.statement for item in reaching(frame.file, frame.function, node.id, frame.line)[:1]]
        for call in (node for statement in statements for node in header_nodes(statement)):
            if not isinstance(call, ast.Call) or last_name(call.func) not in _TESTS:
                continue
            owner = call.func.value if isinstance(call.func, ast.Attribute) else None
            if (
                isinstance(owner, ast.Attribute)
                and owner.attr == "str"
                and all(one.arg != "na" for one in call.keywords)
            ):
                end = frame.file.span(call)[1] - 1
                idea = Idea(NAME, 0.85, "a text that is missing contains nothing")
                yield edited(context, idea, frame.file, Edit(end, end, ", na=False"))

    def _moments(self, context: Context) -> Iterator[Draft]:
        """`frame["day"].dt` of a column that holds texts."""
        file = context.frame.file
        for node in header_nodes(context.frame.statement):
            if isinstance(node, ast.Attribute) and node.attr == "dt":
                idea = Idea(NAME, 0.82, f"{file.segment(node.value)} holds texts, not moments")
                yield replaced(
                    context, idea, file, node.value, f"{_pandas(file)}.to_datetime({file.segment(node.value)})"
                )

    @staticmethod
    def _instead_of_none(context: Context) -> Iterator[Draft]:
        """`kept.get(key) or work()` asks a table whether it is true; whether it is there was meant."""
        file = context.frame.file
        for node in header_nodes(context.frame.statement):
            if not isinstance(node, ast.BoolOp) or not isinstance(node.op, ast.Or) or len(node.values) != 2:
                continue
            first, other = node.values
            text, spare = file.segment(first), file.segment(other)
            idea = Idea(NAME, 0.9, f"{text} is a table or nothing, and a table is neither true nor false")
            match first:
                case ast.Call(func=ast.Attribute(value=owner, attr="get"), args=[key]):
                    found = f"{file.segment(owner)}[{file.segment(key)}]"
                    whole = f"{found} if {file.segment(key)} in {file.segment(owner)} else {spare}"
                    yield replaced(context, idea, file, node, in_brackets(file, node, whole))
                case ast.Name() | ast.Attribute():
                    whole = f"{text} if {text} is not None else {spare}"
                    yield replaced(context, idea, file, node, in_brackets(file, node, whole))

    @staticmethod
    def _of_several_forms(context: Context) -> Iterator[Draft]:
        """`to_datetime` takes the form of the first text for all; pandas says itself what to give it instead."""
        file = context.frame.file
        for call in header_nodes(context.frame.statement):
            if isinstance(call, ast.Call) and last_name(call.func) == "to_datetime" and call.args:
                if any(word.arg == "format" for word in call.keywords):
                    continue
                form = "ISO8601" if re.search(r'format "%Y-%m-%d', context.crash.message) else "mixed"
                end = file.span(call)[1] - 1
                idea = Idea(NAME, 0.86, "not all of the moments are written like the first")
                yield edited(context, idea, file, Edit(end, end, f', format="{form}"'))

    @staticmethod
    def _of_several_zones(context: Context) -> Iterator[Draft]:
        """`to_datetime(texts, utc=True)`, where it is turned into a zone afterwards or nobody asks for local days."""
        file, statement = context.frame.file, context.frame.statement
        scope = context.frame.function or file.tree
        turned = any(last_name(call.func) == "tz_convert" for call in ast.walk(scope) if isinstance(call, ast.Call))
        if not turned and any(isinstance(node, ast.Attribute) and node.attr in _LOCAL for node in file.nodes):
            return
        for call in header_nodes(statement):
            told = isinstance(call, ast.Call) and any(word.arg in ("utc", None) for word in call.keywords)
            if not isinstance(call, ast.Call) or last_name(call.func) != "to_datetime" or not call.args or told:
                continue
            edit = add_option(file, call, "utc=True")
            if edit is not None:
                idea = Idea(NAME, 0.92, "moments of several offsets have UTC in common")
                yield edited(context, idea, file, edit)

    def _whole_columns(self, context: Context) -> Iterator[Draft]:
        """`a and b` of columns is `a & b`; an `if` asks whether a table has rows."""
        file = context.frame.file
        for node in header_nodes(context.frame.statement):
            if isinstance(node, ast.BoolOp):
                sign = " & " if isinstance(node.op, ast.And) else " | "
                text = sign.join(f"({file.segment(value)})" for value in node.values)
                yield replaced(context, Idea(NAME, 0.85, "the condition is one of whole columns"), file, node, text)
            elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
                text = f"~({file.segment(node.operand)})"
                yield replaced(context, Idea(NAME, 0.6, "the condition is one of whole columns"), file, node, text)
                text = f"{bracketed(file, node.operand)}.empty"
                yield replaced(context, Idea(NAME, 0.8, "a table is asked whether it has rows"), file, node, text)
        test = getattr(context.frame.statement, "test", None)
        if isinstance(test, ast.Name | ast.Attribute):
            idea = Idea(NAME, 0.8, "a table is asked whether it has rows")
            yield replaced(context, idea, file, test, f"not {file.segment(test)}.empty")

    def _read_as_text(self, context: Context, key: str) -> Iterator[Draft]:
        """Keys that look like numbers are read as text, as the other table has them."""
        for file, call in readers_of(context):
            told = next((word for word in call.keywords if word.arg == "dtype"), None)
            idea = Idea(NAME, 0.8, f"{key} is a name made of digits, not a number")
            if told is None:
                end = file.span(call)[1] - 1
                yield edited(context, idea, file, Edit(end, end, f', dtype={{"{key}": str}}'))
            elif isinstance(told.value, ast.Dict) and key not in file.segment(told.value):
                end = file.span(told.value)[1] - 1
                joint = ", " if told.value.keys else ""
                yield edited(context, idea, file, Edit(end, end, f'{joint}"{key}": str'))

    def _made_a_number(self, context: Context, column: str) -> Iterator[Draft]:
        """The column joins those that the repository makes numbers after reading."""
        for file in context.codebase.sources:
            for node in file.nodes:
                if not isinstance(node, ast.For) or not any(_to_numeric(part) for part in ast.walk(node)):
                    continue
                listed = _listed(file, node.iter)
                if listed is not None and column not in ast.literal_eval(listed):
                    end = file.span(listed)[1] - 1
                    joint = "" if file.segment(listed).rstrip(")]} \n").endswith(",") else ", "
                    where = f"{file.path}:{node.lineno}"
                    idea = Idea(NAME, 0.86, f"{where} makes the other columns numbers", where)
                    yield edited(context, idea, file, Edit(end, end, f'{joint}"{column}"'))
        place = next((file for file in context.codebase.sources for node in file.nodes if _to_numeric(node)), None)
        for file, call in readers_of(context) if place is not None else ():
            statement = file.statement_of(call)
            target = statement.targets[0] if isinstance(statement, ast.Assign) else None
            if place is not None and isinstance(target, ast.Name) and isinstance(statement, ast.Assign):
                entry = f'{target.id}["{column}"]'
                line = f'{entry} = {_pandas(file)}.to_numeric({entry}, errors="coerce")'
                edit = insert_after(file, statement, (line,))
                if edit is not None:
                    idea = Idea(NAME, 0.7, f"{column} need not be a number in the file", place.path)
                    yield edited(context, idea, file, edit)

    def _asked_for(self, context: Context, column: str) -> Iterator[Draft]:
        """A filter that asks for other columns asks for this one as well, in the same way."""
        for file in context.codebase.sources:
            for node in file.nodes:
                if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.BitAnd):
                    continue
                if isinstance(file.parent(node), ast.BinOp) or column in file.segment(node):
                    continue
                asked = next((item for item in map(_asked, own_nodes(node)) if item is not None), None)
                if asked is not None:
                    table, owner, call = asked
                    step = file.segment(call)[len(file.segment(owner)) :]
                    text = f'{file.segment(node)} & {file.segment(table)}["{column}"]{step}'
                    where = f"{file.path}:{node.lineno}"
                    idea = Idea(NAME, 0.8, f"{where} asks for the other columns so", where)
                    yield edited(context, idea, file, replace(file, node, text))


def _asked(node: ast.AST) -> tuple[ast.expr, ast.expr, ast.Call] | None:
    """`table["a"].gt(0)`: the table, its column and the call."""
    match node:
        case ast.Call(func=ast.Attribute(attr=test, value=ast.Subscript(value=table, slice=ast.Constant()) as column)):
            return (table, column, node) if test in _COMPARISONS else None
    return None


def _columns(context: Context) -> list[str]:
    """The names of entries and attributes that the failing expression reads: columns, perhaps."""
    nodes = list(ast.walk(context.crash.node)) if context.crash.node is not None else []
    nodes += list(header_nodes(context.frame.statement))
    frame = context.frame
    for name in [node.id for node in nodes if isinstance(node, ast.Name)]:
        given = reaching(frame.file, frame.function, name, frame.line)[:1]
        nodes += [part for item in given if item.value is not None for part in ast.walk(item.value)]
    found: dict[str, None] = {}
    for node in nodes:
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.slice, ast.Constant)
            and isinstance(node.slice.value, str)
        ):
            found.setdefault(node.slice.value)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.setdefault(node.attr)
    return [name for name in found if name.isidentifier()]


def readers_of(context: Context) -> list[tuple[SourceFile, ast.Call]]:
    """Where tables are read: in the functions that were running first, then anywhere."""
    running = {frame.function for frame in context.crash.frames}
    found = [
        (file, node)
        for file in context.codebase.sources
        for node in file.nodes
        if isinstance(node, ast.Call) and last_name(node.func) in _READERS
    ]
    return sorted(found, key=lambda pair: _function(pair) not in running)[:MOST]


def _function(pair: tuple[SourceFile, ast.Call]) -> Function | None:
    return pair[0].function_of(pair[1])


def _to_numeric(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) == "to_numeric"


def _listed(file: SourceFile, node: ast.expr) -> ast.Tuple | ast.List | None:
    """The names that a loop runs over, written there or as a constant of the module."""
    if isinstance(node, ast.Name):
        for item in file.tree.body:
            if isinstance(item, ast.Assign) and last_name(item.targets[0]) == node.id:
                node = item.value
                break
    plain = isinstance(node, ast.Tuple | ast.List) and all(isinstance(item, ast.Constant) for item in node.elts)
    return node if plain and isinstance(node, ast.Tuple | ast.List) and node.elts else None


def _pandas(file: SourceFile) -> str:
    """What the module calls pandas."""
    names = [alias for node in ast.walk(file.tree) if isinstance(node, ast.Import) for alias in node.names]
    return next((alias.asname or alias.name for alias in names if alias.name == "pandas"), "pd")

"""SQL that breaks on what it was given: values written into the text instead of being handed over beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "sql-text"
_BROKEN = re.compile(r"syntax error|unrecognized token|unterminated|incomplete input|near \"|no such column", re.I)
_AMBIGUOUS = re.compile(r"ambiguous column name: (\w+)|column reference \"(\w+)\" is ambiguous", re.I)
_TABLE = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?", re.I)
MOST = 4
_WORDS = frozenset("ON WHERE JOIN LEFT RIGHT INNER OUTER CROSS GROUP ORDER LIMIT USING SET AND HAVING UNION".split())
_RUNNING = frozenset(("execute", "executemany", "raw", "fetch", "fetchall", "fetchrow", "fetchval", "read_sql"))
_OPERATOR = re.compile(r"(?:=|<|>|\bLIKE|\bVALUES\s*\(|,|\bIN\s*\()\s*$", re.I)


@dataclass(frozen=True)
class _Text:
    """SQL with the placeholders in it, and the expressions that belong to them, in order."""

    node: ast.expr
    sql: str
    values: tuple[str, ...]
    before: int
    after: int


class SqlText(Template):
    """Placeholders in the text and the values beside it, as the driver wants it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for the statement that was run, where its text is put together from values."""
        ambiguous = _AMBIGUOUS.search(context.crash.message)
        if ambiguous:
            yield from self._qualified(context, ambiguous[1] or ambiguous[2])
        if not _BROKEN.search(context.crash.message):
            return
        for frame in reversed(context.crash.frames):
            function, file = frame.function, frame.file
            calls = [node for node in ast.walk(frame.statement) if isinstance(node, ast.Call)]
            runs = [call for call in calls if last_name(call.func) in _RUNNING and call.args]
            if function is None or not runs:
                continue
            mark = _mark(context)
            yield from self._beside(context, file, function, runs[0], mark)
            yield from self._in_a_list(context, file, function, mark)
            return

    @staticmethod
    def _qualified(context: Context, column: str) -> Iterator[Draft]:
        """A column that several tables of the statement have: that of the one with which it begins, else of another."""
        bare = re.compile(rf"(?<![\w.]){column}\b(?!\s*\()(?!\s*=\s*excluded)", re.I)
        for frame in reversed(context.crash.frames):
            if frame.function is None:
                continue
            texts = [node for node in ast.walk(frame.function) if _is_text(node)]
            named = {node.id for node in ast.walk(frame.function) if isinstance(node, ast.Name)}
            whole = [node for node in frame.file.tree.body
                     if isinstance(node, ast.Assign) and last_name(node.targets[0]) in named]  # fmt: skip
            tables = [one for node in [*whole, *texts] for one in _TABLE.findall(frame.file.segment(node))]
            # The name of a table that has no other; a word of SQL behind it is none.
            names = dict.fromkeys(other if other and other.upper() not in _WORDS else name for name, other in tables)
            parts = [node for node in texts if " " in frame.file.segment(node)]
            wrong = [node for node in parts if bare.search(_without_aliases(frame.file.segment(node), column))]
            if not names or not wrong:
                continue
            # The statement begins with its table; who joined another one to it forgot what was there already.
            for number, name in enumerate(list(names)[:MOST]):
                edits = [_named(frame.file, node, column, bare, name) for node in wrong]
                why = f"several tables have a column {column}, that of {name} is meant"
                # Another one is only meant where the first has no such column.
                yield edited(context, Idea(NAME, 0.85 if number == 0 else 0.28, why), frame.file, *edits)
            return

    def _beside(
        self, context: Context, file: SourceFile, function: Function, call: ast.Call, mark: str
    ) -> Iterator[Draft]:
        """The text itself is put together: `execute(f"... '{x}'")`, also by way of a name."""
        source: ast.expr = call.args[0]
        if isinstance(source, ast.Name):
            given = [item.value for item in definitions(file, function, source.id)]
            if len(given) != 1 or given[0] is None:
                return
            source = given[0]
        text = _placed(file, source, mark)
        if text is None or (text.before and text.after):
            return
        handed = call.args[1] if len(call.args) > 1 else None
        row = ", ".join(text.values)
        if handed is None:
            end = file.span(call.args[0])[1]
            edit = Edit(end, end, f", ({row},)" if len(text.values) == 1 else f", ({row})")
        else:
            old = file.segment(handed)
            inner = f"*{old}"
            if isinstance(handed, ast.List | ast.Tuple):
                inner = ", ".join(file.segment(item) for item in handed.elts)
            parts = [inner, row] if text.before or not text.after else [row, inner]
            edit = replace(file, handed, f"[{', '.join(part for part in parts if part)}]")
        idea = Idea(NAME, 0.9, f"the statement has {row} written into it and breaks on what it holds")
        yield edited(context, idea, file, replace(file, text.node, text.sql), edit)

    def _in_a_list(self, context: Context, file: SourceFile, function: Function, mark: str) -> Iterator[Draft]:
        """Conditions gathered in one list and their values in another: the value goes where the others go."""
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        added = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "append"]
        for call in added:
            text = _placed(file, call.args[0], mark) if len(call.args) == 1 else None
            if text is None or len(text.values) != 1 or text.before or text.after:
                continue
            beside = _values_list(file, added, call)
            statement = file.statement_of(call)
            if not beside or not isinstance(statement, ast.Expr):
                continue
            indent = file.indent(statement)
            end = file.span(statement)[1]
            more = Edit(end, end, f"{file.newline}{indent}{beside}.append({text.values[0]})")
            idea = Idea(NAME, 0.9, f"the condition has {text.values[0]} written into it and breaks on what it holds")
            yield edited(context, idea, file, replace(file, text.node, text.sql), more)


def _values_list(file: SourceFile, added: list[ast.Call], call: ast.Call) -> str:
    """The list that gets its value right behind every other condition that is added to the list of this call."""
    conditions = last_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    for other in added:
        receiver = last_name(other.func.value) if isinstance(other.func, ast.Attribute) else ""
        statement = file.statement_of(other)
        if other is call or receiver != conditions or statement is None:
            continue
        block = file.block_of(statement)
        following = block[block.index(statement) + 1 :][:1]
        for item in following:
            match item:
                case ast.Expr(value=ast.Call(func=ast.Attribute(attr="append", value=ast.Name(id=name)))):
                    return name
    return ""


def _mark(context: Context) -> str:
    """How the repository's statements name a value: `?` or `%s`."""
    counted = {"?": 0, "%s": 0}
    for file in context.codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_sql(node.value):
                counted["?"] += "?" in node.value
                counted["%s"] += "%s" in node.value
    return "%s" if counted["%s"] > counted["?"] else "?"


def _is_sql(text: str) -> bool:
    return bool(re.search(r"\b(SELECT|INSERT|UPDATE|DELETE|WHERE|VALUES)\b", text, re.I))


def _placed(file: SourceFile, node: ast.expr, mark: str) -> _Text | None:
    """The text with a mark for each value in it; None without one, or where a part is no value."""
    split = _added(file, node) if isinstance(node, ast.BinOp) else _formatted(file, node)
    if split is None:
        return None
    quote, pieces = split
    sql, values, marks, plain = "", [], [], True
    index = 0
    while index < len(pieces):
        text, value = pieces[index]
        following = pieces[index + 1][0] if index + 1 < len(pieces) else ""
        if value is None:
            sql += text
            index += 1
            continue
        opened = re.search(r"'(%?)$", sql)
        closed = re.match(r"(%?)'", following)
        if opened and closed:
            sql = f"{sql[: opened.start()]}{mark}"
            marks.append(len(sql))
            wild = opened[1] or closed[1]
            inner = quote if len(quote) == 1 else '"'
            values.append(f"f{inner}{opened[1]}{{{value}}}{closed[1]}{inner}" if wild else value)
            pieces[index + 1] = (following[closed.end() :], None)
        elif not opened and _OPERATOR.search(sql) and not re.search(r"\bIN\s*\(\s*$", sql):
            sql += mark
            marks.append(len(sql))
            values.append(value)
        else:
            sql += f"{{{value}}}"
            plain = False
        index += 1
    if not values:
        return None
    start, end = marks[0] - len(mark), marks[-1]
    kind = "" if plain else "f"
    return _Text(node, f"{kind}{quote}{sql}{quote}", tuple(values), sql[:start].count(mark), sql[end:].count(mark))


def _formatted(file: SourceFile, node: ast.expr) -> tuple[str, list[tuple[str, str | None]]] | None:
    """The quote and the parts of an f-string."""
    written = file.segment(node)
    if not isinstance(node, ast.JoinedStr) or not re.match(r"[fF]['\"]", written) or "{{" in written:
        return None
    quote = '"""' if written[1:4] == '"""' else "'''" if written[1:4] == "'''" else written[1]
    return quote, list(_pieces(file, node, written[1 + len(quote) : -len(quote)]))


def _added(file: SourceFile, node: ast.expr) -> tuple[str, list[tuple[str, str | None]]] | None:
    """The quote and the parts of texts and values that are put together by `+`."""
    parts: list[ast.expr] = []
    pending = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add):
            pending.extend((part.right, part.left))
        else:
            parts.append(part)
    texts = [file.segment(part) for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    quotes = {text[:1] for text in texts}
    plain = all(text[1:3] != text[:1] * 2 and "\\" not in text and "{" not in text for text in texts)
    if len(quotes) != 1 or not quotes <= {'"', "'"} or not plain:
        return None
    pieces: list[tuple[str, str | None]] = []
    for part in parts:
        text = file.segment(part)
        literal = isinstance(part, ast.Constant) and isinstance(part.value, str)
        pieces.append((text[1:-1], None) if literal else ("", text))
    return quotes.pop(), pieces


def _pieces(file: SourceFile, node: ast.JoinedStr, body: str) -> Iterator[tuple[str, str | None]]:
    """The parts of an f-string as written: texts, and the expressions between the braces."""
    position = 0
    for part in node.values:
        if not isinstance(part, ast.FormattedValue):
            continue
        inner = ast.get_source_segment(file.text, part.value) or ""
        found = re.compile(r"\{\s*" + re.escape(inner) + r"\s*\}").search(body, position) if inner else None
        if found is None:
            return
        yield body[position : found.start()], None
        yield "", inner
        position = found.end()
    yield body[position:], None


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _without_aliases(text: str, column: str) -> str:
    """Behind AS a column gets its name, which is no use of it."""
    return re.sub(rf"\bAS\s+{column}\b", "AS _", text, flags=re.I)


def _named(file: SourceFile, node: ast.AST, column: str, bare: re.Pattern[str], table: str) -> Edit:
    """The text with the column's table in front of it wherever it stands alone."""
    text = file.segment(node)
    kept = re.sub(rf"(\bAS\s+){column}\b", "\\1\0", text, flags=re.I)
    return replace(file, node, bare.sub(f"{table}.{column}", kept).replace("\0", column))

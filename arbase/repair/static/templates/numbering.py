"""Numbers that were counted and are taken: after a deletion there are fewer rows than the highest number says.

The next one is one beyond the highest. Where the program knows how many numbers there are, the lowest free one is
meant, for the highest may be the last.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.numbering import COUNTED_SQL, Counted, counted, counts, given_to, resolving, violated

NAME = "numbering"
_SELECT = re.compile(r"^\s*SELECT\s+(.+?)\s+FROM\s+[\w\"`]+(?:\s+(?:AS\s+)?\w+)?\s*(?:WHERE\s+(.+?))?\s*"
                     r"(?:ORDER\s+BY\s+[\w., ]+)?;?\s*$", re.IGNORECASE | re.DOTALL)  # fmt: skip
_READ = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant)
_COUNT = re.compile(r"count\(\s*[\w.*]+\s*\)", re.IGNORECASE)
_EQUALS = re.compile(r"^(?:\w+\.)?(\w+)\s*=\s*(?:\?|%s|:\w+|%\(\w+\)s|\$\d+|'[^']*'|\d+)$")
_AND = re.compile(r"\s+AND\s+", re.IGNORECASE)
_ROWS_BY_NAME = re.compile(r"sqlite3\.Row\b|dict_row|DictCursor|\bmappings\(\)")
LOWEST = re.compile(r"\b(?:lowest|smallest|first) (?:\w+ ){0,2}(?:free|unused|available)\b|\b(?:lowest|smallest)\b"
                     r"[^.]*\bfree\b|\bgaps?\b[^.]*\bfilled\b|\bfills?\b[^.]*\bgaps?\b", re.IGNORECASE)  # fmt: skip
_WORD = re.compile(r"\w$")


class _Wanted(NamedTuple):
    """A number that was counted, the column that it goes into, and all those that must be unique together."""

    frame: Frame
    found: Counted
    column: str
    together: frozenset[str]

    def spans(self, asked: frozenset[str], *, exactly: bool = False) -> bool:
        """What is counted has all the numbers that there must be only once: no condition leaves some of them out."""
        others = self.together - {self.column}
        return asked == others if exactly else asked <= others


class Numbering(Template):
    """One beyond the highest, or the lowest free one of those that there are."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the innermost frame that writes a number which it counted."""
        columns = violated(context.crash.message)
        if context.crash.exception != "IntegrityError" or not columns:
            return
        resolve = resolving(file.tree for file in context.codebase.sources)
        for frame in reversed(context.crash.frames):
            if frame.function is None:
                continue
            for column in columns:
                yield from _in_sql(context, frame, column)
                for given in given_to(frame.function, column):
                    for found in counted(given, resolve):
                        yield from _numbered(context, _Wanted(frame, found, column, frozenset(columns)))
                        return


def is_counted(context: Context) -> bool:
    """One of the columns that must be unique gets a number that the program counted."""
    columns = violated(context.crash.message)
    resolve = resolving(file.tree for file in context.codebase.sources) if columns else None
    functions = [frame.function for frame in context.crash.frames if frame.function is not None]
    return resolve is not None and any(
        next(counted(given, resolve), None) is not None
        for function in functions
        for column in columns
        for given in given_to(function, column)
    )


def _in_sql(context: Context, frame: Frame, column: str) -> Iterator[Draft]:
    """`INSERT ... SELECT count(*) + 1` within the text of the statement itself."""
    for node in ast.walk(frame.function or frame.statement):
        text = frame.file.segment(node) if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if "INSERT" in text.upper() and column in text and len(COUNTED_SQL.findall(text)) == 1:
            new = COUNTED_SQL.sub(f"coalesce(max({column}), 0) + 1", text)
            yield edited(context, _idea(column), frame.file, replace(frame.file, node, new))


def _idea(column: str) -> Idea:
    return Idea(NAME, 0.9, f"where rows were deleted, the highest {column} is beyond their count")


def _numbered(context: Context, wanted: _Wanted) -> Iterator[Draft]:
    whole, counter = wanted.found.whole, wanted.found.counter
    file = next((one for one in context.codebase.sources if one.parent(whole) is not None), None)
    function = file.function_of(whole) if file is not None else None
    if file is None or function is None:
        return
    name, base = "", counter
    if isinstance(counter, ast.Name):
        known = definitions(file, function, counter.id)
        if len(known) != 1 or known[0].value is None:
            return
        name, base = counter.id, known[0].value
    call = counts(base)
    bound = _bounds(context, file, function, wanted.found)
    if bound.unclear:
        return
    match base:
        case ast.Call(func=ast.Name(id="len"), args=[rows]):
            yield from _of_rows(context, wanted, file, rows, bound.most)
        case _ if (
            bound.most is None and wanted.found.added == 1 and call is not None and not _else_read(function, name)
        ):
            yield from _asked(context, wanted, file, base, call)


def _else_read(function: ast.AST, name: str) -> bool:
    """The count is needed for something else as well."""
    reads = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == name]
    return bool(name) and len(reads) != 2


class _Bound(NamedTuple):
    """How many there may be, and that the count is compared in a way that nobody understands."""

    most: ast.expr | None
    unclear: bool


def _bounds(context: Context, file: SourceFile, function: ast.AST, found: Counted) -> _Bound:
    """The function ends before or behind the counting if there are too many of them."""
    kept = file.statement_of(found.whole)
    named = kept.targets[0] if isinstance(kept, ast.Assign) and kept.value is found.whole else None
    most: ast.expr | None = None
    for test in [node for node in ast.walk(function) if isinstance(node, ast.Compare)]:
        sides = [test.left, *test.comparators]
        of_count = [one for one in sides if _same(one, found.counter)]
        of_number = [one for one in sides if _same(one, found.whole) or (named is not None and _same(one, named))]
        if not of_count and not of_number:
            continue
        limit = _limit(test, bool(of_count)) if len(sides) == 2 else None
        outer = file.parent(test)
        ended = isinstance(outer, ast.If) and outer.test is test and _ends(context, outer)
        if limit is None or not ended or most is not None:
            return _Bound(None, True)
        most = limit
    return _Bound(most, False)


def _limit(test: ast.Compare, of_count: bool) -> ast.expr | None:
    """The most of `count >= most` or of `number > most`, either way around."""
    kinds = (ast.GtE, ast.Eq) if of_count else (ast.Gt,)
    turned = (ast.LtE, ast.Eq) if of_count else (ast.Lt,)
    if isinstance(test.comparators[0], _READ) and isinstance(test.ops[0], kinds):
        return test.comparators[0]
    return test.left if isinstance(test.left, _READ) and isinstance(test.ops[0], turned) else None


def _ends(context: Context, node: ast.If) -> bool:
    last = node.body[-1]
    return isinstance(last, ast.Raise | ast.Return) or context.statuses.of_statement(last) is not None


def _same(one: ast.expr, other: ast.expr) -> bool:
    # Not the trees, in which a name that is given a value is another than one that is read.
    return ast.unparse(one) == ast.unparse(other)


def _of_rows(
    context: Context, wanted: _Wanted, file: SourceFile, rows: ast.expr, most: ast.expr | None
) -> Iterator[Draft]:
    """`len(rows) + 1`, where the rows at hand have the numbers that are taken."""
    function = file.function_of(rows)
    made = rows
    if isinstance(rows, ast.Name):
        known = definitions(file, function, rows.id)
        if len(known) != 1 or known[0].value is None:
            return
        made = known[0].value
    read = _read(context, wanted, made, most is not None)
    if read is None:
        return
    whole, added = wanted.found.whole, wanted.found.added
    number = _number_in(file, whole, read)
    if number is None:
        return
    text = file.segment(rows)
    lowest = LOWEST.search(ast.get_docstring(function) or "") if function is not None else None
    if most is None and not lowest:
        new = f"max(({number} for row in {text}), default={added - 1}) + 1"
        yield edited(context, _idea(wanted.column), file, replace(file, whole, new))
        return
    if not isinstance(rows, ast.Name):
        return
    # Without a bound, the lowest free one is at most one beyond the count.
    last = file.segment(most) if most is not None else f"len({text})"
    end = f"{last} + {1 if most is not None else 2}" if added else last if most is not None else f"{last} + 1"
    there = f"range(1, {end})" if added else f"range({end})"
    new = f"min(set({there}) - {{{number} for row in {text}}})"
    why = f"where rows were deleted, the next {wanted.column} may be taken while a lower one is free"
    yield edited(context, Idea(NAME, 0.9, why), file, replace(file, whole, new))


def _read(context: Context, wanted: _Wanted, made: ast.expr, exactly: bool) -> str | None:
    """How a row of these is asked for its number; None where they may lack some that count."""
    texts = [node.value for node in ast.walk(made) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    selects = [found for text in texts if (found := _SELECT.match(text))]
    if len(selects) == 1:
        asked = _conditions(selects[0][2])
        if asked is None or not wanted.spans(asked, exactly=exactly):
            return None
        columns = [part.strip().rpartition(".")[2] for part in selects[0][1].split(",")]
        if any(_ROWS_BY_NAME.search(file.text) for file in context.codebase.sources):
            return f'row["{wanted.column}"]' if {wanted.column, "*"} & set(columns) else None
        return f"row[{columns.index(wanted.column)}]" if wanted.column in columns and "*" not in columns else None
    model = _model(context, made, wanted.column)
    asked = _filtered(made) if model and not selects else None
    return f"row.{wanted.column}" if asked is not None and wanted.spans(asked, exactly=exactly) else None


def _conditions(where: str | None) -> frozenset[str] | None:
    """The columns that a WHERE compares with one value each; None where it says anything else."""
    found = [_EQUALS.match(part.strip()) for part in _AND.split(where.strip())] if where else []
    return frozenset(item[1] for item in found if item) if all(found) else None


def _model(context: Context, made: ast.AST, column: str) -> str:
    """The class that a query of SQLAlchemy asks for whole, where it has the column."""
    for call in ast.walk(made):
        if isinstance(call, ast.Call) and last_name(call.func) in ("query", "select", "count", "select_from"):
            for item in call.args:
                owner = item.value if isinstance(item, ast.Attribute) else item
                if isinstance(owner, ast.Name) and _has(context, owner.id, column):
                    return owner.id
    return ""


def _has(context: Context, name: str, column: str) -> bool:
    for file in context.codebase.sources:
        for node in file.tree.body:
            if isinstance(node, ast.ClassDef) and node.name == name:
                named = (part.target if isinstance(part, ast.AnnAssign) else part.targets[0] for part in node.body
                         if isinstance(part, ast.AnnAssign | ast.Assign))  # fmt: skip
                return any(isinstance(target, ast.Name) and target.id == column for target in named)
    return False


def _filtered(made: ast.AST) -> frozenset[str] | None:
    """The attributes that the conditions of a query compare with one value each; None where they say anything else."""
    asked: set[str] = set()
    for call in ast.walk(made):
        name = last_name(call.func) if isinstance(call, ast.Call) else ""
        if not isinstance(call, ast.Call) or name in ("join", "outerjoin", "limit", "offset", "distinct", "group_by"):
            if name:
                return None
            continue
        if name == "filter_by":
            asked |= {word.arg or "" for word in call.keywords}
        for item in call.args if name in ("filter", "where") else ():
            match item:
                case ast.Compare(left=ast.Attribute(attr=attribute), ops=[ast.Eq()]):
                    asked.add(attribute)
                case _:
                    return None
    return frozenset(asked)


def _number_in(file: SourceFile, whole: ast.expr, read: str) -> str | None:
    """How the number is taken out of what the column has: itself, or behind the rest of a text code."""
    held = file.parent(whole)
    joined = file.parent(held) if isinstance(held, ast.FormattedValue) else None
    if not isinstance(joined, ast.JoinedStr):
        return read if not _is_text(file, whole) else None
    place = joined.values.index(held) if isinstance(held, ast.expr) else -1
    before = joined.values[place - 1] if place > 0 else None
    prefix = str(before.value) if isinstance(before, ast.Constant) and isinstance(before.value, str) else ""
    if place != len(joined.values) - 1 or not prefix or set(prefix) & set('"\\\n'):
        return None
    if _WORD.search(prefix) and place != 1:
        return None
    quote = "'" if '"' in file.segment(joined)[:2] else '"'
    taken = f'.rpartition("{prefix[-1]}")[2]' if not _WORD.search(prefix) else f'.removeprefix("{prefix}")'
    # Before Python 3.12 the quotes of the text cannot stand in its expressions.
    return f"int({read}{taken})".replace('"', quote)


def _is_text(file: SourceFile, whole: ast.expr) -> bool:
    """The number becomes a part of a text in a way that is not looked into."""
    name = next((item.id for outer in file.ancestors(whole) if isinstance(outer, ast.Assign)
                 for item in outer.targets if isinstance(item, ast.Name)), "")  # fmt: skip
    scope = file.function_of(whole)
    uses = [whole, *(node for node in ast.walk(scope or whole) if name and isinstance(node, ast.Name)
                     and node.id == name and isinstance(node.ctx, ast.Load))]  # fmt: skip
    made = (ast.JoinedStr, ast.FormattedValue)
    texts = ("str", "format", "zfill", "rjust")
    return any(
        isinstance(outer, made) or (isinstance(outer, ast.Call) and last_name(outer.func) in texts)
        for node in uses
        for outer in _within_value(file, node)
    )


def _within_value(file: SourceFile, node: ast.AST) -> Iterator[ast.AST]:
    """What an expression is directly a part of: formatting, up to the first call that does something else."""
    for outer in file.ancestors(node):
        if isinstance(outer, ast.stmt):
            return
        yield outer
        if isinstance(outer, ast.Call):
            return


def _asked(context: Context, wanted: _Wanted, file: SourceFile, base: ast.expr, call: ast.expr) -> Iterator[Draft]:
    """The database is asked for the highest in place of the count."""
    column = wanted.column
    held = file.parent(wanted.found.whole)
    if isinstance(held, ast.FormattedValue) or _is_text(file, wanted.found.whole):
        return
    if isinstance(call, ast.Constant):
        found = _SELECT.match(str(call.value))
        asked = _conditions(found[2]) if found else None
        if asked is None or not wanted.spans(asked) or not _COUNT.fullmatch(found[1].strip() if found else ""):
            return
        text = _COUNT.sub(f"coalesce(max({column}), 0)", file.segment(call), count=1)
        yield edited(context, _idea(column), file, replace(file, call, text))
        return
    model, asked = _model(context, base, column), _filtered(base)
    if not model or asked is None or not wanted.spans(asked):
        return
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="func") as func, attr="count")):
            new = f"{func.id}.coalesce({func.id}.max({model}.{column}), 0)"
            yield edited(context, _idea(column), file, replace(file, call, new))
        case ast.Call(func=ast.Attribute(value=query, attr="count"), args=[]) if call is base:
            yield from _of_query(context, wanted, file, call, (query, f"{model}.{column}"))


def _of_query(
    context: Context, wanted: _Wanted, file: SourceFile, call: ast.Call, asked: tuple[ast.expr, str]
) -> Iterator[Draft]:
    """`db.query(T).filter(...).count()` is `db.query(func.max(T.n)).filter(...).scalar() or 0`."""
    query, attribute = asked
    makers = [node for node in ast.walk(query) if isinstance(node, ast.Call) and last_name(node.func) == "query"]
    if len(makers) != 1 or len(makers[0].args) != 1:
        return
    what = makers[0].args[0]
    idea = Idea(NAME, 0.9, _idea(wanted.column).why, "", ("from sqlalchemy import func",))
    start, end = file.span(call)
    edits = [Edit(start, start, "("), replace(file, what, f"func.max({attribute})")]
    at = file.span(query)[1]
    edits.append(Edit(at, end, f"{file.text[at:end].replace('count', 'scalar')} or 0)"))
    yield edited(context, idea, file, *edits)

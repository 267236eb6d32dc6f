"""What SQLAlchemy wants to be told of a query's result: rows that come more than once, the type of a function.

`joinedload` of a collection repeats its parent once for each child; since 2.0 whoever reads the result says `unique()`
itself. A database function has no type of its own, so `func.date()` gives the text that SQLite stores.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "query-result"
_NOT_UNIQUE = "unique() method must be invoked"
_OF_A_DAY = re.compile(
    r"'str' object has no attribute '(?:weekday|isoweekday|isocalendar|isoformat|strftime|toordinal|year|month|day)'"
    r"|unsupported operand type\(s\) for [-+]: '(?:str' and '(?:datetime\.)?timedelta|(?:datetime\.)?date' and 'str)'"
)
_READS = frozenset(("all", "first", "one", "one_or_none", "fetchall", "fetchone", "partitions", "mappings"))


class QueryResult(Template):
    """`.unique()` behind the query, `type_=Date` for its column."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the query of the crashed statement, or the one labelled by what the statement reads."""
        if context.crash.exception == "InvalidRequestError" and _NOT_UNIQUE in context.crash.message:
            yield from _once(context)
        if _OF_A_DAY.search(context.crash.message):
            yield from _typed(context)


def _once(context: Context) -> Iterator[Draft]:
    file = context.frame.file
    calls = [node for node in header_nodes(context.frame.statement) if isinstance(node, ast.Call)]
    results = [node for node in calls if last_name(node.func) in ("scalars", "execute")]
    # The outermost one: `execute(query).scalars()` has its rows made unique behind `scalars()`.
    asked: list[ast.expr] = [
        node for node in results if not any(node in ast.walk(one) for one in results if one != node)
    ]
    if not asked:
        reads = [node.func for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr in _READS]
        asked = [node.value for node in reads if isinstance(node.value, ast.Name)]
    if len(asked) == 1:
        end = file.span(asked[0])[1]
        idea = Idea(NAME, 0.92, "what is loaded with its children comes once for each of them")
        yield edited(context, idea, file, Edit(end, end, ".unique()"))


def _typed(context: Context) -> Iterator[Draft]:
    file, function = context.frame.file, context.frame.function
    read = {last_name(node) for node in header_nodes(context.frame.statement) if isinstance(node, ast.Attribute)}
    scope = function if function is not None else file.tree
    for call in [node for node in ast.walk(scope) if isinstance(node, ast.Call)]:
        func = call.func
        if not isinstance(func, ast.Attribute) or func.attr != "date" or last_name(func.value) != "func":
            continue
        if any(word.arg == "type_" for word in call.keywords) or not _labels(context, call) & read:
            continue
        usual = ("Date", "from sqlalchemy import Date")
        kind, needed = spelled(file, "sqlalchemy", "Date", usual)
        end = file.span(call)[1] - 1
        idea = Idea(NAME, 0.92, "a database function has no type of its own, so its day is a text", "", needed)
        yield edited(context, idea, file, Edit(end, end, f", type_={kind}"))


def _labels(context: Context, call: ast.Call) -> set[str]:
    """What the column is called in the rows: its label, or the name that it was given."""
    file = context.frame.file
    names = set()
    for outer in file.ancestors(call):
        if isinstance(outer, ast.Call) and last_name(outer.func) == "label" and outer.args:
            label = outer.args[0]
            names |= {str(label.value)} if isinstance(label, ast.Constant) else set()
            break
        if isinstance(outer, ast.stmt):
            break
    statement = file.statement_of(call)
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return names | {last_name(target) for target in targets}

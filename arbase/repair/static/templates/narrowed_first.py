"""A query is cut to a number of rows on one condition, and narrowed below that, often by a function it is handed to.

`if "newest" in params: rows = latest(rows, 5)` above `return page(narrow(rows, params))`: the narrowing goes in front
of the cut. Where the query is cut for certain, see `cut_first`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import takewhile

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.edit import Edit, insert_before, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited, moved
from arbase.repair.static.templates.cut_first import AMONG, FILTERS, REFUSED, top_of, written_cut
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.promises import told_at

NAME = "narrowed-first"
FRAMES = 3


class NarrowedFirst(Template):
    """What narrows the query in front of what cuts it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the frame in which the query is cut: the crashed one, or one that hands the query down."""
        if not REFUSED.search(context.crash.message):
            return
        frames = context.crash.frames[-FRAMES:]
        for place, frame in reversed(list(enumerate(frames))):
            if frame.function is None or AMONG.search(told_at(frame.file.text, frame.function)):
                return
            below = frames[place + 1] if place + 1 < len(frames) else None
            for narrowing, query in _narrowings(context, frame, below):
                cut = _cut_above(context, frame, query)
                edits = _turned(frame, narrowing, query, cut) if cut is not None else None
                if cut is not None and edits:
                    where = f"{frame.file.path}:{cut.lineno}"
                    idea = Idea(NAME, 0.92, f"{query} is cut at {where} before it is narrowed")
                    yield edited(context, idea, frame.file, *edits)
                    return


def _narrowings(context: Context, frame: Frame, below: Frame | None) -> Iterator[tuple[ast.expr, str]]:
    """The expression of the statement that was running, and the name of the query that it narrows."""
    if below is None:
        start = context.crash.node
        if isinstance(start, ast.Call) and last_name(start.func) in FILTERS:
            root: ast.expr = start
            while isinstance(root, ast.Call | ast.Attribute):
                root = root.func if isinstance(root, ast.Call) else root.value
            if isinstance(root, ast.Name):
                yield top_of(frame.file, start), root.id
        return
    for call in header_nodes(frame.statement):
        if isinstance(call, ast.Call) and below.function is not None and last_name(call.func) == below.function.name:
            for given in [*call.args, *(word.value for word in call.keywords)]:
                if isinstance(given, ast.Name):
                    yield call, given.id


def _cut_above(context: Context, frame: Frame, query: str) -> ast.stmt | None:
    """The statement above, `rows = rows[:5]` perhaps below an `if`, that does nothing but cut the query."""
    file = frame.file
    for holder in [
        frame.statement,
        *(one for one in file.ancestors(frame.statement) if isinstance(one, ast.If | ast.For)),
    ]:
        block = file.block_of(holder)
        for statement in reversed(block[: block.index(holder)] if holder in block else []):
            inner = statement.body if isinstance(statement, ast.If) and not statement.orelse else [statement]
            match inner:
                case [ast.Assign(targets=[ast.Name(id=name)], value=value)] if name == query:
                    if _cuts(context, frame, value, query):
                        return statement
    return None


def _cuts(context: Context, frame: Frame, value: ast.expr, query: str) -> bool:
    """`rows[:5]`, `rows.order_by("day").limit(5)`, or a call of a function that returns such a thing of the query."""
    if written_cut(frame.file, value) is not None:
        return any(isinstance(node, ast.Name) and node.id == query for node in ast.walk(value))
    callee = callee_of(context.codebase.sources, value) if isinstance(value, ast.Call) else None
    if callee is None or not isinstance(value, ast.Call):
        return False
    file, function = callee
    returned = [node.value for node in own_nodes(function) if isinstance(node, ast.Return)]
    if AMONG.search(told_at(file.text, function)) or not any(last_name(one) == query for one in value.args):
        return False
    return len(returned) == 1 and returned[0] is not None and written_cut(file, returned[0]) is not None


def _turned(frame: Frame, narrowing: ast.expr, query: str, cut: ast.stmt) -> list[Edit] | None:
    """The cut below what narrows the query step by step; else the one narrowing above the cut."""
    file, statement = frame.file, frame.statement
    block = file.block_of(cut)
    rest = block[block.index(cut) + 1 :]
    holder = next(one for one in rest if any(node is statement for node in ast.walk(one)))
    if isinstance(statement, ast.Assign) and statement.value is narrowing and _narrows(statement, query, narrowing):
        steps = list(takewhile(lambda one: _only_narrows(one, query, narrowing), rest))
        while steps and steps[-1] is not holder and query not in _stored([steps[-1]]):
            steps.pop()
        if holder not in steps or _stored(steps) & (_names(cut) - {query}):
            return None
        edits = moved(file, cut, file.line_start((steps[-1].end_lineno or steps[-1].lineno) + 1))
        return list(edits) if edits is not None else None
    between = rest[: rest.index(holder)]
    if holder is not statement or any(query in _names(one) for one in between):
        return None
    return _hoisted(frame, narrowing, query, cut, _stored([cut, *between]) - {query})


def _hoisted(frame: Frame, narrowing: ast.expr, query: str, cut: ast.stmt, changed: set[str]) -> list[Edit] | None:
    """`rows = narrow(rows, params)` above the cut, and `rows` where that stood."""
    file, statement = frame.file, frame.statement
    if not isinstance(statement, ast.Return | ast.Assign | ast.Expr) or not _stands_alone(frame, narrowing):
        return None
    uses = [node for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id == query]
    waits = any(isinstance(node, ast.Await | ast.NamedExpr | ast.Yield) for node in ast.walk(narrowing))
    names = _names(narrowing)
    if waits or len(uses) != 1 or names & changed:
        return None
    above = insert_before(file, cut, (f"{query} = {file.segment(narrowing)}",))
    if above is None or not all(is_bound_at(file, frame.function, name, cut.lineno) for name in names):
        return None
    return [above, replace(file, narrowing, query)]


def _only_narrows(statement: ast.stmt, query: str, narrowing: ast.expr) -> bool:
    """All that it does with the query, if anything, is to narrow it."""
    steps = [node for node in ast.walk(statement) if _narrows(node, query, narrowing)]
    inside = {id(node) for step in steps for node in ast.walk(step)}
    uses = [node for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id == query]
    ends = any(isinstance(node, ast.Return | ast.Break | ast.Continue) for node in ast.walk(statement))
    return not ends and all(id(node) in inside for node in uses)


def _narrows(node: ast.AST, query: str, narrowing: ast.expr) -> bool:
    """`rows = rows.filter(...)`, or by the same function as the narrowing at hand."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as value) if name == query:
            root: ast.expr = value
            while isinstance(root, ast.Call) and isinstance(root.func, ast.Attribute) and root.func.attr in FILTERS:
                root = root.func.value
            given = [part for part in ast.walk(value) if isinstance(part, ast.Name) and part.id == query]
            alike = last_name(value) == last_name(narrowing) and any(one is given[0] for one in value.args if given)
            return len(given) == 1 and (root is given[0] or alike)
    return False


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _stored(statements: list[ast.stmt]) -> set[str]:
    """The names to which the statements give values."""
    parts = [part for one in statements for part in ast.walk(one)]
    return {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}


def _stands_alone(frame: Frame, narrowing: ast.expr) -> bool:
    """It is evaluated once and for certain: no loop, choice or function of its own stands around it."""
    for outer in frame.file.ancestors(narrowing):
        if isinstance(outer, ast.stmt):
            return True
        if not isinstance(outer, ast.Call | ast.Attribute | ast.keyword | ast.Dict | ast.Tuple | ast.List | ast.Await):
            return False
    return False

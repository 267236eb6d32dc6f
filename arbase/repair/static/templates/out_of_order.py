"""A statement reads what the one above it has just taken away; or an object is handed over before it is complete.

`db.execute("DELETE FROM holds ...")` above `days_waited(db, hold)`, which selects from holds: the two swap places.
`session.add(invoice)` above a query and `invoice.total = ...`: the query flushes what is not complete.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.source import header_nodes, last_name, text_of
from arbase.repair.static.templates.building import Idea, edited, is_simple, moved
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "out-of-order"
STEPS = 3
FRAMES = 3
_TAKEN = re.compile(r"^\s*(?:DELETE\s+FROM|UPDATE|DROP\s+TABLE)\s+[\"'`\[]?(\w+)", re.IGNORECASE)
_READ = re.compile(r"\b(?:FROM|JOIN)\s+[\"'`\[]?(\w+)", re.IGNORECASE)
_TAKES = frozenset(("pop", "remove", "discard", "clear", "popitem", "popleft", "close", "unlink", "rmdir", "rmtree"))
_GONE = re.compile(r"closed|deleted|not persisted|not bound|No such file", re.IGNORECASE)
_LOOKUPS = frozenset(("KeyError", "IndexError", "ValueError", "FileNotFoundError", "StopIteration"))
_OF_NONE = re.compile(r"NoneType")
_LEAVES = ast.Return | ast.Raise | ast.Break | ast.Continue | ast.Global | ast.Nonlocal | ast.Import | ast.ImportFrom


class OutOfOrder(Template):
    """The reading one above, or what hands over behind the last line that completes."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the failing statement and the calls on the way to it, innermost first."""
        for away, frame in enumerate(reversed(context.crash.frames[-FRAMES:])):
            if is_simple(frame.statement) and not isinstance(frame.statement, _LEAVES):
                yield from self._above(context, frame, away)
                yield from self._below(context, frame, away)

    @staticmethod
    def _above(context: Context, frame: Frame, away: int) -> Iterator[Draft]:
        """In front of the statement that took away what this one reads."""
        file, block = frame.file, frame.file.block_of(frame.statement)
        place = block.index(frame.statement)
        for first in range(place - 1, max(place - STEPS - 1, -1), -1):
            if not is_simple(block[first]) or isinstance(block[first], _LEAVES):
                return
            gone = _taken(context, frame, block[first], away)
            if not gone:
                continue
            if not _is_free(frame, block[first:place], gone):
                return
            edits = moved(file, frame.statement, file.line_start(block[first].lineno))
            if edits is not None:
                where = f"{file.path}:{block[first].lineno}"
                why = f"{where} takes away {gone}, which this reads"
                yield edited(context, Idea(NAME, 0.93, why, where), file, *edits)
            return

    @staticmethod
    def _below(context: Context, frame: Frame, away: int) -> Iterator[Draft]:
        """An object that lacks something is added to a session behind the last line that gives it something."""
        if context.crash.exception != "IntegrityError" or "NULL" not in context.crash.message.upper():
            return
        file, block = frame.file, frame.file.block_of(frame.statement)
        place = block.index(frame.statement)
        for number in range(place - 1, max(place - STEPS - 1, -1), -1):
            name = _added(block[number])
            column = context.crash.message.partition("[SQL")[0]
            given = {index: _completes(block[index], name) for index in range(place + 1, len(block))} if name else {}
            completing = [index for index, attribute in given.items() if attribute in re.findall(r"\w+", column)]
            between = block[number + 1 : completing[-1] + 1] if completing else []
            if not between or not all(is_simple(one) and not isinstance(one, _LEAVES) for one in between):
                continue
            used = [one for one in between if name in _names(one, ast.Load) and not _completes(one, name)]
            written = any(last_name(call.func) in ("commit", "flush") for one in between for call in _calls(one))
            last = between[-1]
            end = file.line_start((last.end_lineno or last.lineno) + 1)
            edits = moved(file, block[number], end)
            if not used and not written and edits is not None:
                why = f"{name} is complete only at line {last.lineno}, and a query in between writes what was added"
                yield edited(context, Idea(NAME, 0.93 - 0.01 * away, why), file, *edits)
            return


def _taken(context: Context, frame: Frame, statement: ast.stmt, away: int) -> str:
    """What a statement removes or overwrites that the failing one reads, for people; empty if nothing."""
    crash, inner = context.crash, context.crash.frames[len(context.crash.frames) - 1 - away :]
    tables = {found[1].lower() for text in _texts(statement) if (found := _TAKEN.match(text))}
    read = {name.lower() for one in inner for text in _texts(one.statement) for name in _READ.findall(text)}
    missed = bool(_OF_NONE.search(crash.message)) or crash.exception in (
        "NoResultFound",
        "DoesNotExist",
        "StopIteration",
    )
    if missed and tables & read:
        return f"rows of {min(tables & read)}"
    own = {text for node in header_nodes(frame.statement) if (text := text_of(node) or "")}
    for owner in _emptied(statement, missed=missed):
        if _is_failing(context, owner, own, away):
            return frame.file.segment(owner)
    for call in _calls(statement):
        receiver, name = call.func.value if isinstance(call.func, ast.Attribute) else None, last_name(call.func)
        given = call.args[0] if call.args else None
        if name in _TAKES and receiver is not None and _is_failing(context, receiver, own, away):
            return f"what {frame.file.segment(receiver)} holds"
        if (
            name in ("delete", "expunge")
            and given is not None
            and _GONE.search(crash.message)
            and text_of(given) in own
        ):
            return frame.file.segment(given)
    return ""


def _emptied(statement: ast.stmt, *, missed: bool) -> Iterator[ast.expr]:
    """What `del d[k]` takes from, and what is set to None."""
    match statement:
        case ast.Delete(targets=targets):
            yield from (target.value if isinstance(target, ast.Subscript) else target for target in targets)
        case ast.Assign(targets=targets, value=ast.Constant(value=None)) if missed:
            yield from targets


def _is_failing(context: Context, owner: ast.expr, own: set[str], away: int) -> bool:
    """The failing expression reads the owner, and it failed because something is not there (any more)."""
    crash, text, node = context.crash, text_of(owner), context.crash.node
    gone = crash.exception in _LOOKUPS or _GONE.search(crash.message) or _OF_NONE.search(crash.message)
    if text is None or not gone or node is None:
        return False
    read = {text_of(part) for part in ast.walk(node)}
    if away == 0:
        return text in read and text in own
    # Further in the same thing goes by the same name where it is the instance's or the module's.
    shared = isinstance(owner, ast.Attribute) and text.startswith("self.")
    return text in read and (shared or text.isupper())


def _is_free(frame: Frame, over: list[ast.stmt], gone: str) -> bool:
    """The statement needs nothing that those above it give, and gives nothing that they use."""
    gives = [_names(one, ast.Store) for one in over]
    needs = _names(frame.statement, ast.Load)
    bound = {name for names in gives for name in names} & needs
    own = _names(frame.statement, ast.Store)
    used = any(own & (_names(one, ast.Load) | _names(one, ast.Store)) for one in over)
    # `x = None` gives a name that had its value before.
    return not used and all(
        name == gone and is_bound_at(frame.file, frame.function, name, over[0].lineno) for name in bound
    )


def _names(statement: ast.stmt, context: type[ast.expr_context]) -> set[str]:
    return {part.id for part in ast.walk(statement) if isinstance(part, ast.Name) and isinstance(part.ctx, context)}


def _calls(statement: ast.stmt) -> list[ast.Call]:
    return [node for node in header_nodes(statement) if isinstance(node, ast.Call)]


def _texts(statement: ast.stmt) -> list[str]:
    """The texts of SQL of a statement, those of statements with placeholders among them."""
    found = [node.value for node in header_nodes(statement) if isinstance(node, ast.Constant)]
    return [text for text in found if isinstance(text, str)]


def _added(statement: ast.stmt) -> str:
    """The name of what is added to a session."""
    match statement:
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(attr="add", value=owner), args=[ast.Name(id=name)], keywords=[])
        ) if re.fullmatch(r"db|session|\w+_session", last_name(owner)):
            return name
    return ""


def _completes(statement: ast.stmt, name: str) -> str:
    """The attribute that a statement gives the object."""
    match statement:
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=owner), attr=attr)]) if owner == name:
            return attr
    return ""

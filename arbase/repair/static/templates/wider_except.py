"""A handler for what the client or a file got wrong, which does not know this way of getting it wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import FUNCTIONS

NAME = "wider-except"
# Ways in which reading a text or a document fails: who expects one of them may meet the others.
_READING = frozenset(
    """ValueError TypeError KeyError IndexError LookupError AttributeError OverflowError ArithmeticError
    UnicodeDecodeError UnicodeError JSONDecodeError InvalidOperation ParseError ValidationError""".split()
)
_SPELLED = {
    "UnicodeDecodeError": "UnicodeDecodeError", "JSONDecodeError": "ValueError", "InvalidOperation": "InvalidOperation",
    "ValueError": "ValueError", "TypeError": "TypeError", "KeyError": "KeyError", "IndexError": "IndexError",
    "OverflowError": "OverflowError", "AttributeError": "AttributeError", "Error": "ValueError",
}  # fmt: skip
# What databases say of statements and connections, not of the data that they are given.
_OF_THE_CODE = frozenset(
    ("OperationalError", "ProgrammingError", "InternalError", "InterfaceError", "DatabaseError", "NotSupportedError",
     "PendingRollbackError", "InFailedSqlTransaction", "ResourceClosedError", "DetachedInstanceError")
)  # fmt: skip
# What is looked up by a name in folders: the name of a folder, or one that is too long for a file, is none of it. The
# system says so by an exception of its own. Of other reading of files it may as well be the machine that fails.
_BY_NAME = {"ZoneInfo": ("ZoneInfoNotFoundError", "OSError")}
_SYSTEM = frozenset(("IsADirectoryError", "NotADirectoryError", "PermissionError", "OSError"))
# How many statements a `try` may hold: a longer one guards more than the reading.
SMALL = 4


class WiderExcept(Template):
    """The handler that stands around the failing statement catches this exception as well."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for the innermost such handler of the trace."""
        if not context.crash.exception.startswith("Multiple") and context.crash.exception not in _OF_THE_CODE:
            # That there are several is another matter than that there is none.
            yield from self._sibling(context)
        if context.crash.exception in _SYSTEM:
            yield from _no_such_name(context)
        caught = _SPELLED.get(context.crash.exception)
        if caught is None:
            return
        for frame in reversed(context.crash.frames):
            handler = _handler(frame, context.crash.exception)
            if handler is None or handler.type is None:
                continue
            file = frame.file
            known = file.segment(handler.type)
            inner = known[1:-1].rstrip(", ") if isinstance(handler.type, ast.Tuple) else known
            needed = ("from decimal import InvalidOperation",) if caught == "InvalidOperation" else ()
            where = f"{file.path}:{handler.lineno}"
            why = f"{where} tells of what cannot be read there, but not of {context.crash.exception}"
            # That a name or attribute of our own is not there looks the same.
            near = 0.84 if isinstance(handler.body[-1], ast.Raise | ast.Continue) else 0.72
            prior = 0.5 if caught == "AttributeError" else near if frame is context.frame else 0.62
            idea = Idea(NAME, prior, why, where, needed)
            more = [caught, *(one for one in _further(file, handler) if one != caught and one not in inner)]
            yield edited(context, idea, file, replace(file, handler.type, f"({inner}, {', '.join(more)})"))
            return

    @staticmethod
    def _sibling(context: Context) -> Iterator[Draft]:
        """A library has several exceptions for one kind of mistake; the handler knows another one of them."""
        crash = context.crash
        for frame in reversed(crash.frames):
            child: ast.AST = frame.statement
            for outer in frame.file.ancestors(frame.statement):
                if isinstance(outer, FUNCTIONS):
                    break
                inside = isinstance(outer, ast.Try) and any(child is item for item in outer.body)
                for handler in outer.handlers if isinstance(outer, ast.Try) and inside else ():
                    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
                    names = [last_name(kind) for kind in kinds]
                    if not crash.module or handler.type is None:
                        continue
                    dotted = _through(frame.file, kinds, crash.module)
                    if not dotted and not _from(frame.file, names, crash.module):
                        continue
                    known = frame.file.segment(handler.type)
                    inner = known[1:-1].rstrip(", ") if isinstance(handler.type, ast.Tuple) else known
                    needed = "" if dotted else f"from {crash.module} import {crash.exception}"
                    where = f"{frame.file.path}:{handler.lineno}"
                    idea = Idea(
                        NAME,
                        0.86,
                        f"{where} knows {inner}, and not its like {crash.exception}",
                        where,
                        (needed,) if needed else (),
                    )
                    text = f"({inner}, {dotted}{crash.exception})"
                    yield edited(context, idea, frame.file, replace(frame.file, handler.type, text))
                    return
                child = outer


def _no_such_name(context: Context) -> Iterator[Draft]:
    """The handler that tells of a name which the library does not find, of one that is only a folder's as well."""
    frame = context.frame
    calls = [node for node in header_nodes(frame.statement) if isinstance(node, ast.Call)]
    for call in calls:
        known, wider = _BY_NAME.get(last_name(call.func), ("", ""))
        child: ast.AST = frame.statement
        for outer in frame.file.ancestors(frame.statement):
            if isinstance(outer, FUNCTIONS):
                break
            guards = isinstance(outer, ast.Try) and any(child is item for item in outer.body) and len(outer.body) == 1
            for handler in outer.handlers if isinstance(outer, ast.Try) and guards and known else ():
                kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
                names = [last_name(kind) for kind in kinds if kind is not None]
                if handler.type is None or known not in names or wider in names:
                    continue
                text = frame.file.segment(handler.type)
                inner = text[1:-1].rstrip(", ") if isinstance(handler.type, ast.Tuple) else text
                where = f"{frame.file.path}:{handler.lineno}"
                why = f"{where} tells of names that {last_name(call.func)} does not find, and this one is a folder's"
                idea = Idea(NAME, 0.9, why, where)
                yield edited(context, idea, frame.file, replace(frame.file, handler.type, f"({inner}, {wider})"))
                return
            child = outer


def _further(file: SourceFile, handler: ast.ExceptHandler) -> list[str]:
    """How else reading a document may fail in the body: it cannot be read, lacks a key, has another type."""
    trial = file.parent(handler)
    body = [node for item in getattr(trial, "body", ()) for node in ast.walk(item)]
    if not any(isinstance(node, ast.Call) and last_name(node.func) in ("loads", "json") for node in body):
        return []
    found = ["ValueError"] if "JSONDecodeError" not in file.segment(handler) else []
    if any(isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) for node in body):
        found += ["KeyError", "TypeError"]
    asked = [node.func for node in body if isinstance(node, ast.Call)]
    methods = [node for node in asked if isinstance(node, ast.Attribute) and not _is_module(file, node)]
    if any(isinstance(node.value, ast.Subscript | ast.Name) for node in methods):
        found.append("AttributeError")
    return found


def _is_module(file: SourceFile, node: ast.expr) -> bool:
    """A function of something that the file imports."""
    root = node
    while isinstance(root, ast.Attribute):
        root = root.value
    return isinstance(root, ast.Name) and root.id in {
        (alias.asname or alias.name).partition(".")[0]
        for item in file.tree.body
        if isinstance(item, ast.Import | ast.ImportFrom)
        for alias in item.names
    }


def _through(file: SourceFile, kinds: Sequence[ast.expr | None], module: str) -> str:
    """`pd.errors.` of `pd.errors.ParserError`, where that is the exception's module; empty if none is spelled so."""
    imported = [alias for item in file.tree.body if isinstance(item, ast.Import) for alias in item.names]
    names = {alias.asname or alias.name: alias.name for alias in imported}
    for kind in kinds:
        if isinstance(kind, ast.Attribute):
            owner = file.segment(kind.value)
            first, _, rest = owner.partition(".")
            if ".".join(part for part in (names.get(first, first), rest) if part) == module:
                return f"{owner}."
    return ""


def _from(file: SourceFile, names: list[str], module: str) -> bool:
    """One of the names is imported from the module."""
    return any(
        isinstance(node, ast.ImportFrom) and node.module == module and any(alias.name in names for alias in node.names)
        for node in file.tree.body
    )


def _handler(frame: Frame, exception: str) -> ast.ExceptHandler | None:
    """The handler of the innermost small `try` around the frame's statement that catches a way of reading to fail."""
    child: ast.AST = frame.statement
    for outer in frame.file.ancestors(frame.statement):
        if isinstance(outer, FUNCTIONS):
            return None
        if isinstance(outer, ast.Try) and any(child is item for item in outer.body) and len(outer.body) <= SMALL:
            for handler in outer.handlers:
                kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
                names = {last_name(kind) for kind in kinds if kind is not None}
                if names & _READING and exception not in names:
                    return handler
        child = outer
    return None

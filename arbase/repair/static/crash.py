"""The crash as code: frames with their statement, and the very expression that failed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from arbase.domain.diagnosis import CrashSpec
from arbase.domain.triage import CodeLocation
from arbase.repair.static.source import Codebase, SourceFile, header_nodes, text_of
from arbase.replay.interface import Raised
from arbase.workspace.tree import Function


@dataclass(frozen=True)
class Frame:
    """One frame of the repository: the statement that was running and the function that holds it."""

    file: SourceFile
    line: int
    statement: ast.stmt
    function: Function | None

    @property
    def location(self) -> CodeLocation:
        """Where this is, for people."""
        name = self.file.qualified_name(self.function) if self.function is not None else ""
        return CodeLocation(path=self.file.path, line=self.line, function=name)


@dataclass(frozen=True)
class Crash:
    """What was raised, where, and what the variables of the crashed frame held. `frames` run outermost first."""

    exception: str
    message: str
    frames: tuple[Frame, ...]
    node: ast.expr | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    chain: tuple[str, ...] = ()
    innermost_in_repository: bool = True
    module: str = ""
    """Where the exception's class comes from; empty for Python's own, and where only the event told of it."""

    @property
    def frame(self) -> Frame:
        """The crashed frame."""
        return self.frames[-1]

    def described(self, node: ast.AST | str | None) -> Mapping[str, Any]:
        """The run-time description of an expression of the crashed frame; empty if it was not seen."""
        text = node if isinstance(node, str) else text_of(node) if node is not None else None
        found = self.variables.get(text or "")
        return found if isinstance(found, Mapping) else {}

    def type_of(self, node: ast.AST | str | None) -> str:
        """The run-time type of an expression of the crashed frame, or of a literal; empty if unknown."""
        if isinstance(node, ast.Constant):
            return type(node.value).__name__
        if isinstance(node, ast.JoinedStr):
            return "str"
        return str(self.described(node).get("type", ""))

    def is_none(self, node: ast.AST) -> bool:
        """The expression was None when the statement ran."""
        return self.type_of(node) == "NoneType"


def crash_of(codebase: Codebase, spec: CrashSpec | None, raised: Raised | None) -> Crash | None:
    """The crash as seen in a run (better: raw message, columns, values), else as the diagnosis has it."""
    source: CrashSpec | Raised | None = raised if raised is not None and raised.trace else spec
    if source is None:
        return None
    trace = source.trace
    if isinstance(source, CrashSpec) and (not trace or trace[-1] != source.location):
        trace = (*trace, source.location)
    frames = tuple(frame for frame in (_frame(codebase, place) for place in trace) if frame is not None)
    if not frames or frames[-1].file.path != trace[-1].path or frames[-1].line != trace[-1].line:
        return None
    last = frames[-1]
    span = (source.column, source.end_line, source.end_column)
    node = _node_at(last, *span) if None not in span else None
    crash = Crash(
        exception=source.exception.rsplit(".", 1)[-1],
        message=source.message,
        frames=frames,
        node=node,
        variables=source.variables,
        chain=tuple(name.rsplit(".", 1)[-1] for name in source.chain),
        innermost_in_repository=getattr(source, "innermost_in_repository", True),
        module=getattr(source, "module", ""),
    )
    if node is None:
        guessed = next(_guesses(crash), None)
        crash = crash if guessed is None else replace(crash, node=guessed)
    return _of_a_row(crash)


def _of_a_row(crash: Crash) -> Crash:
    """A row of SQLite calls a key that it lacks an index; for whoever mends it, it is a key."""
    if crash.exception == "IndexError" and crash.message == "No item with that key":
        match crash.node:
            case ast.Subscript(slice=ast.Constant(value=str() as key)):
                return replace(crash, exception="KeyError", message=repr(key))
    return crash


def _frame(codebase: Codebase, place: CodeLocation) -> Frame | None:
    file = codebase.file(place.path)
    statement = file.statement_at(place.line) if file is not None else None
    if file is None or statement is None:
        return None
    return Frame(file, place.line, statement, file.function_of(statement))


def _node_at(frame: Frame, column: int | None, end_line: int | None, end_column: int | None) -> ast.expr | None:
    """The expression with exactly this span; else the smallest one around it."""
    wanted = (frame.line, column or 0)
    end = (end_line or frame.line, end_column or 0)
    around: list[ast.expr] = []
    for node in ast.walk(frame.statement):
        if not isinstance(node, ast.expr):
            continue
        first, last = (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)
        if (first, last) == (wanted, end):
            return node
        if first <= wanted and last >= end:
            around.append(node)
    return min(
        around, key=lambda node: ((node.end_lineno or 0) - node.lineno, len(frame.file.segment(node))), default=None
    )


_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")


def quoted(message: str) -> list[str]:
    """The quoted words of a message."""
    return [first or second for first, second in _QUOTED.findall(message)]


def _guesses(crash: Crash) -> Iterator[ast.expr]:
    """What may have failed, where the interpreter did not say: by the kind of the exception and its message."""
    nodes = [node for node in header_nodes(crash.frame.statement) if isinstance(node, ast.expr)]
    yield from _named(crash, nodes)
    yield from _alike(crash, nodes)


def _named(crash: Crash, nodes: list[ast.expr]) -> Iterator[ast.expr]:
    """Expressions of which the message speaks."""
    words = quoted(crash.message)
    for node in nodes:
        match crash.exception, node:
            case "KeyError", ast.Subscript(slice=ast.Constant(value=key)) if str(key) in [*words, crash.message]:
                yield node
            case "AttributeError", ast.Attribute(attr=name) if words and name == words[-1]:
                yield node
            case "NameError" | "UnboundLocalError", ast.Name(id=name) if name in words:
                yield node
            case "ZeroDivisionError", ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Mod()):
                yield node
            case "TypeError", ast.Subscript() | ast.Attribute() if crash.is_none(node.value):
                yield node


def _alike(crash: Crash, nodes: list[ast.expr]) -> Iterator[ast.expr]:
    """Expressions of the kind that raises such an exception."""
    for node in nodes:
        match crash.exception, node:
            case "KeyError" | "IndexError", ast.Subscript():
                yield node
            case "AttributeError", ast.Attribute() if crash.is_none(node.value):
                yield node
            case "TypeError", ast.BinOp():
                yield node
    for node in nodes:
        if isinstance(node, ast.Call) and crash.exception not in ("KeyError", "IndexError", "AttributeError"):
            yield node

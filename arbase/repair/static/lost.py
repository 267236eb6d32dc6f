"""What a function had before a suspect commit and has no longer: guards that protected the crashed line."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from arbase.repair.static.crash import Crash, Frame
from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.edit import insert_before
from arbase.repair.static.history import History
from arbase.repair.static.source import Codebase, SourceFile, header_nodes
from arbase.repair.static.templates.interface import Draft
from arbase.workspace.tree import Function

NAME = "lost-guard"
FRAMES = 3
_LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)


class LostGuards:
    """Puts single guards back where taking the whole change back would lose what came with it."""

    def __init__(self, codebase: Codebase, crash: Crash, history: History) -> None:
        self._codebase = codebase
        self._crash = crash
        self._history = history

    def drafts(self) -> Iterator[Draft]:
        """One for each guard that a suspect commit took out of a function of the trace."""
        for depth, frame in enumerate(reversed(self._crash.frames[-FRAMES:])):
            if frame.function is None:
                continue
            for sha, score, text in self._history.versions(frame.file.path):
                old = SourceFile.parse(frame.file.path, text)
                before = _namesake(old, frame) if old is not None else None
                if old is not None and before is not None:
                    yield from self._of_function(frame, (old, before), sha, score * (0.9**depth))

    def _of_function(self, frame: Frame, old: tuple[SourceFile, Function], sha: str, score: float) -> Iterator[Draft]:
        assert frame.function is not None  # noqa: S101 -- told to mypy; the only caller has checked
        known = {ast.dump(node.test) for node in ast.walk(frame.function) if isinstance(node, ast.If)}
        for guard in _guards(old[1]):
            if ast.dump(guard.test) in known:
                continue
            anchor = self._anchor(frame, guard)
            if anchor is None:
                continue
            lines = _dedented(old[0], guard)
            edit = insert_before(frame.file, anchor, lines)
            if edit is None:
                continue
            tested, failing = _names(guard.test), _names(frame.statement)
            close = 0.92 if tested & failing else 0.7
            yield Draft(
                template=NAME,
                edits=((frame.file.path, edit),),
                prior=round(close * (0.6 + 0.4 * score), 4),
                rationale=f"Commit {sha[:12]} took this guard out of {frame.function.name}.",
                precedent=f"commit:{sha}",
                location=frame.location,
                stream="revert",
            )

    def _anchor(self, frame: Frame, guard: ast.If) -> ast.stmt | None:
        """The outermost statement around the crashed one before which all names of the guard have values."""
        around = [frame.statement, *(item for item in frame.file.ancestors(frame.statement))]
        inside = [item for item in around if isinstance(item, ast.stmt) and item is not frame.function]
        if frame.function in inside:
            inside = inside[: inside.index(frame.function)]
        own = [item for item in inside if frame.file.function_of(item) is frame.function]
        loops = isinstance(guard.body[-1], ast.Continue | ast.Break)
        for statement in reversed(own[:1] if loops else own):
            if all(self._has(frame, name, statement.lineno) for name in _names(guard)):
                return statement
        return None

    def _has(self, frame: Frame, name: str, line: int) -> bool:
        return is_bound_at(frame.file, frame.function, name, line) or hasattr(builtins, name)


def _namesake(file: SourceFile, frame: Frame) -> Function | None:
    if frame.function is None:
        return None
    name = frame.file.qualified_name(frame.function)
    return next((item for item in file.functions if file.qualified_name(item) == name), None)


def _guards(function: Function) -> list[ast.If]:
    """`if test: return/raise/continue` without an else."""
    return [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.If) and not node.orelse and len(node.body) <= 3 and isinstance(node.body[-1], _LEAVES)
    ]


def _names(node: ast.AST) -> set[str]:
    parts = header_nodes(node) if isinstance(node, ast.stmt) and not isinstance(node, ast.If) else ast.walk(node)
    return {part.id for part in parts if isinstance(part, ast.Name)}


def _dedented(file: SourceFile, statement: ast.stmt) -> tuple[str, ...]:
    indent = file.indent(statement)
    first, *rest = file.segment(statement).replace("\r\n", "\n").split("\n")
    return (first, *(line.removeprefix(indent) for line in rest))

"""What an expression had before a suspect commit: a default, a test for None, a conversion, put back by itself."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator

from arbase.repair.static.crash import Crash, Frame
from arbase.repair.static.edit import replace
from arbase.repair.static.history import History
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import in_brackets
from arbase.repair.static.templates.interface import Draft
from arbase.workspace.tree import Function

NAME = "lost-part"
LIKE = 0.5
MOST = 4


class LostParts:
    """Puts the earlier form of the failing expression back into the statement as it is now.

    A commit that changes a statement for good reasons often simplifies a part of it too far. Taking the whole line back
    would lose what the commit was for.
    """

    def __init__(self, crash: Crash, history: History) -> None:
        self._crash = crash
        self._history = history

    def drafts(self) -> Iterator[Draft]:
        """One for each earlier expression about the same thing, most complete first."""
        frame, failing = self._crash.frame, self._crash.node
        if failing is None or frame.function is None:
            return
        failing = _whole(frame.file, failing)
        for sha, score, text in self._history.versions(frame.file.path):
            old = SourceFile.parse(frame.file.path, text)
            statement = _counterpart(old, frame) if old is not None else None
            if old is None or statement is None:
                continue
            for place, part in enumerate(_earlier(statement, frame.statement, failing)[:MOST]):
                put_back = in_brackets(frame.file, failing, _plain(old, part))
                yield Draft(
                    template=NAME,
                    edits=((frame.file.path, replace(frame.file, failing, put_back)),),
                    prior=round((0.93 - 0.06 * place) * (0.7 + 0.3 * score), 4),
                    rationale=f"Commit {sha[:12]} took this out of the expression.",
                    precedent=f"commit:{sha}",
                    location=frame.location,
                    stream="revert",
                )


def _whole(file: SourceFile, node: ast.expr) -> ast.expr:
    """The call of a failing attribute: `x.strip` failed, `x.strip()` is what was to be worked out."""
    parent = file.parent(node)
    return parent if isinstance(parent, ast.Call) and parent.func is node else node


def _counterpart(old: SourceFile, frame: Frame) -> ast.stmt | None:
    """The statement of the same function that was most like the crashed one, and gave the same names a value."""
    name = frame.file.qualified_name(frame.function) if frame.function is not None else ""
    before: Function | None = next((item for item in old.functions if old.qualified_name(item) == name), None)
    if before is None or not isinstance(frame.statement, ast.Assign | ast.AnnAssign | ast.Return | ast.Expr):
        return None
    text = ast.unparse(frame.statement)
    best, found = LIKE, None
    for statement in ast.walk(before):
        if type(statement) is not type(frame.statement) or _targets(statement) != _targets(frame.statement):
            continue
        likeness = difflib.SequenceMatcher(None, text, ast.unparse(statement), autojunk=False).ratio()
        if likeness >= best and isinstance(statement, ast.stmt):
            best, found = likeness, statement
    return found


def _targets(statement: ast.AST) -> list[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return [ast.unparse(item) for item in targets if item is not None]


def _earlier(old: ast.stmt, new: ast.stmt, failing: ast.expr) -> list[ast.expr]:
    """Expressions of the old statement that speak of what failed and are no longer there, without what still is."""
    subject = _words(failing)
    kept = {ast.dump(node) for node in ast.walk(new)}
    around = {_shape(node) for node in ast.walk(new) if isinstance(node, ast.expr) and _holds(node, failing)}
    found = [
        node
        for node in ast.walk(old)
        if isinstance(node, ast.expr)
        and subject
        and subject <= _words(node)
        and ast.dump(node) not in kept
        and _shape(node) not in around
    ]
    # A part of a part leaves out what made it whole: `x.get(key)` of `x.get(key) or default`.
    whole = [node for node in found if not any(_holds(other, node) for other in found)]
    return sorted(whole, key=lambda node: -len(ast.unparse(node)))


def _holds(node: ast.expr, part: ast.expr) -> bool:
    return node is not part and any(inner is part for inner in ast.walk(node))


def _shape(node: ast.expr) -> str:
    """What is done with a part: the call of `str`, the method `lower`, an entry of a dictionary."""
    if isinstance(node, ast.Call):
        return f"call {last_name(node.func)}"
    return f"{type(node).__name__} {node.attr}" if isinstance(node, ast.Attribute) else type(node).__name__


def _words(node: ast.expr) -> frozenset[str]:
    """The variables, attributes and keys of which an expression speaks; methods of a call are not meant."""
    methods = {id(item.func) for item in ast.walk(node) if isinstance(item, ast.Call)}
    words = [item.id for item in ast.walk(node) if isinstance(item, ast.Name) and id(item) not in methods]
    words += [item.attr for item in ast.walk(node) if isinstance(item, ast.Attribute) and id(item) not in methods]
    words += [str(item.value) for item in ast.walk(node) if isinstance(item, ast.Constant) and item.value is not None]
    return frozenset(words)


def _plain(file: SourceFile, node: ast.expr) -> str:
    text = file.segment(node)
    return ast.unparse(node) if "\n" in text else text

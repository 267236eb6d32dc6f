"""Where an edit is tried: what crashed, what gave it its values, what the suspect commits wrote."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.redundancy.vocabulary import Vocabulary
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.interface import Context
from arbase.workspace.tree import FUNCTIONS, Function

# How likely a place is: the crash itself, what defines its names, callers outwards, what called functions return, what
# a suspect commit wrote, fields of classes that are called like what was read, the rest of the crashed function.
CRASHED, DEFINES, CALLER, RETURNED, WRITTEN, DECLARED, AROUND = 1.0, 0.85, 0.7, 0.75, 0.8, 0.6, 0.4
OUTWARDS = 0.85
MOST = 40


@dataclass(frozen=True)
class Place:
    """A statement in which to look, and how likely it is, in (0, 1]."""

    file: SourceFile
    function: Function | None
    statement: ast.stmt
    weight: float

    @property
    def expressions(self) -> list[ast.expr]:
        """What is read in it, the statements in its body and the parts of format strings left out."""
        return [
            node
            for node in header_nodes(self.statement)
            if isinstance(node, ast.expr)
            and not isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)
            and not any(isinstance(outer, ast.JoinedStr) for outer in self.file.ancestors(node))
        ]


def places(context: Context, vocabulary: Vocabulary) -> list[Place]:
    """Statements, the likeliest first, each once."""
    best: dict[ast.stmt, Place] = {}
    for one in _all(context, vocabulary):
        if one.statement not in best or best[one.statement].weight < one.weight:
            best[one.statement] = one
    return sorted(best.values(), key=lambda one: -one.weight)[:MOST]


def _all(context: Context, vocabulary: Vocabulary) -> Iterator[Place]:
    weight = CRASHED
    yield from _declared(context)
    for frame in reversed(context.crash.frames):
        yield Place(frame.file, frame.function, frame.statement, weight)
        yield from _behind(frame.file, frame.function, frame.statement, weight, vocabulary)
        for statement in frame.function.body if frame.function is not None else ():
            for inner in ast.walk(statement):
                if isinstance(inner, ast.stmt) and inner.lineno < frame.line:
                    yield Place(frame.file, frame.function, inner, weight * AROUND)
        weight = min(CALLER, weight * OUTWARDS)
    for hunk in context.history.hunks:
        file = context.codebase.file(hunk.path)
        for line in range(hunk.first, hunk.end) if file is not None else ():
            written = file.statement_at(line) if file is not None else None
            if file is not None and written is not None and not isinstance(written, ast.Import | ast.ImportFrom):
                yield Place(file, file.function_of(written), written, WRITTEN * hunk.score)


def _declared(context: Context) -> Iterator[Place]:
    """Fields of classes: those called like what the crashed statement reads, and all of what was handed on to it."""
    frame = context.frame
    nodes = list(header_nodes(frame.statement))
    for name in [node.id for node in nodes if isinstance(node, ast.Name)]:
        for one in reaching(frame.file, frame.function, name, frame.line):
            nodes.extend(ast.walk(one.value) if one.value is not None else ())
    read = {last_name(node) for node in nodes if isinstance(node, ast.Attribute | ast.Name)}
    taken = {
        last_name(part)
        for one in context.crash.frames
        for argument in (ast.walk(one.function.args) if one.function is not None else ())
        if isinstance(argument, ast.arg) and argument.annotation is not None
        for part in ast.walk(argument.annotation)
    }
    for file in context.codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.AnnAssign) and _is_field(file.parent(node), node, taken, read):
                yield Place(file, None, node, DECLARED)


def _is_field(owner: ast.AST | None, node: ast.AnnAssign, taken: set[str], read: set[str]) -> bool:
    return isinstance(owner, ast.ClassDef) and (owner.name in taken or last_name(node.target) in read)


def _behind(
    file: SourceFile, function: Function | None, statement: ast.stmt, weight: float, vocabulary: Vocabulary
) -> Iterator[Place]:
    """What gave the statement its values: assignments in the function, and what own functions return."""
    nodes = list(header_nodes(statement))
    for name in dict.fromkeys(node.id for node in nodes if isinstance(node, ast.Name)):
        for one in reaching(file, function, name, statement.lineno):
            yield Place(file, function, one.statement, weight * DEFINES)
            nodes.extend(ast.walk(one.value) if one.value is not None else ())
    called = {last_name(node.func) for node in nodes if isinstance(node, ast.Call)}
    for own in vocabulary.own:
        if own.name in called:
            for node in ast.walk(own.function):
                if isinstance(node, ast.Return) and own.file.function_of(node) is own.function:
                    yield Place(own.file, own.function, node, weight * RETURNED)


def is_method_of(file: SourceFile, function: Function | None) -> ast.ClassDef | None:
    """The class whose method `function` is."""
    parent = file.parent(function) if isinstance(function, FUNCTIONS) else None
    return parent if isinstance(parent, ast.ClassDef) else None

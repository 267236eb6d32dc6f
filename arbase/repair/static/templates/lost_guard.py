"""A calculation that lost its condition on the way: a commit moved `a / b if b else 0` and left `a / b` of it."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import is_bound_at, module_names, parameters
from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, in_brackets
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.unify import Bound, unified

NAME = "lost-guard"
MOST_FILES = 12
_NUMBERS = frozenset(("Decimal", "float", "int", "Fraction"))


class _Guarded(NamedTuple):
    """`kept if test else other` of an earlier version, or with the two the other way round."""

    file: SourceFile
    node: ast.IfExp
    kept: ast.expr
    other: ast.expr
    sha: str
    score: float


class LostGuard(Template):
    """The condition around what is left of it, in the names that it has now."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each condition that a suspect commit took from an expression which is part of the failure now."""
        guarded = list(_guarded(context))
        for frame, node, given in _failing(context) if guarded else ():
            for one in guarded:
                bound = _bound(one, node, frame, given)
                test, other = (_anew(one.file, part, bound or {}) for part in (one.node.test, one.other))
                if bound is None or not _is_known(frame, (test, other)):
                    continue
                kept = frame.file.segment(node)
                first, last = (kept, other) if one.kept is one.node.body else (other, kept)
                text = f"{first} if {test} else {last}"
                text = text if _stands_in_brackets(frame.file, node) else in_brackets(frame.file, node, text)
                idea = Idea(
                    NAME,
                    0.7 + 0.2 * one.score,
                    f"commit {one.sha[:12]} took `if {test}` from this",
                    f"commit:{one.sha}",
                )
                yield edited(context, idea, frame.file, replace(frame.file, node, text))


def _guarded(context: Context) -> Iterator[_Guarded]:
    """Conditional expressions of the versions before the suspect commits that are nowhere now."""
    paths = [frame.file.path for frame in reversed(context.crash.frames)]
    paths += [path for suspect in context.diagnosis.suspects for path in suspect.paths if path.endswith(".py")]
    there = {ast.dump(node) for file in context.codebase.sources for node in file.nodes if isinstance(node, ast.IfExp)}
    for path in list(dict.fromkeys(paths))[:MOST_FILES]:
        for sha, score, text in context.history.versions(path):
            before = SourceFile.parse(path, text)
            for node in before.nodes if before is not None else ():
                if before is not None and isinstance(node, ast.IfExp) and ast.dump(node) not in there:
                    yield _Guarded(before, node, node.body, node.orelse, sha, score)
                    yield _Guarded(before, node, node.orelse, node.body, sha, score)


def _failing(context: Context) -> Iterator[tuple[Frame, ast.expr, dict[str, ast.expr]]]:
    """The expressions that fail in each frame, and what the frame's parameters were given where that is written."""
    inner = ""
    frames = context.crash.frames
    for position in range(len(frames) - 1, -1, -1):
        frame = frames[position]
        given = _given(frames[position - 1], frame) if position else {}
        for node in header_nodes(frame.statement):
            if isinstance(node, ast.BinOp | ast.Call | ast.Attribute | ast.Subscript):
                inside = list(ast.walk(node))
                if frame is not context.frame:
                    failed = any(isinstance(part, ast.Call) and last_name(part.func) == inner for part in inside)
                else:
                    failed = context.crash.node is None or any(part is context.crash.node for part in inside)
                if failed:
                    yield frame, node, given
        inner = frame.function.name if frame.function is not None else ""


def _given(caller: Frame, frame: Frame) -> dict[str, ast.expr]:
    """`{"part": wh}` where the caller's statement has `share(wh, total)`, and `share` takes a `part`."""
    function = frame.function
    for node in ast.walk(caller.statement):
        if function is not None and isinstance(node, ast.Call) and last_name(node.func) == function.name:
            names = [item.arg for item in parameters(function)]
            names = names[1:] if names[:1] in (["self"], ["cls"]) else names
            return {**dict(zip(names, node.args, strict=False)), **{w.arg: w.value for w in node.keywords if w.arg}}
    return {}


def _bound(one: _Guarded, node: ast.expr, frame: Frame, given: dict[str, ast.expr]) -> Bound | None:
    """What the names of the earlier expression are now; None where it is another expression, or of other things."""
    names = {part.id for part in ast.walk(one.kept) if isinstance(part, ast.Name)}
    names -= module_names(one.file) | {
        last_name(part.func) for part in ast.walk(one.kept) if isinstance(part, ast.Call)
    }
    if not names or isinstance(one.kept, ast.Name):
        return None
    bound = unified(one.kept, node, names)
    if bound is None or ast.dump(_Written(bound).visit(copy.deepcopy(one.kept))) != ast.dump(node):
        return None
    for name, now in bound.items():
        # A quotient is like every other: it is the same one where the same things go into it.
        inside = [part.id for part in ast.walk(now) if isinstance(part, ast.Name) and part.id not in _NUMBERS]
        origins = [_names(given[part]) if part in given else {part} for part in inside]
        if not inside or not all(origin == {name} for origin in origins):
            return None
    return bound


def _stands_in_brackets(file: SourceFile, node: ast.expr) -> bool:
    start, end = file.span(node)
    return file.text[:start].rstrip()[-1:] == "(" and file.text[end:].lstrip()[:1] == ")"


def _names(node: ast.expr) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


class _Written(ast.NodeTransformer):
    """Puts what the names are now in their place."""

    def __init__(self, bound: Bound) -> None:
        self.bound = bound

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.bound.get(node.id, node)


def _anew(before: SourceFile, node: ast.expr, bound: Bound) -> str:
    """The text of an expression of the earlier version, in the names of now."""
    start, text = before.span(node)[0], before.segment(node)
    parts = [part for part in ast.walk(node) if isinstance(part, ast.Name) and part.id in bound]
    for part in sorted(parts, key=lambda item: -before.span(item)[0]):
        first, last = (place - start for place in before.span(part))
        text = f"{text[:first]}{ast.unparse(_bare(bound[part.id]))}{text[last:]}"
    return text


def _bare(node: ast.expr) -> ast.expr:
    """What is turned into a number is nothing where the number is."""
    match node:
        case ast.Call(args=[inner], keywords=[]) if last_name(node.func) in _NUMBERS:
            return inner
    return node


def _is_known(frame: Frame, texts: tuple[str, str]) -> bool:
    """All names that the condition and its other value need have a value where they go."""
    nodes = [part for text in texts for part in ast.walk(ast.parse(text, mode="eval"))]
    names = {part.id for part in nodes if isinstance(part, ast.Name)}
    return all(is_bound_at(frame.file, frame.function, name, frame.line) for name in names)

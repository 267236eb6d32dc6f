"""A guard whose test a commit wrote anew, and which lost one of its operands on the way.

`if not number.is_finite() or abs(number) > MOST: raise ...` became `if number.adjusted() >= DIGITS: raise ...` with the
same refusal below it. What crashes further on came through this guard: the operand comes back beside the new test.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.edit import bracketed, replace
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.former import former_versions
from arbase.workspace.tree import Function

NAME = "lost-operand"
MOST_FILES = 12
MOST_NEAR = 6
MOST_VERSIONS = 4
MOST = 12


class _Guards(NamedTuple):
    """The same guard of a function, once and now: its refusal is the same, its test is not."""

    before: SourceFile
    file: SourceFile
    function: Function
    once: ast.expr
    now: ast.expr
    sha: str
    score: float


class LostOperand(Template):
    """`lost or test` for `test`, of a function that the frames of the crash call or hand over."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each operand of an `or` that is nowhere in the function now."""
        named = dict.fromkeys(
            part.id if isinstance(part, ast.Name) else part.attr
            for frame in reversed(context.crash.frames)
            if frame.function is not None
            for part in ast.walk(frame.function)
            if isinstance(part, ast.Name | ast.Attribute)
        )
        own = [frame.function for frame in context.crash.frames]
        seen: set[tuple[str, str]] = set()
        for one in _rewritten(context, named):
            if one.function not in own and one.function.name not in named:
                continue
            there = {ast.dump(part) for part in ast.walk(one.function) if isinstance(part, ast.expr)}
            for operand in _operands(one.once):
                key = (one.function.name, ast.dump(operand))
                if key[1] in there or key in seen or len(seen) == MOST or not _is_known(one, operand):
                    continue
                seen.add(key)
                lost = one.before.segment(operand)
                now = one.file.segment(one.now)
                loose = isinstance(one.now, ast.IfExp | ast.Lambda | ast.NamedExpr)
                text = f"{lost} or {bracketed(one.file, one.now) if loose else now}"
                why = f"commit {one.sha[:12]} took `{lost}` out of what {one.function.name} refuses"
                idea = Idea(NAME, 0.78 + 0.15 * one.score, why, f"commit:{one.sha}")
                yield edited(context, idea, one.file, replace(one.file, one.now, text))


def _rewritten(context: Context, named: Iterable[str]) -> Iterator[_Guards]:
    """Of the suspect commits first; then of the files whose functions the frames name, the innermost first."""
    paths = [path for suspect in context.diagnosis.suspects for path in suspect.paths if path.endswith(".py")]
    for path in list(dict.fromkeys(paths))[:MOST_FILES]:
        for sha, score, text in context.history.versions(path):
            yield from _of_file(context, path, (sha, score, text))
    defined: dict[str, list[str]] = {}
    for file in context.codebase.sources:
        for function in file.functions:
            defined.setdefault(function.name, []).append(file.path)
    near = [path for name in named for path in defined.get(name, ()) if len(defined[name]) == 1]
    for path in list(dict.fromkeys(near))[:MOST_NEAR]:
        for sha, text in former_versions(context.service.repository, path, MOST_VERSIONS):
            yield from _of_file(context, path, (sha, 0.0, text))


def _of_file(context: Context, path: str, version: tuple[str, float, str]) -> Iterator[_Guards]:
    sha, score, text = version
    file, before = context.codebase.file(path), SourceFile.parse(path, text)
    if file is None or before is None:
        return
    once = {before.qualified_name(one): one for one in before.functions}
    for function in file.functions:
        old = once.get(file.qualified_name(function))
        for then, now in _pairs(old, function) if old is not None else ():
            yield _Guards(before, file, function, then, now, sha, score)


def _pairs(old: Function, new: Function) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The tests of guards that refuse in the same words, each in its place among all that do."""
    before, after = _guards(old), _guards(new)
    for body in before.keys() & after.keys():
        for then, now in zip(before[body], after[body], strict=False) if len(before[body]) == len(after[body]) else ():
            if ast.dump(then) != ast.dump(now):
                yield then, now


def _guards(function: Function) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.If) and not node.orelse and isinstance(node.body[-1], ast.Raise | ast.Return):
            found.setdefault("".join(ast.dump(one) for one in node.body), []).append(node.test)
    return found


def _operands(test: ast.expr) -> list[ast.expr]:
    return test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else []


def _is_known(one: _Guards, operand: ast.expr) -> bool:
    names = [part.id for part in ast.walk(operand) if isinstance(part, ast.Name)]
    line = one.now.lineno
    return bool(names) and all(
        is_bound_at(one.file, one.function, name, line) or hasattr(builtins, name) for name in names
    )

"""What a library says itself is to be used now: the program's own literal, keyword or name gives way to it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.upgrade import module_of
from arbase.workspace.advice import Advice, advice_of
from arbase.workspace.tree import dotted

NAME = "told-instead"
MOST = 4


class _Spot(NamedTuple):
    """A place where the program says the old thing, and what it says then."""

    file: SourceFile
    edit: Edit
    line: int


class ToldInstead(Template):
    """`"ME"` for `"M"`, wherever the running functions have it from."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For messages of libraries that name both; what the program says itself is no evidence of this kind."""
        advice = advice_of(context.crash.message)
        if advice is None or isinstance(context.crash.frame.statement, ast.Raise):
            return
        spots = list(_spots(context, advice))
        if len(spots) > MOST:
            return
        for spot in spots:
            idea = Idea(NAME, 0.92, f"the library says to use {advice.new} in the place of {advice.old}")
            yield edited(context, idea, spot.file, spot.edit)


def _spots(context: Context, advice: Advice) -> Iterator[_Spot]:
    seen: set[ast.AST] = set()
    for file, root in _roots(context):
        for node in ast.walk(root):
            if node in seen:
                continue
            seen.add(node)
            edit = _keyword(file, node, *advice) or _attribute(file, node, *advice)
            if edit is None and isinstance(node, ast.Constant) and isinstance(node.value, str):
                edit = _literal(context, file, node, advice)
            if edit is not None:
                yield _Spot(file, edit, getattr(node, "lineno", 0))


def _roots(context: Context) -> Iterator[tuple[SourceFile, ast.AST]]:
    """The running functions, those that they call, and the module's or class's values that they read."""
    names: set[str] = set()
    for frame in reversed(context.crash.frames):
        root: ast.AST = frame.function or frame.statement
        yield frame.file, root
        names |= {node.id for node in ast.walk(root) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(root) if isinstance(node, ast.Attribute)}
        for call in (node for node in ast.walk(root) if isinstance(node, ast.Call)):
            place = callee_of(context.codebase.sources, call)
            if place is not None:
                yield place
    for file in context.codebase.sources:
        classes = (node.body for node in file.tree.body if isinstance(node, ast.ClassDef))
        for body in (file.tree.body, *classes):
            for statement in body:
                if _bound(statement) in names:
                    yield file, statement


def _bound(statement: ast.stmt) -> str:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            return name
    return ""


def _keyword(file: SourceFile, node: ast.AST, old: str, new: str) -> Edit | None:
    if not isinstance(node, ast.Call) or not new.isidentifier() or new in {word.arg for word in node.keywords}:
        return None
    word = next((word for word in node.keywords if word.arg == old), None)
    if word is None or _is_own(file, node):
        return None
    start = file.span(word)[0]
    return Edit(start, start + len(old), new)


def _is_own(file: SourceFile, call: ast.Call) -> bool:
    """The call is of a function or class of the same file: what it takes is for the program to say."""
    own = {node.name for node in file.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    return isinstance(call.func, ast.Name) and call.func.id in own


def _attribute(file: SourceFile, node: ast.AST, old: str, new: str) -> Edit | None:
    """`np.float_` where `np.float64` is to be used; names alone mean the attribute of the same thing."""
    if not isinstance(node, ast.Attribute) or not re.fullmatch(r"[A-Za-z_]\w*(?:\.\w+)*", new):
        return None
    owner, _, name = old.rpartition(".")
    base, _, successor = new.rpartition(".")
    spelled = dotted(node.value)
    same = owner in ("", spelled, module_of(file, spelled)) and base in ("", owner, spelled, module_of(file, spelled))
    if node.attr != name or not same or (owner and not base):
        return None
    end = file.span(node)[1]
    return Edit(end - len(name), end, successor)


def _literal(context: Context, file: SourceFile, node: ast.Constant, advice: Advice) -> Edit | None:
    """The literal, with the number that stands before a unit; not where other code tells by it what to do."""
    new = advice.in_place_of(str(node.value))
    written = file.segment(node)
    if not new or written[:1] not in "'\"" or written[:3] in ('"""', "'''") or _tells_apart(file, str(node.value)):
        return None
    parent = file.parent(node)
    key = isinstance(parent, ast.Dict) and any(item is node for item in parent.keys)
    if key or isinstance(parent, ast.Subscript | ast.Expr | ast.JoinedStr) or not _was_used(context, node):
        return None
    return replace(file, node, f"{written[0]}{new}{written[0]}")


def _tells_apart(file: SourceFile, value: str) -> bool:
    """The program compares something with the value, so that it means more than what the library is told."""
    for node in file.nodes:
        held: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            held = [node.left, *node.comparators]
        elif isinstance(node, ast.MatchValue):
            held = [node.value]
        if any(isinstance(part, ast.Constant) and part.value == value for one in held for part in ast.walk(one)):
            return True
    return False


def _was_used(context: Context, node: ast.Constant) -> bool:
    """The literal stands in a running statement, or a value of the crash was just this and is not the client's."""
    if any(part is node for frame in context.crash.frames for part in ast.walk(frame.statement)):
        return True
    frame = context.frame
    for part in ast.walk(frame.statement):
        if isinstance(part, ast.expr) and context.crash.described(part).get("repr") == repr(node.value):
            return not context.flow.sent(frame.file, frame.function, part)
    return False

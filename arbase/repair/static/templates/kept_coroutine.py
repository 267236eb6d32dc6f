"""A coroutine that is kept and awaited again: a task of it may be awaited as often as one likes.

`pending[key] = look_up(key)` and `await pending[key]` for each who asks: it is a task that has to be kept.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import Edit, delete, replace
from arbase.repair.static.imports import packages
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft

MAKERS = ("create_task", "ensure_future")
# Event loops of their own, whose tasks are made otherwise.
OTHER_LOOPS = frozenset(("trio", "curio"))


def kept_as_task(context: Context, name: str) -> Iterator[Draft]:
    """One draft, where the awaited place is filled in an async function with the call of one of the repository."""
    if packages(context.codebase) & OTHER_LOOPS:
        return
    for frame in reversed(context.crash.frames):
        for node in ast.walk(frame.statement):
            if not isinstance(node, ast.Await):
                continue
            for file, call in _fillings(context, frame, node.value):
                why = f"{frame.file.segment(node.value)} is a coroutine that is awaited again, a task may be"
                maker, needed = _maker(file)
                task = replace(file, call, f"{maker}({file.segment(call)})")
                idea = Idea(name, 0.92, why, "", needed)
                yield edited(context, idea, file, task, *_declared(file, node.value, maker))
                return


def _fillings(context: Context, frame: Frame, place: ast.expr) -> list[tuple[SourceFile, ast.Call]]:
    """The calls whose coroutines go into the entry or attribute that is awaited; empty where others go there too."""
    if not isinstance(place, ast.Subscript | ast.Attribute):
        return []
    holder = place.value if isinstance(place, ast.Subscript) else place
    found: list[tuple[SourceFile, ast.Call]] = []
    for node in frame.file.nodes:
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            into = target.value if isinstance(target, ast.Subscript) else target
            if type(target) is not type(place) or ast.unparse(into) != ast.unparse(holder):
                continue
            value = node.value
            if isinstance(target, ast.Attribute) and isinstance(value, ast.Constant) and value.value is None:
                continue
            called = callee_of(context.codebase.sources, value) if isinstance(value, ast.Call) else None
            running = isinstance(frame.file.function_of(node), ast.AsyncFunctionDef)
            if not isinstance(value, ast.Call) or called is None or not running:
                return []
            if isinstance(called[1], ast.AsyncFunctionDef):
                found.append((frame.file, value))
    return found if len(found) == 1 else []


def _maker(file: SourceFile) -> tuple[str, tuple[str, ...]]:
    """How the file makes a task, and the import that this needs."""
    for node in file.nodes:
        if isinstance(node, ast.Call) and last_name(node.func) in MAKERS:
            text = file.segment(node.func)
            if text in (*MAKERS, *(f"asyncio.{one}" for one in MAKERS)):
                return text, ()
    return "asyncio.create_task", ("import asyncio",)


def _declared(file: SourceFile, place: ast.expr, maker: str) -> list[Edit]:
    """`dict[str, Coroutine]` says `asyncio.Task` from now on."""
    if not maker.startswith("asyncio."):
        return []
    holder = ast.unparse(place.value if isinstance(place, ast.Subscript) else place)
    edits: list[Edit] = []
    for node in file.nodes:
        if not isinstance(node, ast.AnnAssign) or ast.unparse(node.target) != holder:
            continue
        for part in ast.walk(node.annotation):
            if isinstance(part, ast.Name | ast.Attribute) and last_name(part) == "Coroutine":
                outer = file.parent(part)
                whole: ast.expr = part
                text = "asyncio.Task"
                if isinstance(outer, ast.Subscript) and outer.value is part and isinstance(outer.slice, ast.Tuple):
                    whole, text = outer, f"asyncio.Task[{file.segment(outer.slice.elts[-1])}]"
                edits += [replace(file, whole, text), *import_gone(file, part)]
    return edits


def import_gone(file: SourceFile, part: ast.expr) -> list[Edit]:
    """The deletion of the line that imports nothing but the name, where nothing else uses it."""
    name = last_name(part)
    uses = [node for node in file.nodes if isinstance(node, ast.Name) and node.id == name]
    for node in file.tree.body:
        if isinstance(node, ast.ImportFrom) and [alias.name for alias in node.names] == [name] and len(uses) == 1:
            edit = delete(file, node)
            return [edit] if edit is not None else []
    return []

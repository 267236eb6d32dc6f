"""Where a wrong value came from: back over names, parameters and calls, through the frames of the crash."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Literal

from arbase.repair.static.crash import Crash, Frame
from arbase.repair.static.dataflow import (
    argument_of,
    comprehension_source,
    definitions,
    is_method,
    parameters,
    reaching,
)
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.workspace.tree import Function

MAX_STEPS = 12


@dataclass(frozen=True)
class Origin:
    """The expression that gave the value, and the frame it stands in.

    `name` is the variable that holds the value there and `statement` the one that binds it; both empty where the value
    is used without a name. `kind` tells what the expression is.
    """

    kind: Literal["call", "field", "item", "literal", "parameter", "element", "other"]
    frame: Frame
    frame_index: int
    node: ast.expr
    name: str = ""
    statement: ast.stmt | None = None


def origin_of(crash: Crash, node: ast.expr) -> Origin:
    """Follow `node` of the crashed frame back to what made its value."""
    index, name = len(crash.frames) - 1, ""
    statement: ast.stmt | None = None
    current: ast.expr = node
    line = crash.frames[index].line
    for _ in range(MAX_STEPS):
        frame = crash.frames[index]
        if isinstance(current, ast.Await | ast.Starred):
            current = current.value
            continue
        if not isinstance(current, ast.Name):
            return Origin(_kind(current), frame, index, current, name, statement)
        step = _defined(frame, current, line)
        if step is not None:
            name, statement = current.id, step[0]
            if step[1] is None:
                return Origin("element", frame, index, current, name, statement)
            if isinstance(step[1], ast.Name) and step[1].id == current.id:
                return Origin("other", frame, index, current, name, statement)
            current, line = step[1], statement.lineno
            continue
        index = _outside(crash, index)
        given = _argument(crash, index, current.id)
        if given is None:
            return Origin("parameter" if _is_parameter(frame, current.id) else "other", frame, index, current)
        index, current, name, statement = index - 1, given, "", None
        line = crash.frames[index].line
    return Origin("other", crash.frames[index], index, current, name, statement)


def _kind(node: ast.expr) -> Literal["call", "field", "item", "literal", "other"]:
    match node:
        case ast.Call():
            return "call"
        case ast.Attribute():
            return "field"
        case ast.Subscript():
            return "item"
        case ast.Constant():
            return "literal"
    return "other"


def _defined(frame: Frame, name: ast.Name, line: int) -> tuple[ast.stmt, ast.expr | None] | None:
    """The statement that bound a name last, with the value; of a loop variable no value."""
    if comprehension_source(frame.file, name, name.id) is not None:
        return frame.statement, None
    found = reaching(frame.file, frame.function, name.id, line)
    loops = [
        item
        for item in definitions(frame.file, frame.function, name.id)
        if item.element_of is not None and item.value is None and item.statement.lineno <= line
    ]
    inside = [item for item in loops if any(outer is item.statement for outer in frame.file.ancestors(frame.statement))]
    if inside and (not found or found[0].statement.lineno <= inside[-1].statement.lineno):
        return inside[-1].statement, None
    if not found:
        return None
    return found[0].statement, found[0].value


def _is_parameter(frame: Frame, name: str) -> bool:
    return frame.function is not None and any(item.arg == name for item in parameters(frame.function))


def _outside(crash: Crash, index: int) -> int:
    """The frame of the function itself, where the interpreter gives a comprehension within it one of its own."""
    frame = crash.frames[index]
    while index and frame.function is not None:
        above = crash.frames[index - 1]
        if above.statement is not frame.statement or call_in(above, frame.function.name) is not None:
            break
        index -= 1
    return index


def _argument(crash: Crash, index: int, name: str) -> ast.expr | None:
    """What the frame above passed for a parameter."""
    if index == 0 or not _is_parameter(crash.frames[index], name):
        return None
    callee, caller = crash.frames[index].function, crash.frames[index - 1]
    if callee is None:
        return None
    call = call_in(caller, callee.name) or _through_another(caller, callee.name)
    return None if call is None else argument_of(call, callee, name, bound=is_method(crash.frames[index].file, callee))


def call_in(frame: Frame, name: str) -> ast.Call | None:
    """The call of a function in the running statement of a frame."""
    for node in header_nodes(frame.statement):
        if isinstance(node, ast.Call) and last_name(node.func) == name:
            return node
    return None


def _through_another(frame: Frame, name: str) -> ast.Call | None:
    """The call that another makes for a frame, with what is handed on: `run_in_threadpool(name, 1, key=2)`."""
    calls = [node for node in header_nodes(frame.statement) if isinstance(node, ast.Call)]
    for node in calls:
        for place, item in enumerate(node.args):
            if isinstance(item, ast.Name | ast.Attribute) and last_name(item) == name:
                return ast.copy_location(ast.Call(item, node.args[place + 1 :], node.keywords), node)
    return None


def callee_of(
    files: tuple[SourceFile, ...], call: ast.Call, near: SourceFile | None = None
) -> tuple[SourceFile, Function] | None:
    """The repository's function that a call names, if just one has that name.

    Of several, the one that the file of the call, `near`, defines itself or imports.
    """
    name = last_name(call.func)
    found = [(file, function) for file in files for function in file.functions if function.name == name]
    if len(found) > 1 and near is not None:
        found = [one for one in found if one[0].parent(one[1]) is one[0].tree and _is_meant(call.func, near, one[0])]
    return found[0] if len(found) == 1 else None


def _is_meant(called: ast.expr, near: SourceFile, file: SourceFile) -> bool:
    """`load()` of the file itself or imported from the other, `other.load()` of the module that was imported."""
    match called:
        case ast.Name(id=name):
            brought = [one for one in _imports(near) if name in one[1]]
            return _is_module(file, brought[-1][0]) if brought else file is near
        case ast.Attribute(value=ast.Name(id=owner)):
            brought = [one for one in _imports(near) if owner in one[1]]
            return bool(brought) and _is_module(file, f"{brought[-1][0]}.{brought[-1][1][owner]}".strip("."))
    return False


def _imports(file: SourceFile) -> list[tuple[str, dict[str, str]]]:
    """The module of each import, and what its names are called there."""
    found = []
    for node in file.nodes:
        if isinstance(node, ast.ImportFrom):
            found.append((node.module or "", {one.asname or one.name: one.name for one in node.names}))
        elif isinstance(node, ast.Import):
            found.append(("", {one.asname or one.name: one.name for one in node.names}))
    return found


def _is_module(file: SourceFile, module: str) -> bool:
    """The path of the file ends as the module's name does; relative imports have only its last parts."""
    path = file.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return bool(module) and f".{path}".endswith(f".{module}")

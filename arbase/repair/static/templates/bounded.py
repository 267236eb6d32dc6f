"""A number of the query that has to be positive: FastAPI refuses what its declaration does not allow."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.framework import default_of, route_of
from arbase.repair.static.origin import origin_of
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "bounded"
_BOUNDS = frozenset(("ge", "gt"))
_STEP = "range() arg 3 must not be zero"


class Bounded(Template):
    """`Query(20, ge=1)`, where the handler's other numbers are declared so, or it is declared with an upper bound."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the divisor or step that is a parameter of the handler."""
        match context.crash.exception, context.crash.node:
            case "ZeroDivisionError", ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Mod(), right=ast.Name() as part):
                divisor_or_step = part
            case "ZeroDivisionError", ast.Call(func=ast.Name(id="divmod"), args=[_, ast.Name() as part]):
                divisor_or_step = part
            case "ValueError", ast.Call(args=[_, _, ast.Name() as part]) if context.crash.message == _STEP:
                divisor_or_step = part
            case _:
                return
        # Own functions that divide by what they are given have it from the handler.
        origin = origin_of(context.crash, divisor_or_step)
        frame, function, name = origin.frame, origin.frame.function, last_name(origin.node)
        if origin.kind != "parameter" or function is None or route_of(function) is None or not _declares(function):
            return
        argument = next((item for item in parameters(function) if item.arg == name), None)
        if argument is None or last_name(argument.annotation) not in ("int", "float"):
            return
        bound = "ge=1" if last_name(argument.annotation) == "int" else "gt=0"
        default = default_of(function, argument)
        declared = isinstance(default, ast.Call) and last_name(default.func) == "Query"
        beside = _beside(frame.file.path, function, name)
        why = f"{name} has to be positive, and FastAPI refuses what the declaration does not allow"
        if isinstance(default, ast.Call) and declared and not _is_bounded(default):
            end = frame.file.span(default)[1] - 1
            comma = ", " if default.args or default.keywords else ""
            edit = Edit(end, end, f"{comma}{bound}")
            yield edited(context, Idea(NAME, 0.93, why, beside), frame.file, edit)
        elif isinstance(default, ast.Constant) and beside:
            edit = replace(frame.file, default, f"Query({frame.file.segment(default)}, {bound})")
            yield edited(context, Idea(NAME, 0.93, why, beside), frame.file, edit)


def _declares(function: Function) -> bool:
    """It is a handler of FastAPI: one of its parameters is declared by `Query`."""
    defaults = [default_of(function, item) for item in parameters(function)]
    return any(isinstance(item, ast.Call) and last_name(item.func) == "Query" for item in defaults)


def _is_bounded(call: ast.Call) -> bool:
    return any(word.arg in _BOUNDS for word in call.keywords)


def _beside(path: str, function: Function, name: str) -> str:
    """Where another number of the handler has its lower bound."""
    for item in parameters(function):
        default = default_of(function, item)
        if item.arg != name and isinstance(default, ast.Call) and _is_bounded(default):
            return f"{path}:{item.lineno}"
    return ""

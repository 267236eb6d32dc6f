"""Hours of the clock: what is reckoned in minutes from one time of day runs over behind midnight."""

from __future__ import annotations

import ast

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.syntax import Code, called_name


def begins_again(code: Code, node: ast.AST, crash: CrashSpec) -> str:
    """Why the 24 of `time(end // 60 % 24, end % 60)` is none that somebody made up; empty if it may be.

    The minutes have to be added to an hour of the clock in the same function: hours that were sent may be wrong.
    """
    hours, function = code.parent(node), code.function_of(node)
    if "hour must be in 0..23" not in crash.message or function is None:
        return ""
    match hours:
        case ast.BinOp(left=whole, op=ast.Mod(), right=ast.Constant(value=24) as day) if day is node:
            pass
        case _:
            return ""
    call = code.parent(hours)
    if not isinstance(call, ast.Call) or called_name(call) != "time" or call.args[:1] != [hours] or len(call.args) < 2:
        return ""
    clock = any(isinstance(part, ast.Attribute) and part.attr == "hour" for part in ast.walk(function))
    return "behind midnight the clock begins at 0" if clock and _of_minutes(function, whole, call.args[1]) else ""


def _of_minutes(function: ast.AST, hours: ast.expr, minutes: ast.expr) -> bool:
    """Quotient and remainder of one number by 60."""
    match hours, minutes:
        case (
            ast.BinOp(left=one, op=ast.FloorDiv(), right=ast.Constant(value=60)),
            ast.BinOp(left=other, op=ast.Mod(), right=ast.Constant(value=60)),
        ):
            return ast.dump(one) == ast.dump(other)
        case ast.Name(id=name), ast.Name(id=rest):
            for node in ast.walk(function):
                match node:
                    case ast.Assign(
                        targets=[ast.Tuple(elts=[ast.Name(id=first), ast.Name(id=second)])],
                        value=ast.Call(func=ast.Name(id="divmod"), args=[_, ast.Constant(value=60)]),
                    ) if (first, second) == (name, rest):
                        return True
    return False

"""Validators of Pydantic that leave a value to the field, which refuses it anyway."""

from __future__ import annotations

import ast

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.syntax import Code, last_name
from arbase.workspace.tree import Function

_FIELD = frozenset(("field_validator", "validator"))
_ANY = frozenset(("Any", "object"))


def leaves_to_the_field(code: Code, node: ast.Return, crash: CrashSpec) -> bool:
    """`if not isinstance(value, str): return value`, unchanged, in a validator that runs before the type is known.

    The value may be anything there, and what is no text its field does not take. Any other `return value` skips what
    the validator is for.
    """
    function, check = code.function_of(node), code.parent(node)
    owner = code.parent(function) if function is not None else None
    if function is None or not isinstance(check, ast.If) or not isinstance(owner, ast.ClassDef) or check.orelse:
        return False
    names = [item.arg for item in function.args.args]
    if len(names) < 2 or not isinstance(node.value, ast.Name) or node.value.id != names[1]:
        return False
    if any(isinstance(part, ast.Name) and part.id == names[1] and isinstance(part.ctx, ast.Store)
           and part.lineno < node.lineno for part in ast.walk(function)):  # fmt: skip
        return False
    kinds = {item.target.id: item.annotation for item in owner.body
             if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)}  # fmt: skip
    checked = _checked(function)
    if not checked or not set(checked) <= set(kinds):
        return False
    match check.test:
        case ast.UnaryOp(
            op=ast.Not(), operand=ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=tested), ast.Name()])
        ):
            taken = {last_name(part) for name in checked for part in ast.walk(kinds[name])}
            of_type = crash.exception in ("AttributeError", "TypeError")
            return tested == names[1] and of_type and _before(function) and not taken & _ANY
    return False


def _checked(function: Function) -> list[str]:
    """The fields that the validator is for."""
    calls = [item for item in function.decorator_list if isinstance(item, ast.Call) and last_name(item.func) in _FIELD]
    given = [item for call in calls for item in call.args]
    return [item.value for item in given if isinstance(item, ast.Constant) and isinstance(item.value, str)]


def _before(function: Function) -> bool:
    words = [word for item in function.decorator_list if isinstance(item, ast.Call) for word in item.keywords]
    return any(word.arg == "mode" and ast.unparse(word.value) == "'before'" for word in words)

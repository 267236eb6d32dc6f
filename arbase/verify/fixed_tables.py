"""Tables whose keys were settled when they were made: one more key is made up, whatever stands under it."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.syntax import Code, called_name


def widened(file: ChangedFile) -> str:
    """What newly gives one more key to what the function itself made with all its keys; empty if there is nothing.

    `{day: [] for day in week}` has the days of the week: what belongs to no day of it is no eighth day.
    """
    code = file.new
    for call in file.fresh(lambda source: source.every(ast.Call)) if code is not None else ():
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        adds = called_name(call) == "setdefault" or (called_name(call) == "get" and _is_stored(code, call))
        if adds and isinstance(owner, ast.Name) and _has_its_keys(code, call, owner.id):
            return f"`{ast.unparse(call)[:60]}` at line {call.lineno} gives a table one more key than it was made with"
    return ""


def _is_stored(code: Code | None, call: ast.Call) -> bool:
    """`table[key] = table.get(key, 0) + 1`."""
    statement = code.statement_of(call) if code is not None else None
    match statement, call:
        case (
            ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name), slice=key)]),
            ast.Call(func=ast.Attribute(value=ast.Name(id=owner)), args=[asked, _]),
        ):
            return name == owner and ast.unparse(key) == ast.unparse(asked)
    return False


def _has_its_keys(code: Code | None, call: ast.Call, name: str) -> bool:
    """Every value that the function gives the name is a dict with keys, of a comprehension or written down."""
    function = code.function_of(call) if code is not None else None
    given = [
        node.value
        for node in (ast.walk(function) if function is not None else ())
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and name in _names(node)
    ]
    return bool(given) and all(_is_made_with_keys(one) for one in given)


def _is_made_with_keys(made: ast.expr) -> bool:
    match made:
        case ast.DictComp() | ast.Call(func=ast.Attribute(value=ast.Name(id="dict"), attr="fromkeys")):
            return True
        case ast.Dict(keys=keys):
            return len(keys) > 1
    return False


def _names(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {target.id for target in targets if isinstance(target, ast.Name)}

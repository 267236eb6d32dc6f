"""What the factory of a `defaultdict` gives is no made-up value for a key that it lacks."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.syntax import Code, called_name, last_name

DEFAULTDICT = "defaultdict"
_EMPTY = {
    "int": "0", "float": "0.0", "str": "''", "bytes": "b''", "bool": "False", "tuple": "()", "list": "[]", "dict": "{}",
}  # fmt: skip


def factory_gives(case: GateCase, file: ChangedFile, node: ast.AST | None) -> str:
    """Why `value` in `mapping.get(key, value)` is what `mapping[key]` gave before; empty where nothing says so."""
    code = file.new
    call = code.parent(node) if code is not None and node is not None else None
    match call:
        case ast.Call(func=ast.Attribute(attr="get", value=mapping), args=[key, value]) if value is node:
            pass
        case _:
            return ""
    read = ast.Subscript(mapping, key, ast.Load())
    if not any(ast.dump(one) == ast.dump(read) for one in file.gone(lambda source: source.every(ast.Subscript))):
        return ""
    made = list(_made(case, last_name(mapping)))
    if not made and code is not None and _is_parameter(code, mapping):
        made = list(_made(case, ""))
    wanted = ast.dump(value)
    if made and all(wanted in map(ast.dump, _gives(one)) for _, one in made):
        return f"{made[0][0]} makes it so"
    return ""


def _made(case: GateCase, name: str) -> Iterator[tuple[str, ast.expr]]:
    """The factories of what is assigned to names or fields of this name, or of every `defaultdict`, and where."""
    for path, code in sorted(case.repository.codes.items()):
        for node in code.nodes:
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if value is None or (name and not any(last_name(one) == name for one in targets if one is not None)):
                continue
            for part in ast.walk(value):
                match part:
                    case ast.Call(args=[factory, *_]) if called_name(part) == DEFAULTDICT:
                        yield f"{path}:{part.lineno}", factory
                    case ast.Call(args=[maker, factory]) if last_name(maker) == DEFAULTDICT:
                        yield f"{path}:{part.lineno}", factory


def _gives(factory: ast.expr) -> Iterator[ast.expr]:
    """What the factory makes: a call of it, its empty value, the body of a lambda."""
    yield ast.Call(factory, [], [])
    name = last_name(factory)
    if isinstance(factory, ast.Lambda):
        yield factory.body
    elif name in _EMPTY:
        yield ast.parse(_EMPTY[name], mode="eval").body


def _is_parameter(code: Code, mapping: ast.expr) -> bool:
    function = code.function_of(mapping)
    given = [item.arg for item in (*function.args.args, *function.args.kwonlyargs)] if function is not None else []
    return isinstance(mapping, ast.Name) and mapping.id in given

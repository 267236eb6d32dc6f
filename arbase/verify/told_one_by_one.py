"""Things that come in together and are refused one by one: the request is served though nothing of it was taken."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import exception_names
from arbase.verify.surplus_cells import passes_surplus_cells
from arbase.verify.syntax import Code
from arbase.workspace.tree import own_lines

_LOOPS = (ast.For, ast.AsyncFor)
_LEAVES = (ast.Break, ast.Return, ast.Raise)
_EXITS = (*_LEAVES, ast.Continue, ast.ExceptHandler)


def told_one_by_one(case: GateCase) -> str:
    """The old handler in a loop through which the mended request goes, and that tells of one thing why it is left out.

    It catches the repository's own refusals alone, puts what was said into what the function returns, and goes on. A
    patch that leaves things out itself, by a new exit or a handler, has no part in that.
    """
    if any(file.new is None or _leaves_out(case, file) for file in case.files):
        return ""
    changed = {file.path: file for file in case.files}
    own = {node.name for code in case.repository.codes.values() for node in code.every(ast.ClassDef)}
    for path, lines in case.lab.after(case.overlay)[0].lines.items():
        file = changed.get(path)
        code = file.new if file is not None else case.repository.codes.get(path)
        for handler in _telling(code) if code is not None else ():
            went = {line for one in handler.body for line in own_lines(one)} & set(lines)
            caught = {name.rpartition(".")[2] for name in exception_names(handler).split(",")}
            if went and caught <= own and not (file is not None and file.touches(handler)):
                return f"{path}:{handler.lineno}"
    return ""


def _leaves_out(case: GateCase, file: ChangedFile) -> bool:
    """The patch brings an exit or a handler, and not for what has no place in a table of texts."""
    fresh = [(file.new, node) for node in file.fresh(_exits)]
    return any(code is None or not passes_surplus_cells(case, code, code.parent(node) or node) for code, node in fresh)


def _exits(code: Code) -> list[ast.AST]:
    return [node for node in code.every(ast.AST) if isinstance(node, _EXITS)]


def _telling(code: Code) -> Iterator[ast.ExceptHandler]:
    """`except Refused as error: left_out.append(...error...)` in a loop, of a function that returns `left_out`."""
    for handler in code.every(ast.ExceptHandler):
        function = code.function_of(handler)
        looped = any(isinstance(outer, _LOOPS) for outer in code.ancestors(handler))
        leaves = any(isinstance(part, _LEAVES) for one in handler.body for part in ast.walk(one))
        if function is None or not looped or leaves:
            continue
        returned = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
        if any(_keeps(one, handler.name) & _names(*returned) for one in handler.body):
            yield handler


def _keeps(statement: ast.stmt, said: str | None) -> set[str]:
    """The name that `left_out.append(str(error))` puts what was said into."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=kept)), args=args)):
            return {kept} if said in _names(*args) else set()
    return set()


def _names(*nodes: ast.AST) -> set[str]:
    return {part.id for node in nodes for part in ast.walk(node) if isinstance(part, ast.Name)}

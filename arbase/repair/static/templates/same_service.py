"""Another call of the service that fails here is guarded elsewhere: all who ask that service say the same of it."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import is_bound_at, module_names
from arbase.repair.static.edit import wrap
from arbase.repair.static.framework import is_handler
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.status_numbers import number
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft
from arbase.workspace.tree import dotted

NAME = "as-siblings"
# What a service that cannot be asked raises; other exceptions say something of the call and its arguments.
_AWAY = frozenset(
    """TimeoutError ConnectionError ConnectionRefusedError ConnectionResetError ConnectError ConnectTimeout ReadTimeout
    Timeout RequestError HTTPError TransportError ClientError ClientConnectorError ServerTimeoutError""".split()
)
_OWN_FAULT = 500


def same_service(context: Context, frame: Frame) -> Iterator[Draft]:
    """`except (ConnectionError, TimeoutError): raise HTTPException(503, ...)` as for other calls of the same object.

    Only where all of them answer alike, and with nothing of their own.
    """
    file, statement = frame.file, frame.statement
    if context.crash.exception not in _AWAY or not is_simple(statement) or not is_handler(file, frame.function):
        return
    if any(isinstance(outer, ast.Try) for outer in file.ancestors(statement)):
        return
    asked = _services(file, statement)
    found = {}
    for trial in (node for node in file.nodes if isinstance(node, ast.Try) and len(node.body) == 1):
        if not asked & _services(file, trial.body[0]) or not is_handler(file, file.function_of(trial)):
            continue
        for handler in trial.handlers:
            kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
            if context.crash.exception in {last_name(kind) for kind in kinds}:
                found[ast.dump(ast.Module(list(handler.body), []))] = handler
    if len(found) != 1:
        return
    handler = next(iter(found.values()))
    last = handler.body[-1]
    told = max((number(part) or 0 for part in ast.walk(last) if isinstance(part, ast.expr)), default=0)
    names = {part.id for part in ast.walk(handler) if isinstance(part, ast.Name)} - {handler.name or ""}
    own = all(hasattr(builtins, name) or name in module_names(file) for name in names)
    if len(handler.body) != 1 or told < _OWN_FAULT or not own or handler.type is None:
        return
    if not all(is_bound_at(file, frame.function, name, frame.line) or hasattr(builtins, name) for name in names):
        return
    head = f"except {file.segment(handler.type)}" + (f" as {handler.name}:" if handler.name else ":")
    edit = wrap(file, [statement], "try:", (head, f"\t{file.segment(last)}"))
    if edit is not None and "\n" not in file.segment(last):
        where = f"{file.path}:{handler.lineno}"
        why = f"{where} says what is answered when {min(asked)} cannot be asked"
        yield edited(context, Idea(NAME, 0.87, why, where), file, edit)


def _services(file: SourceFile, statement: ast.stmt) -> set[str]:
    """The objects of the module, or of `self`, whose methods a statement calls; imported modules are none."""
    imported = {
        alias.asname or alias.name.split(".")[0]
        for node in file.tree.body
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    receivers = {
        dotted(node.func.value)
        for node in header_nodes(statement)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    known = module_names(file) - imported
    return {name for name in receivers if name.partition(".")[0] in known or name.startswith("self.")}

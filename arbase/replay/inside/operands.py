"""The values of the expressions on a failing line, read without running any of the repository's code."""

from __future__ import annotations

import ast
import sys
from types import FrameType, GetSetDescriptorType, MemberDescriptorType, ModuleType
from typing import Any, Iterator

from .guard import caught

MOST = 30
_MISSING = object()
_PLAIN = (str, int, float, bool, type(None))


def operands(frame: FrameType, source: str, line: int) -> Iterator[tuple[str, Any]]:
    """Names, attribute chains and plain subscripts of the statement at `line`, with their values where readable.

    Properties, `__getattr__` and every other method are left alone: an instance's own dictionary, slots and exact
    builtin containers are enough for the values that matter, and reading them has no effect.
    """
    tree, failure = caught(ast.parse, source)
    if failure is not None:
        return
    statement = _statement_at(tree, line)
    seen = set()
    for node in _own_nodes(statement) if statement is not None else ():
        text = text_of(node)
        if text is None or text in seen:
            continue
        seen.add(text)
        value = _value(frame, node)
        if value is not _MISSING:
            yield text, value
        if len(seen) >= MOST:
            return


def text_of(node: ast.AST) -> str | None:
    """The normal text of a name, attribute chain or plain subscript; None for other expressions."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = text_of(node.value)
        return None if base is None else base + "." + node.attr
    if isinstance(node, ast.Subscript):
        base, key = text_of(node.value), _key(node)
        if base is None or key is None:
            return None
        inner = _argument(key)
        return None if inner is None else base + "[" + inner + "]"
    if isinstance(node, ast.Call) and not node.keywords:
        function = text_of(node.func)
        arguments = [_argument(argument) for argument in node.args]
        known = function == "len" or (function is not None and function.endswith(".get"))
        if known and arguments and None not in arguments:
            return f"{function}({', '.join(str(argument) for argument in arguments)})"
    return None


def _argument(node: ast.AST) -> str | None:
    text = text_of(node)
    if text is not None:
        return text
    constant = _constant(node)
    return None if constant is _MISSING else repr(constant)


def _statement_at(tree: ast.AST, line: int) -> ast.AST | None:
    """The innermost statement that contains `line`."""
    best: ast.stmt | None = None
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt) or not node.lineno <= line <= _last_line(node):
            continue
        if best is None or node.lineno >= best.lineno:
            best = node
    return best


def _last_line(node: ast.AST) -> int:
    end = getattr(node, "end_lineno", None)  # 3.8 and later
    if end is not None:
        return int(end)
    return max(getattr(inner, "lineno", 0) for inner in ast.walk(node))


def _own_nodes(statement: ast.AST) -> Iterator[ast.AST]:
    """The expressions of a statement without those of the statements in its body."""
    pending = [statement]
    while pending:
        node = pending.pop(0)
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.stmt):
                pending.append(child)
                yield child


def _key(node: ast.Subscript) -> ast.AST | None:
    key: Any = node.slice
    if type(key).__name__ == "Index":  # until 3.8
        key = key.value
    return None if isinstance(key, ast.Slice) else key


def _constant(node: ast.AST) -> Any:
    value, failure = caught(ast.literal_eval, node)
    return value if failure is None and type(value) in _PLAIN else _MISSING


def _value(frame: FrameType, node: ast.AST) -> Any:
    if isinstance(node, ast.Name):
        for scope in (frame.f_locals, frame.f_globals):
            if node.id in scope:
                return scope[node.id]
        return _MISSING
    if isinstance(node, ast.Attribute):
        base = _value(frame, node.value)
        return _MISSING if base is _MISSING else _attribute(base, node.attr)
    if isinstance(node, ast.Subscript):
        base, key = _value(frame, node.value), _key(node)
        reader = _reader(base) if base is not _MISSING and key is not None else None
        if reader is None or key is None:
            return _MISSING
        index = _constant_or_value(frame, key)
        if type(index) not in _PLAIN:
            return _MISSING
        value, failure = caught(reader, base, index)
        return value if failure is None else _MISSING
    return _called(frame, node) if isinstance(node, ast.Call) else _MISSING


def _reader(base: Any) -> Any:
    """What reads an element without running code of the repository, also of a row of SQLite; None if nothing does."""
    row = getattr(sys.modules.get("sqlite3"), "Row", None)
    for kind in (dict, list, tuple, row):
        if kind is not None and type(base) is kind:
            return kind.__getitem__
    return None


def _called(frame: FrameType, node: ast.Call) -> Any:
    """`len(x)` and `x.get(...)` of exact builtin containers: the only calls that are known to do nothing else."""
    values = [_constant_or_value(frame, argument) for argument in node.args]
    if isinstance(node.func, ast.Name):
        plain = len(values) == 1 and type(values[0]) in (dict, list, tuple, str, set)
        return len(values[0]) if plain and "len" not in frame.f_globals else _MISSING
    if isinstance(node.func, ast.Attribute) and 1 <= len(values) <= 2 and type(values[0]) in _PLAIN:
        base = _value(frame, node.func.value)
        return dict.get(base, *values) if type(base) is dict and values[-1] is not _MISSING else _MISSING
    return _MISSING


def _constant_or_value(frame: FrameType, node: ast.AST) -> Any:
    constant = _constant(node)
    return _value(frame, node) if constant is _MISSING else constant


def _attribute(base: Any, name: str) -> Any:
    own, failure = caught(object.__getattribute__, base, "__dict__")
    if failure is None and type(own).__name__ in ("dict", "mappingproxy") and name in own:
        return own[name]
    if isinstance(base, (ModuleType, type)):
        return _MISSING
    for kind in type(base).__mro__:
        found = vars(kind).get(name, _MISSING)
        if isinstance(found, (MemberDescriptorType, GetSetDescriptorType)):
            value, failure = caught(found.__get__, base, type(base))
            return value if failure is None else _MISSING
        if found is not _MISSING:
            return _MISSING if hasattr(type(found), "__get__") else found
    return _MISSING

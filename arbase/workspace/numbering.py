"""Numbers that a program counts for itself where a database wants them to differ: `len(rows) + 1`, `count(*) + 1`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

Resolve = Callable[[ast.expr], list[ast.expr]]
"""What a name was given, or what a call of an own function gives back; empty for anything else."""

_SQLITE = re.compile(r"UNIQUE constraint failed: ([\w.]+(?:, [\w.]+)*)")
_POSTGRES = re.compile(r"Key \(([\w, ]+)\)=\(.*\) already exists", re.DOTALL)
_INSERT = re.compile(r"INSERT\s+(?:OR\s+\w+\s+)?INTO\s+[\w.\"`]+\s*\(([^()]*)\)\s*VALUES\s*\((.*)\)", re.I | re.S)
_HELD = re.compile(r"[?]|%s|:(\w+)|%\((\w+)\)s|\$\d+")
_SQL_COUNT = re.compile(r"\b(?:count|max)\s*\(", re.IGNORECASE)
_SQL_HIGHEST = re.compile(r"\s*SELECT\s+MAX\s*\([^(),]+\)\s*(?:(?:AS\s+)?\w+\s+)?FROM\b", re.IGNORECASE)
COUNTED_SQL = re.compile(r"\bcount\(\s*[\w.*]+\s*\)\s*\+\s*1\b", re.IGNORECASE)
_SQL_LAST = re.compile(r"\bORDER\s+BY\s+[\w.\"`]+\s+DESC\s+LIMIT\s+1\b", re.IGNORECASE)
CUTS = frozenset(("removeprefix", "removesuffix", "replace", "partition", "rpartition", "split", "rsplit", "lstrip"))
"""Methods of a text that a number is cut out of it with."""
_COUNTS = frozenset(("len", "count", "max"))
DEEP = 5


class Counted(NamedTuple):
    """The expression that is the number, what is counted in it, and what is added to that."""

    whole: ast.expr
    counter: ast.expr
    added: int


def violated(message: str) -> tuple[str, ...]:
    """The columns that must be unique together and are not, as SQLite and PostgreSQL name them."""
    if found := _SQLITE.search(message):
        return tuple(name.rpartition(".")[2] for name in found[1].split(", "))
    found = _POSTGRES.search(message)
    return tuple(name.strip() for name in found[1].split(",")) if found else ()


def given_to(function: ast.AST, column: str) -> Iterator[ast.expr]:
    """What a function writes into a column: by keyword, key, attribute, or in the place that its SQL has for it."""
    for node in ast.walk(function):
        match node:
            case ast.Call():
                yield from (word.value for word in node.keywords if word.arg == column)
                yield from _placed(node, column)
            case ast.Dict():
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == column:
                        yield value
            case ast.Assign(targets=[ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=name))]):
                if name == column:
                    yield node.value


def _placed(call: ast.Call, column: str) -> Iterator[ast.expr]:
    """Of `execute("INSERT INTO t (a, b) VALUES (?, ?)", (x, y))` the y for b."""
    for position, item in enumerate(call.args):
        insert = _INSERT.search(item.value) if isinstance(item, ast.Constant) and isinstance(item.value, str) else None
        if insert is None:
            continue
        names = [name.strip().strip('"`') for name in insert[1].split(",")]
        values = [value.strip() for value in insert[2].split(",")]
        if column not in names or len(names) != len(values):
            return
        place = names.index(column)
        held = _HELD.fullmatch(values[place])
        if held is None:
            return
        rest = call.args[position + 1 :]
        packed = rest[0] if len(rest) == 1 and isinstance(rest[0], ast.Tuple | ast.List) else None
        given = packed.elts if packed is not None else rest
        before = sum(bool(_HELD.fullmatch(value)) for value in values[:place])
        if not held[1] and not held[2] and before < len(given):
            yield given[before]


def counted(node: ast.expr, resolve: Resolve, depth: int = 0) -> Iterator[Counted]:
    """The numbers in an expression that the program counted itself, followed over names and own functions."""
    if depth > DEEP:
        return
    if depth == 0 and _is_count(node, resolve, 0):
        yield Counted(node, node, 0)
    pending: list[ast.AST] = [node]
    while pending:
        part = pending.pop()
        match part:
            case ast.BinOp(left=count, op=ast.Add(), right=ast.Constant(value=1)) if _is_count(count, resolve, 0):
                yield Counted(part, count, 1)
            case ast.BinOp(left=ast.Constant(value=1), op=ast.Add(), right=count) if _is_count(count, resolve, 0):
                yield Counted(part, count, 1)
            case ast.Name():
                for given in resolve(part):
                    yield from counted(given, resolve, depth + 1)
            case ast.Slice() | ast.Lambda():
                pass
            case _:
                if isinstance(part, ast.Call):
                    for given in resolve(part):
                        yield from counted(given, resolve, depth + 1)
                pending.extend(ast.iter_child_nodes(part))


def _is_count(node: ast.expr, resolve: Resolve, depth: int) -> bool:
    """How many there are, or the highest of them."""
    match node:
        case _ if depth > DEEP:
            return False
        case ast.Name():
            return any(_is_count(given, resolve, depth + 1) for given in resolve(node))
        case (
            ast.Await(value=inner)
            | ast.Subscript(value=inner)
            | ast.Attribute(value=inner)
            | ast.BoolOp(op=ast.Or(), values=[inner, _])
        ):
            return _is_count(inner, resolve, depth + 1)
        case ast.Call(func=ast.Name(id="int"), args=[inner]):
            return _is_count(_whole(inner), resolve, depth + 1) or _is_last(_whole(inner), resolve)
        case ast.Call():
            own = resolve(node)
            if own:
                return any(_is_count(given, resolve, depth + 1) for given in own)
            return counts(node) is not None
    return False


def _whole(node: ast.expr) -> ast.expr:
    """The text that a number is cut out of: `last` of `last.removeprefix("N-")`, `last.split("-")[1]`, `last[2:]`."""
    while True:
        match node:
            case ast.Call(func=ast.Attribute(value=inner, attr=name)) if name in CUTS:
                node = inner
            case ast.Subscript(value=inner):
                node = inner
            case _:
                return node


def _is_last(node: ast.expr, resolve: Resolve) -> bool:
    """The last row in the order of a column, or a part of it: `ORDER BY n DESC LIMIT 1`, `order_by("-n").first()`."""
    while isinstance(node, ast.Attribute):
        node = node.value
    given = resolve(node) if isinstance(node, ast.Name) else [node]
    for one in given:
        match one:
            case ast.Call(
                func=ast.Attribute(attr="first", value=ast.Call(func=ast.Attribute(attr="order_by")) as asked)
            ):
                order = [ast.unparse(part) for part in asked.args]
                if any(text.startswith("'-") or text.endswith(".desc()") for text in order):
                    return True
        texts = [part.value for part in ast.walk(one) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if any(_SQL_LAST.search(text) for text in texts):
            return True
    return False


def is_highest(node: ast.expr, resolve: Resolve, depth: int = 0) -> bool:
    """The highest number of a database, which is NULL where it has none: `MAX(n)`, `func.max(T.n)`, `Max("n")`."""
    match node:
        case _ if depth > DEEP:
            return False
        case ast.Name():
            given = resolve(node)
            return bool(given) and all(is_highest(one, resolve, depth + 1) for one in given)
        case ast.Await(value=inner) | ast.Subscript(value=inner) | ast.Attribute(value=inner):
            return is_highest(inner, resolve, depth + 1)
        case ast.Call():
            asked = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if any(_SQL_HIGHEST.match(text) for text in asked):
                return True
            own = resolve(node)
            if own:
                return all(is_highest(one, resolve, depth + 1) for one in own)
            owner = node.func.value if isinstance(node.func, ast.Attribute) else node
            return any(_asks_highest(part) for part in (owner, *node.args, *_aggregated(node))) or (
                isinstance(owner, ast.Call) and owner is not node and is_highest(owner, resolve, depth + 1)
            )
    return False


def _aggregated(call: ast.Call) -> list[ast.expr]:
    """The one figure of `records.aggregate(last=Max("number"))`."""
    alone = isinstance(call.func, ast.Attribute) and call.func.attr == "aggregate" and not call.args
    return [word.value for word in call.keywords] if alone and len(call.keywords) == 1 else []


def _asks_highest(node: ast.expr) -> bool:
    """`select(func.max(T.n)).where(...)`, `Max("n")`; of several figures nobody knows which is read."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not _is_highest_call(node):
        node = node.func.value
    if isinstance(node, ast.Call) and not _is_highest_call(node) and len(node.args) == 1:
        node = node.args[0]
    return isinstance(node, ast.Call) and _is_highest_call(node)


def _is_highest_call(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id="func") | ast.Attribute(attr="func"), attr="max"):
            return True
        case ast.Name(id="Max") | ast.Attribute(attr="Max"):
            return True
    return False


def resolving(trees: Iterable[ast.Module]) -> Resolve:
    """How the names and calls of a program are looked up, over all its modules."""
    around: dict[ast.AST, ast.AST] = {}
    named: dict[str, list[ast.AST]] = {}
    for tree in trees:
        pending: list[tuple[ast.AST, ast.AST]] = [(tree, tree)]
        while pending:
            node, scope = pending.pop()
            around[node] = scope
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                named.setdefault(node.name, []).append(node)
                scope = node
            pending.extend((child, scope) for child in ast.iter_child_nodes(node))

    def resolve(node: ast.expr) -> list[ast.expr]:
        if isinstance(node, ast.Name):
            return [given for part in ast.walk(around.get(node, node)) for given in _bound(part, node.id)]
        func = node.func if isinstance(node, ast.Call) else None
        name = func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""
        own = named.get(name, [])
        if len(own) != 1:
            return []
        returns = [part for part in ast.walk(own[0]) if isinstance(part, ast.Return) and around[part] is own[0]]
        return [part.value for part in returns if part.value is not None]

    return resolve


def _bound(node: ast.AST, name: str) -> Iterator[ast.expr]:
    """What a statement gives a name, also as the only one that it unpacks."""
    match node:
        case ast.Assign(targets=[ast.Name(id=found) | ast.Tuple(elts=[ast.Name(id=found)])], value=value):
            if found == name:
                yield value
        case ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value) if found == name:
            yield value
        case ast.NamedExpr(target=ast.Name(id=found), value=value) if found == name:
            yield value


def counts(node: ast.AST) -> ast.expr | None:
    """The call that counts within an expression, or the SQL that does."""
    for part in ast.walk(node):
        match part:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _COUNTS:
                return part
            case ast.Constant(value=str() as text) if _SQL_COUNT.search(text):
                return part
    return None

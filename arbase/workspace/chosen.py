"""Tables that are built from chosen records only, and loops over other records that look into them."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

_WHERE = re.compile(r"\bWHERE\b(.*?)(?:\bORDER BY\b|\bGROUP BY\b|\bLIMIT\b|$)", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"[A-Za-z]+")
_SQL = frozenset(("where", "not", "null", "and", "like", "between", "order", "exists", "select", "false", "true"))


def chosen_by(value: ast.AST | None) -> frozenset[str]:
    """The words of the conditions by which a comprehension chooses what goes into a dictionary; empty if it does not.

    `{row["id"]: row for row in rows("... WHERE NOT withdrawn")}`, `{user.id: user for user in users if user.active}`.
    """
    if not isinstance(value, ast.DictComp) or len(value.generators) != 1:
        return frozenset()
    (loop,) = value.generators
    round_names = {node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)}
    found: set[str] = set()
    for test in loop.ifs:
        for node in ast.walk(test):
            match node:
                case ast.Name(id=name) if name not in round_names:
                    found.update(_WORD.findall(name))
                case ast.Attribute(attr=name) | ast.Constant(value=str() as name):
                    found.update(_WORD.findall(name))
    for node in ast.walk(loop.iter):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for clause in _WHERE.findall(node.value):
                found.update(_WORD.findall(clause))
    return frozenset(word for word in found if word.lower() not in _SQL)


def keys_asked(body: Sequence[ast.stmt], table: str) -> list[str]:
    """The keys, as text, by which statements look into a table, each once; empty if one is not plain.

    A key that is chosen on the spot counts as each that it may be: of `t[row["a" if x else "b"]]` these are `row['a']`
    and `row['b']`. Any other use of the table makes it unclear what is asked of it.
    """
    found: dict[str, None] = {}
    owners: set[int] = set()
    nodes = [node for statement in body for node in ast.walk(statement)]
    for node in nodes:
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == table:
            owners.add(id(node.value))
            if isinstance(node.ctx, ast.Del):
                return []
            for key in _forms(node.slice):
                if any(isinstance(part, ast.Call | ast.IfExp | ast.Slice | ast.NamedExpr) for part in ast.walk(key)):
                    return []
                found.setdefault(ast.unparse(key))
    others = any(isinstance(node, ast.Name) and node.id == table and id(node) not in owners for node in nodes)
    return [] if others else list(found)


def _forms(key: ast.expr) -> list[ast.expr]:
    """What a key may be, by the choices in it."""
    match key:
        case ast.IfExp(body=one, orelse=other):
            return [*_forms(one), *_forms(other)]
        case ast.Subscript(value=value, slice=ast.IfExp(body=one, orelse=other)):
            return [ast.Subscript(value, part, ast.Load()) for part in (*_forms(one), *_forms(other))]
    return [key]


def asked_of(test: ast.expr, table: str) -> list[str]:
    """The keys, as text, of which a test asks whether one is not in the table; empty if it asks anything else."""
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else [test]
    keys = []
    for part in parts:
        match part:
            case ast.Compare(left=key, ops=[ast.NotIn()], comparators=[ast.Name(id=name)]) if name == table:
                keys.append(ast.unparse(key))
            case _:
                return []
    return keys


def remarks(function: ast.FunctionDef | ast.AsyncFunctionDef, source: str) -> str:
    """The docstring of a function and its comments, apart from each other."""
    lines = source.splitlines()[function.lineno - 1 : function.end_lineno]
    comments = [line.partition("# ")[2] for line in lines if line.lstrip().startswith("# ") or "  # " in line]
    return "\n\n".join([ast.get_docstring(function) or "", " ".join(comments)])

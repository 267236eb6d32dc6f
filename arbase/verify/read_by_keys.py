"""Which key of an earlier form goes with which purpose: a function before a commit had both.

`loads(text, salt="shop.offer")` and `data["o"]` of one function say that what has the salt of offers has its number at
"o". Where a commit made one function of several, a table of both is no made-up value.
"""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.literals import Fact
from arbase.verify.syntax import Code
from arbase.workspace.tree import Function


def read_by_keys(case: GateCase, file: ChangedFile, fact: Fact) -> str:
    """Where an earlier function had the two texts of an entry of `data[{"shop.offer": "o"}[salt]]`; else empty."""
    table = file.new.parent(fact.node) if file.new else None
    entry = _entry(table, fact.node)
    if file.new is None or entry is None or not _is_key(file.new, table):
        return ""
    for commit, before in case.history.earlier(file.path):
        for function in before.functions:
            if entry[0] in _arguments(function) and entry[1] in _keys(function):
                return f"{function.name} before commit {commit[:10]} read it so"
    return ""


def _entry(table: ast.AST | None, node: ast.AST) -> tuple[str, str] | None:
    for entry in zip(table.keys, table.values, strict=True) if isinstance(table, ast.Dict) else ():
        match entry:
            case ast.Constant(value=str() as key), ast.Constant(value=str() as value) if entry[1] is node:
                return key, value
    return None


def _is_key(code: Code, table: ast.AST | None) -> bool:
    """What the table gives is the key of something else."""
    chosen = code.parent(table) if table is not None else None
    outer = code.parent(chosen) if isinstance(chosen, ast.Subscript) and chosen.value is table else None
    return isinstance(outer, ast.Subscript) and outer.slice is chosen


def _arguments(function: Function) -> set[str]:
    words = (node for node in ast.walk(function) if isinstance(node, ast.keyword))
    return {str(word.value.value) for word in words if isinstance(word.value, ast.Constant)}


def _keys(function: Function) -> set[str]:
    parts = (node.slice for node in ast.walk(function) if isinstance(node, ast.Subscript))
    return {str(part.value) for part in parts if isinstance(part, ast.Constant)}

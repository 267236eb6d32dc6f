"""A value that a commit took out: of the function that has it again, or with a condition that got lost in a move."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.literals import Fact, facts
from arbase.verify.read_by_keys import read_by_keys
from arbase.verify.syntax import Code, called_name

NUMBERS = frozenset(("Decimal", "float", "int", "Fraction"))


def taken_out(case: GateCase, file: ChangedFile, fact: Fact) -> str:
    """Which commit took this very value out, and of what; empty if none did."""
    now = _conditions(file.new, fact.node) if file.new is not None else None
    for commit, before in case.history.earlier(file.path):
        for known in facts(before):
            if known.identity == fact.identity and known.function == fact.function and fact.function:
                return f"before commit {commit[:10]} the function had it so"
        if file.new is not None and now is not None and any(_same(file.new, *now, *old) for old in _all(before)):
            return f"before commit {commit[:10]} the same expression had it under the same condition"
    return read_by_keys(case, file, fact)


Condition = tuple[ast.IfExp, bool]


def _conditions(code: Code, node: ast.AST) -> Condition | None:
    """The conditional expression whose one outcome is the value, and whether that is the second one."""
    child = node
    for outer in code.ancestors(node):
        if isinstance(outer, ast.IfExp):
            return (outer, child is outer.orelse) if child is not outer.test else None
        if not isinstance(outer, ast.Call) or called_name(outer) not in NUMBERS:
            return None
        child = outer
    return None


def _all(before: Code) -> Iterator[Condition]:
    for node in before.every(ast.IfExp):
        yield node, True
        yield node, False


def _same(code: Code, now: ast.IfExp, second: bool, old: ast.IfExp, also: bool) -> bool:
    """The same outcome under the same test, beside the same work on the same things, whatever they are called now."""
    if second != also:
        return False
    value, work = (now.orelse, now.body) if second else (now.body, now.orelse)
    before, done = (old.orelse, old.body) if second else (old.body, old.orelse)
    if ast.dump(value) != ast.dump(before):
        return False
    named = [{}, *_given(code, now)]
    was = [ast.dump(_Plain({}).visit(copy.deepcopy(part))) for part in (old.test, done)]
    return any(
        [ast.dump(_Plain(names).visit(copy.deepcopy(part))) for part in (now.test, work)] == was for names in named
    )


def _given(code: Code, node: ast.AST) -> Iterator[dict[str, str]]:
    """What the parameters of the function stand for in each call of it in the file, where that is a name."""
    function = code.function_of(node)
    if function is None:
        return
    names = [item.arg for item in function.args.args]
    names = names[1:] if names[:1] in (["self"], ["cls"]) else names
    for call in code.every(ast.Call):
        if called_name(call) == function.name:
            given = [*zip(names, call.args, strict=False), *((word.arg or "", word.value) for word in call.keywords)]
            yield {name: value.id for name, value in given if isinstance(value, ast.Name)}


class _Plain(ast.NodeTransformer):
    """Numbers without what turns them into numbers, names as they were before."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(self.names.get(node.id, node.id), ast.Load())

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if called_name(node) in NUMBERS and len(node.args) == 1 and not isinstance(node.args[0], ast.Constant):
            inner: ast.expr = self.visit(node.args[0])
            return inner
        self.generic_visit(node)
        return node

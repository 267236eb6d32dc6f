"""Whether what follows reckons with None: the first look at a value asks whether there is one."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Literal

from arbase.repair.static.conditions import read_test
from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import Flow
from arbase.repair.static.source import SourceFile, header_nodes, last_name, text_of
from arbase.repair.static.values import allows_none
from arbase.workspace.tree import Function

Way = Literal["none", "truth", "known"]
NONE: frozenset[Way] = frozenset(("none",))
EITHER: frozenset[Way] = frozenset(("none", "truth"))
ANY: frozenset[Way] = frozenset(("none", "truth", "known"))


def asked_for(file: SourceFile, node: ast.expr) -> Way | None:
    """How the expression is asked for where it stands; None where it is used.

    `none`: `x is None`; `truth`: `not x`, `if x and ...`, `x or other`, `a if x else b`; `known`: `x not in TABLE`.
    """
    outer = file.parent(node)
    match outer:
        case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return "none" if left is node else None
        case ast.Compare(left=left, ops=[ast.NotIn()], comparators=[table]):
            return "known" if left is node and not isinstance(table, ast.Constant) else None
        case ast.UnaryOp(op=ast.Not()):
            return "truth"
        case ast.BoolOp(values=[first, *_]):
            return "truth" if first is node else None
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            return "truth" if test is node else None
    return None


def first_read(file: SourceFile, function: Function, name: str, line: int) -> ast.Name | None:
    """The first look at a local behind `line`."""
    reads = [node for node in _reads(function, name) if node.lineno > line]
    return min(reads, key=lambda node: (node.lineno, _conditional(file, node), node.col_offset), default=None)


def none_expected(file: SourceFile, function: Function, name: str, line: int, ways: frozenset[Way] = EITHER) -> str:
    """Where the first look at a local behind `line` asks whether there is one; empty where it is used at once."""
    first = first_read(file, function, name, line)
    return f"{file.path}:{first.lineno}" if first is not None and asked_for(file, first) in ways else ""


def also_asked(file: SourceFile, function: Function, node: ast.expr) -> str:
    """Where the same expression (`g.user`) is asked for None in the function; empty where it never is."""
    wanted = text_of(node)
    others = [other for other in ast.walk(function) if isinstance(other, ast.Attribute | ast.Name | ast.Subscript)]
    for other in others:
        if wanted is not None and text_of(other) == wanted and asked_for(file, other) in EITHER:
            return f"{file.path}:{other.lineno}"
    return ""


def _reads(function: Function, name: str) -> Iterator[ast.Name]:
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            yield node


def _conditional(file: SourceFile, node: ast.expr) -> bool:
    """It stands in the body of an `a if b else c`, whose condition is looked at first."""
    child: ast.AST = node
    for outer in file.ancestors(node):
        if isinstance(outer, ast.IfExp) and child is not outer.test:
            return True
        if isinstance(outer, ast.stmt):
            return False
        child = outer
    return False


def value_expected(frames: Sequence[Frame], node: ast.expr, ways: frozenset[Way] = EITHER) -> str:
    """Where what the expression gives is asked for None: in its function, or in the one that called it.

    The expression is all that an assignment to a local or a `return` of the last frame has.
    """
    frame = frames[-1]
    match frame.statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if frame.function is not None:
            here = value is node or (isinstance(value, ast.Await) and value.value is node)
            return none_expected(frame.file, frame.function, name, frame.line, ways) if here else ""
        case ast.Return(value=value) if frame.function is not None and value is not None:
            if value is not node and not (isinstance(value, ast.Await) and value.value is node):
                return ""
            if allows_none(frame.function.returns):
                return f"{frame.file.path}:{frame.function.lineno}"
            return _by_caller(frames[:-1], frame.function.name, ways)
    return ""


def _by_caller(frames: Sequence[Frame], name: str, ways: frozenset[Way]) -> str:
    caller = frames[-1] if frames else None
    if caller is None:
        return ""
    called = [node for node in header_nodes(caller.statement) if isinstance(node, ast.Call)]
    asked = [node for node in called if last_name(node.func) == name]
    single = len(asked) == 1 and isinstance(caller.statement, ast.Assign)
    return value_expected([caller], asked[0], ways) if single else ""


def callers_expect_none(flow: Flow, name: str) -> str:
    """Where a caller tests the function's result for None."""
    for site in flow.call_sites(name):
        parent = site.file.parent(site.call)
        target = ""
        if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
            target = last_name(parent.targets[0])
        elif isinstance(parent, ast.NamedExpr):
            target = parent.target.id
        if not target or site.function is None:
            continue
        for node in ast.walk(site.function):
            if isinstance(node, ast.If | ast.IfExp):
                condition = read_test(node.test)
                if condition.subject == target and condition.kind in ("none", "falsy"):
                    return f"{site.file.path}:{node.lineno}"
    return ""

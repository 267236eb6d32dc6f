"""Exceptions among what was gathered, which are told apart from the results and handled as they were before."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator

from arbase.verify.gates.interface import GateCase
from arbase.verify.lab import plain
from arbase.verify.syntax import Code, last_name, values_of
from arbase.workspace.exceptions import gathers_exceptions
from arbase.workspace.tree import Function

NO_RESULT = re.compile(r"^'\w+' object (?:has no attribute|is not)")


def handled_as_before(case: GateCase) -> str:
    """The commit that lost the handlers which the patch has again, for exceptions in the place of results.

    The crash read one of them as a result; what was done for it before is done now, and every other one is raised. So
    the trigger goes round the statement on purpose. Empty where any of that is not so.
    """
    path, name = case.crash.location.path, plain(case.crash.location.function)
    file = case.changed(path)
    if not NO_RESULT.search(case.crash.message) or file is None or file.new is None or len(case.files) != 1:
        return ""
    branches = [branch for one in file.new.functions if one.name == name for branch in _branches(file.new, one)]
    for commit, code in case.history.earlier(path) if len(branches) == 1 else ():
        known = [handler for one in code.functions if one.name == name for handler in _handlers(one)]
        if branches[0] and all(branch in known for branch in branches[0]):
            return commit
    return ""


def _branches(code: Code, function: Function) -> Iterator[list[str]]:
    """For each test that takes the exceptions from what was gathered: what is done for those of each class."""
    for check in ast.walk(function):
        match check:
            case ast.If(
                test=ast.UnaryOp(
                    op=ast.Not(),
                    operand=ast.Call(
                        func=ast.Name(id="isinstance"), args=[ast.Name(id=one), ast.Name(id="BaseException")]
                    ),
                )
            ) if _is_gathered(code, function, check, one):
                found, rest = list[str](), check.orelse
                while len(rest) == 1 and isinstance(rest[0], ast.If):
                    match rest[0].test:
                        case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=other), kind]) if other == one:
                            found.append(_written(kind, rest[0].body, one))
                            rest = rest[0].orelse
                        case _:
                            return
                match rest:
                    case [ast.Raise(exc=ast.Name(id=raised))] if raised == one:
                        yield found


def _is_gathered(code: Code, function: Function, check: ast.If, name: str) -> bool:
    """The name is that of one of what `gather` gave, in a loop over it."""
    for outer in code.ancestors(check):
        if isinstance(outer, ast.For) and any(
            isinstance(part, ast.Name) and part.id == name for part in ast.walk(outer.target)
        ):
            read = [part.id for part in ast.walk(outer.iter) if isinstance(part, ast.Name)]
            return any(gathers_exceptions(value) for one in read for value in values_of(function, one))
    return False


def _handlers(function: Function) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.ExceptHandler) and node.type is not None:
            yield _written(node.type, node.body, node.name or "")


def _written(kind: ast.expr, body: list[ast.stmt], name: str) -> str:
    """The class and what is done, with one name for the exception."""
    lines = [kind, *body]
    for node in (plainly := [copy.deepcopy(one) for one in lines]):
        for part in ast.walk(node):
            if name and isinstance(part, ast.Name) and last_name(part) == name:
                part.id = "<exception>"
    return "\n".join(ast.dump(node) for node in plainly)

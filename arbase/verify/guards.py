"""Under which condition a statement runs, in words that can be compared between functions."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Literal

from arbase.verify.literals import error_status
from arbase.verify.syntax import Code, called_name, last_name
from arbase.workspace.tree import FUNCTIONS, dotted

Kind = Literal["none", "falsy", "empty", "zero", "missing", "type", "failure", "other", "always"]
VAGUE: frozenset[Kind] = frozenset(("none", "empty", "zero"))
NOT_FOUND = 404
ABSENCE = re.compile(r"NotFound|Unknown|DoesNotExist|NoSuch|Missing")
LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)


@dataclass(frozen=True)
class Guard:
    """What is tested (`kind`), of what (`subject`, as people call it), and for `failure` which exceptions."""

    kind: Kind
    subject: str = ""
    test: ast.AST | None = None

    def resembles(self, other: Guard) -> bool:
        """The same kind of test; `not x` is a test for none, for empty and for zero."""
        if self.kind == other.kind:
            return self.kind != "failure" or self.subject == other.subject
        return "falsy" in (self.kind, other.kind) and bool(VAGUE & {self.kind, other.kind})


def guard_of(code: Code, node: ast.AST) -> Guard:
    """The innermost condition around `node` within its function."""
    child = node
    for outer in code.ancestors(node):
        if isinstance(outer, ast.If) and child is not outer.test:
            return read_test(outer.test, negated=_within(outer.orelse, child))
        if isinstance(outer, ast.ExceptHandler):
            return Guard("failure", exception_names(outer), outer.type)
        if isinstance(outer, FUNCTIONS):
            break
        child = outer
    return Guard("always")


def exception_names(handler: ast.ExceptHandler) -> str:
    """The caught types, sorted, without their modules; `Exception` for a bare handler."""
    if handler.type is None:
        return "BaseException"
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return ",".join(sorted(last_name(item) or ast.unparse(item) for item in types))


def error_answer(statement: ast.stmt) -> int | None:
    """The status of a statement that refuses: `raise HTTPException(404)`, `abort(404)`, `return ..., 404`.

    0 for an exception whose status the syntax does not tell.
    """
    match statement:
        case ast.Raise(exc=ast.Call() as call):
            return error_status(call) or 0
        case ast.Raise(exc=None):
            return None
        case ast.Raise():
            return 0
        case ast.Return():
            return error_status(statement.value)
        case ast.Expr(value=ast.Call() as call):
            return error_status(call) if called_name(call) == "abort" else None
    return None


def says_absent(node: ast.Raise) -> bool:
    """What is raised says that something is not there: by its status, or by the name of the exception."""
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return error_answer(node) == NOT_FOUND or (raised is not None and bool(ABSENCE.search(last_name(raised))))


def falls_through(body: list[ast.stmt]) -> bool:
    """Some path through `body` reaches its end: it neither raises nor leaves."""
    last = body[-1]
    if isinstance(last, LEAVES):
        return False
    if isinstance(last, ast.If):
        return not last.orelse or falls_through(last.body) or falls_through(last.orelse)
    if isinstance(last, ast.With | ast.AsyncWith):
        return falls_through(last.body)
    return error_answer(last) is None


def _within(block: list[ast.stmt], child: ast.AST) -> bool:
    return any(statement is child for statement in block)


def read_test(test: ast.expr, *, negated: bool) -> Guard:
    """What is known where `test` is true (or false, if `negated`)."""
    match test:
        case ast.UnaryOp(op=ast.Not()):
            if negated:
                return Guard("other", last_name(test.operand), test)
            inner = read_test(test.operand, negated=True)
            return inner if inner.kind in {"missing", "type"} else Guard("falsy", last_name(test.operand), test)
        case ast.BoolOp() if not negated:
            parts = [read_test(value, negated=False) for value in test.values]
            return next((part for part in parts if part.kind != "other"), Guard("other", "", test))
        case ast.Compare(ops=[operator], comparators=[right]):
            return _compared(test, operator, right, negated=negated)
        case ast.Call() if called_name(test) == "isinstance" and test.args:
            return Guard("type" if negated else "other", last_name(test.args[0]), test)
    return Guard("falsy" if negated else "other", last_name(test), test)


def _compared(test: ast.Compare, operator: ast.cmpop, right: ast.expr, *, negated: bool) -> Guard:
    subject = last_name(test.left)
    value = right.value if isinstance(right, ast.Constant) else ...
    absent = (ast.IsNot, ast.NotEq) if negated else (ast.Is, ast.Eq)
    if value is None:
        return Guard("none" if isinstance(operator, absent) else "other", subject, test)
    if isinstance(operator, ast.In if negated else ast.NotIn):
        return Guard("missing", subject or dotted(right), test)
    low = (ast.Gt, ast.NotEq, ast.GtE) if negated else (ast.Eq, ast.LtE, ast.Lt)
    if value in (0, 1) and isinstance(operator, low):
        counted = isinstance(test.left, ast.Call) and called_name(test.left) == "len"
        return Guard("empty" if counted else "zero", subject, test)
    return Guard("other", subject, test)


def mentions(guard: Guard, name: str) -> bool:
    """The condition speaks of the variable `name`."""
    return guard.test is not None and any(
        isinstance(node, ast.Name) and node.id == name for node in ast.walk(guard.test)
    )

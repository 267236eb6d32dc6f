"""What a patch writes in other words, and what it ends early without leaving anything undone."""

from __future__ import annotations

import ast
import copy
from collections.abc import Hashable

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.change import ChangedFile
from arbase.verify.guards import error_answer
from arbase.verify.syntax import Code, called_name, last_name

EMPTY = frozenset(("()", "[]", "{}", "set()", "frozenset()"))
MANAGERS = frozenset(("contextmanager", "asynccontextmanager"))


def new_refusal(file: ChangedFile) -> bool:
    """A statement that refuses, where none with this status stood under the same conditions before."""
    marks: dict[ast.stmt, Hashable] = {}
    for code in (file.old, file.new):
        for node in code.statements if code is not None else ():
            status = error_answer(node)
            kind = called_name(node.exc) if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) else ""
            marks[node] = ast.dump(node) if status is None else (status, type(node), kind, _conditions(code, node))
    fresh = file.fresh(lambda code: code.statements, marks.__getitem__)
    return any(error_answer(node) is not None for node in fresh)


def _conditions(code: Code | None, node: ast.stmt) -> tuple[str, ...]:
    """The function and the conditions around a statement, and whether it handles something."""
    found: list[str] = []
    inner: ast.AST = node
    for outer in code.ancestors(node) if code is not None else ():
        if isinstance(outer, ast.If | ast.While):
            found.append(f"{inner in outer.body} {ast.dump(_Read().visit(_with_rows(outer.test)))}")
        elif isinstance(outer, ast.ExceptHandler):
            # Whether it may handle more than before is for the gate on swallowing.
            found.append("except")
        elif isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
            found.append(outer.name)
        elif not isinstance(outer, ast.With | ast.AsyncWith | ast.Module | ast.ClassDef):
            found.append(type(outer).__name__)
        inner = outer
    return tuple(found)


def _with_rows(test: ast.expr) -> ast.expr:
    """A condition that asks what is in a row of a table, where it may be that there is none: nothing is in that.

    `x not in table.get(key, ())` decides as `x not in table[key]` did, and for a key without a row as for an empty one.
    """
    known = copy.deepcopy(test)
    for node in ast.walk(known):
        row = _row(node)
        if isinstance(node, ast.Compare) and row is not None:
            node.comparators = [row]
    return known


def _row(node: ast.AST) -> ast.Subscript | None:
    """`table[key]` of `in table.get(key, ())`."""
    match node:
        case ast.Compare(
            ops=[ast.In() | ast.NotIn()],
            comparators=[ast.Call(func=ast.Attribute(attr="get", value=table), args=[key, empty], keywords=[])],
        ) if ast.unparse(empty) in EMPTY:
            return ast.Subscript(value=table, slice=key, ctx=ast.Load())
    return None


def lets_rows_lack(file: ChangedFile) -> bool:
    """The patch asks in a table what is in a row that may not be there."""
    return any(_row(node) is not None for node in file.fresh(lambda code: code.every(ast.Compare)))


class _Read(ast.NodeTransformer):
    """`g.get("user")` and `getattr(request.state, "user", None)` as what they read: the test is no other one."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """The attribute in the place of the call."""
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="g") as held, attr="get"), args=[asked], keywords=[]):
                pass
            case ast.Call(func=ast.Name(id="getattr"), args=[held, asked, ast.Constant(value=None)], keywords=[]):
                pass
            case _:
                return self.generic_visit(node)
        if isinstance(asked, ast.Constant) and isinstance(asked.value, str):
            return ast.Attribute(value=held, attr=asked.value, ctx=ast.Load())
        return self.generic_visit(node)


def joins_the_open_one(code: Code, node: ast.Return, crash: CrashSpec) -> bool:
    """`if db.in_transaction: yield; return` of a context manager that begins transactions, inside of one of its own.

    The block that it is for runs; what it does is written, or taken back, where the outer one ends.
    """
    function, check = code.function_of(node), code.parent(node)
    managed = function is not None and any(last_name(item) in MANAGERS for item in function.decorator_list)
    if not managed or node.value is not None or not isinstance(check, ast.If):
        return False
    yielded = (
        len(check.body) == 2 and isinstance(check.body[0], ast.Expr) and isinstance(check.body[0].value, ast.Yield)
    )
    asked = isinstance(check.test, ast.Attribute) and check.test.attr == "in_transaction"
    return yielded and asked and "within a transaction" in crash.message

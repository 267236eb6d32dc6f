"""Exceptions that are kept as values, such as those that `gather(..., return_exceptions=True)` gives."""

from __future__ import annotations

import ast
import re

_LEFT_OUT = re.compile(
    r"\b(?:left out|leaves? out|skip(?:s|ped)?|ignor(?:es|ed)|omit(?:s|ted)|passed over)\b", re.IGNORECASE
)
_FAILED = re.compile(r"\b(?:answer|reach|fail|error|down|unavailable|respon|offline|time out)", re.IGNORECASE)


def gathers_exceptions(value: ast.expr) -> bool:
    """`await asyncio.gather(..., return_exceptions=True)`: among what it gives may be exceptions."""
    match value.value if isinstance(value, ast.Await) else value:
        case ast.Call(func=ast.Name(id="gather") | ast.Attribute(attr="gather"), keywords=words):
            return any(word.arg == "return_exceptions" and ast.unparse(word.value) == "True" for word in words)
    return False


def tells_apart(function: ast.AST) -> bool:
    """Whether something in the function asks of a value whether it is an exception: it has a use for those.

    A test that only leaves them out (`if not isinstance(x, Closed)`) has none.
    """
    denied = {
        id(node.operand)
        for node in ast.walk(function)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    }
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "isinstance"
        and len(node.args) == 2
        and id(node) not in denied
        for node in ast.walk(function)
    )


def leaves_failures_out(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A sentence of the docstring is about those who failed, and that they are left out."""
    sentences = re.split(r"(?<=[.])\s", ast.get_docstring(function) or "")
    return any(_LEFT_OUT.search(one) and _FAILED.search(one) for one in sentences)

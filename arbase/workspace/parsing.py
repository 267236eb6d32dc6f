"""Python read into its tree, safely from several threads.

CPython 3.11 counts the depth of the trees that it builds for the whole interpreter: where two threads parse at
a time, one now and then meets a `SystemError` ("AST constructor recursion depth mismatch"). A lock and another
try help.
"""

from __future__ import annotations

import ast
import threading
from typing import cast

_ONE_AT_A_TIME = threading.Lock()
ATTEMPTS = 3


def parse(source: str) -> ast.Module:
    """The tree of a module. Raises SyntaxError, ValueError, RecursionError, MemoryError as `ast.parse` does."""
    return cast("ast.Module", _parsed(source, "exec"))


def parse_expression(source: str) -> ast.Expression:
    """The tree of an expression; raises what `parse` does."""
    return cast("ast.Expression", _parsed(source, "eval"))


def _parsed(source: str, mode: str) -> ast.AST:
    for _ in range(ATTEMPTS):
        try:
            with _ONE_AT_A_TIME:
                return ast.parse(source, mode=mode)
        except SystemError:  # another thread, which knows nothing of the lock, parsed as well
            continue
    raise SyntaxError("the interpreter could not build the tree: too many threads parse at a time")

"""What `asyncio.wait` gives of nothing, which it does not take: nothing done, and nothing pending."""

from __future__ import annotations

import ast

from arbase.verify.syntax import Code, called_name


def is_nothing_waited(code: Code, node: ast.AST) -> bool:
    """One of the two empty sets of `await asyncio.wait(tasks) if tasks else (set(), set())`."""
    pair = code.parent(node)
    choice = code.parent(pair) if pair is not None else None
    empty = isinstance(pair, ast.Tuple) and [ast.unparse(item) for item in pair.elts] == ["set()", "set()"]
    match choice:
        case ast.IfExp(test=test, body=ast.Await(value=ast.Call(args=[given, *_]) as call), orelse=other):
            waits = called_name(call) == "wait" and ast.dump(test) == ast.dump(given)
            return empty and waits and other is pair
    return False

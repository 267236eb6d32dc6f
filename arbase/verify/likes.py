"""What a patch ends or handles in the very way that the code has for its like."""

from __future__ import annotations

import ast

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.change import ChangedFile
from arbase.verify.guards import exception_names
from arbase.verify.syntax import Code

# The own classes of clients of HTTP, by what Python and others call the same.
FAMILIES = (
    (frozenset(("TimeoutException", "Timeout")), frozenset(("TimeoutError", "Timeout", "TimeoutException"))),
    (frozenset(("ConnectError", "ConnectionError")), frozenset(("ConnectionError", "ConnectError"))),
)
PACKAGES = frozenset(("httpx", "requests"))


def handles_its_like(file: ChangedFile, handler: ast.ExceptHandler, crash: CrashSpec) -> bool:
    """The handler was there, word for word, for Python's timeout; now it knows that of the client as well."""
    old = [node for node in file.old.nodes if isinstance(node, ast.ExceptHandler)] if file.old is not None else []
    caught = set(exception_names(handler).split(","))
    body = [ast.dump(item) for item in handler.body]
    if not isinstance(handler.type, ast.Tuple) or not PACKAGES & set(
        ast.unparse(handler.type).replace(".", " ").split()
    ):
        return False
    for before in old:
        known = set(exception_names(before).split(","))
        for added, likes in FAMILIES:
            grown = known < caught and caught - known <= added and bool(known & likes)
            if grown and [ast.dump(item) for item in before.body] == body:
                return crash.exception.rpartition(".")[2] not in known
    return False


def ends_with_the_queue(code: Code, node: ast.stmt, crash: CrashSpec) -> bool:
    """`if queue.empty(): break` right in front of what takes one from that queue, which was empty: nothing is left."""
    check = code.parent(node)
    if not isinstance(node, ast.Break) or not isinstance(check, ast.If) or check.body != [node] or check.orelse:
        return False
    match check.test:
        case ast.Call(func=ast.Attribute(value=queue, attr="empty"), args=[], keywords=[]):
            taken, raised = {"get_nowait"}, "QueueEmpty" in crash.exception
        case ast.UnaryOp(op=ast.Not(), operand=queue):
            taken, raised = (
                {"pop", "popleft"},
                "pop from an empty" in crash.message or "pop from empty" in crash.message,
            )
        case _:
            return False
    body = getattr(code.parent(check), "body", [])
    place = next((index for index, item in enumerate(body) if item is check), len(body))
    behind = body[place + 1] if place + 1 < len(body) else None
    for part in ast.walk(behind) if behind is not None else ():
        if isinstance(part, ast.Attribute) and part.attr in taken and ast.dump(part.value) == ast.dump(queue):
            return raised
    return False

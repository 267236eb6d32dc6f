"""How the code treats an error: who catches it, what is logged, what happens next, and whose value it was.

Read from syntax only. Structure tells more than words: a clause that names the service's own exception and answers 409
expects the case, `except Exception` around a whole request does not.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal

from arbase.domain.event import Event
from arbase.domain.triage import CodeLocation, Handling
from arbase.workspace.code import CodeReader
from arbase.workspace.outline import Outline
from arbase.workspace.parsing import parse

BROAD = frozenset({"Exception", "BaseException"})
_LOG_CALLS = {
    "debug": "debug",
    "info": "info",
    "warning": "warning",
    "warn": "warning",
    "error": "error",
    "exception": "exception",
    "critical": "fatal",
    "fatal": "fatal",
    "capture_exception": "captured",
    "capture_message": "captured",
}
_REGISTERS = re.compile(r"exception_handler|errorhandler|register_error_handler|handle_exception", re.IGNORECASE)
_RETRIES = re.compile(r"retry|retries|retrying|backoff|tenacity|attempt", re.IGNORECASE)
_ROUTE = re.compile(
    r"(?:^|\.)(?:get|post|put|patch|delete|route|websocket|api_view|require_\w+|login_required|csrf_exempt)$"
)
_TASK = re.compile(r"(?:^|\.)(?:task|shared_task|job|cron|scheduled?|actor|repeat_every|on_event|periodic_task)$")
_COMMAND = re.compile(r"(?:^|\.)(?:command|option|argument|callback)$")
_QUOTED = re.compile(r"'([^'\n]{2,200})'|\"([^\"\n]{2,200})\"")
_SHORTEST = 2
_VALUES = 400

Caught = Literal["", "own", "specific", "broad"]
Ends = Literal["", "returns", "continues", "raises", "falls"]
Entry = Literal["", "route", "task", "command"]


def handling_of(
    event: Event, way: tuple[CodeLocation, ...], logged_at: CodeLocation | None, code: CodeReader
) -> Handling:
    """What the code around the error's places says; `way` runs from the outermost place to the crash."""
    kind = event.raised.type.rpartition(".")[2] if event.raised else ""
    own = any(item.kind == "class" for _, item in code.definitions(kind)) if kind.isidentifier() else None
    around = _around(logged_at, code) if logged_at else _catching(way, kind, own, code)
    return Handling(
        own_type=own,
        expected=bool(own) and _caught_by_name(kind, code),
        retried=_retried(way, logged_at, code),
        entry=_entry(way or ((logged_at,) if logged_at else ()), code),
        client_value=_from_client(event),
        **around,
    )


@lru_cache(maxsize=512)
def _tree(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _enclosing(location: CodeLocation, code: CodeReader) -> list[ast.AST]:
    """The nodes around the line, outermost first, the statement itself last."""
    tree = _tree(code.text(location.path)) if location.path.endswith(".py") else None
    found: list[ast.AST] = []
    node: ast.AST | None = tree
    while node is not None:
        inner = (child for child in _statements(node) if _spans(child, location.line))
        node = next(inner, None)
        if node is not None:
            found.append(node)
    return found


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield child


def _spans(node: ast.AST, line: int) -> bool:
    if isinstance(node, ast.match_case):
        return any(_spans(child, line) for child in node.body)
    first = getattr(node, "lineno", 0)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        first = min([first, *(decorator.lineno for decorator in node.decorator_list)])
    return first <= line <= (getattr(node, "end_lineno", None) or first)


def _around(place: CodeLocation, code: CodeReader) -> dict[str, Any]:
    """What is around the line that logs."""
    nodes = _enclosing(place, code)
    function = next(
        (node for node in reversed(nodes) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)), None
    )
    inside = nodes[nodes.index(function) + 1 :] if function else nodes
    handler = next((node for node in reversed(inside) if isinstance(node, ast.ExceptHandler)), None)
    block: ast.AST | None = handler or next((node for node in reversed(inside) if isinstance(node, ast.If)), None)
    found: dict[str, Any] = {"logged": _logged(nodes[-1]) if nodes else ""}
    if handler is not None:
        found["caught"] = _caught(handler.type, code)
    elif function is not None and (named := _registered(function, code)):
        found["caught"], block = named, function
    elif block is not None:
        found["guard"] = True
    if block is not None:
        found["ends"], found["status"] = _ends(block), _status(block)
    return found


def _catching(way: tuple[CodeLocation, ...], kind: str, own: bool | None, code: CodeReader) -> dict[str, Any]:
    """The innermost clause on the way that catches the exception's class by name, or everything."""
    for place in reversed(way):
        for node in reversed(_enclosing(place, code)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                break
            if not isinstance(node, ast.Try) or not any(_spans(child, place.line) for child in node.body):
                continue
            for handler in node.handlers:
                names = _names(handler.type)
                if kind in names or not names or names & BROAD:
                    caught: Caught = ("own" if own else "specific") if kind in names else "broad"
                    logged = next((level for child in ast.walk(handler) if (level := _logged(child))), "")
                    return {"caught": caught, "logged": logged, "ends": _ends(handler), "status": _status(handler)}
    return {}


def _caught(kind: ast.expr | None, code: CodeReader) -> Caught:
    names = _names(kind)
    if not names or names & BROAD:
        return "broad"
    own = any(item.kind == "class" for name in names for _, item in code.definitions(name))
    return "own" if own else "specific"


def _names(kind: ast.expr | None) -> set[str]:
    if kind is None:
        return set()
    parts = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return {part.id if isinstance(part, ast.Name) else getattr(part, "attr", "") for part in parts}


def _registered(function: ast.FunctionDef | ast.AsyncFunctionDef, code: CodeReader) -> Caught:
    """What a function catches that the framework calls for an exception class; empty if it is none."""
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and _REGISTERS.search(ast.unparse(decorator.func)) and decorator.args:
            return _caught(decorator.args[0], code)
    for path in code.list("*.py"):
        text = code.text(path) if code.exists(path) else ""
        if function.name not in text or not _REGISTERS.search(text):
            continue
        for call in _calls(text):
            named = [argument.id for argument in call.args if isinstance(argument, ast.Name)]
            if function.name in named[1:] and _REGISTERS.search(ast.unparse(call.func)):
                return _caught(call.args[0], code)
    return ""


def _calls(source: str) -> Iterator[ast.Call]:
    tree = _tree(source)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Call):
            yield node


def _logged(node: ast.AST) -> str:
    """The level of a statement that logs or reports."""
    value = node.value if isinstance(node, ast.Expr) else node
    if isinstance(value, ast.Await):
        value = value.value
    if not isinstance(value, ast.Call):
        return ""
    name = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
    return _LOG_CALLS.get(name, "")


def _ends(block: ast.AST) -> Ends:
    last = getattr(block, "body", [None])[-1]
    if isinstance(last, ast.Return):
        return "returns"
    if isinstance(last, ast.Continue | ast.Break | ast.Pass):
        return "continues"
    return "raises" if isinstance(last, ast.Raise) else "falls"


def _status(block: ast.AST) -> int | None:
    """The HTTP status among the constants of what the block returns or raises."""
    for node in ast.walk(block):
        if not isinstance(node, ast.Return | ast.Raise):
            continue
        for inner in ast.walk(node):
            if isinstance(inner, ast.Constant) and type(inner.value) is int and 400 <= inner.value <= 599:
                return inner.value
            if isinstance(inner, ast.Attribute) and (found := re.match(r"HTTP_([45]\d\d)", inner.attr)):
                return int(found[1])
    return None


def _caught_by_name(kind: str, code: CodeReader) -> bool:
    return any(
        re.search(rf"\b{re.escape(kind)}\b", handler.catches) is not None for handler in _handlers(kind, code)
    ) or any(
        _REGISTERS.search(match.text) is not None and "import" not in match.text
        for match in code.search(kind, pattern="*.py", limit=60)
    )


def _handlers(kind: str, code: CodeReader) -> Iterator[Any]:
    for path in code.list("*.py"):
        outline: Outline = code.outline(path)
        if outline.handlers and kind in code.text(path):
            yield from outline.handlers


def _retried(way: tuple[CodeLocation, ...], logged_at: CodeLocation | None, code: CodeReader) -> bool:
    """Whether a loop tries again around one of the places, or a decorator says so."""
    for place in (*way, *((logged_at,) if logged_at else ())):
        nodes = _enclosing(place, code)
        for index, node in enumerate(nodes):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                if any(_RETRIES.search(ast.unparse(decorator)) for decorator in node.decorator_list):
                    return True
            elif isinstance(node, ast.For | ast.AsyncFor | ast.While):
                inner = nodes[index + 1 :]
                tried = next((one for one in inner if isinstance(one, ast.Try)), None)
                heading = ast.unparse(node.iter if isinstance(node, ast.For | ast.AsyncFor) else node.test)
                target = ast.unparse(node.target) if isinstance(node, ast.For | ast.AsyncFor) else ""
                counted = _RETRIES.search(f"{heading} {target}") is not None
                if tried is not None and (counted or _sleeps(tried)):
                    return True
    return False


def _sleeps(tried: ast.Try) -> bool:
    return any(
        isinstance(node, ast.Call) and ast.unparse(node.func).endswith("sleep")
        for handler in tried.handlers
        for node in ast.walk(handler)
    )


def _entry(way: tuple[CodeLocation, ...], code: CodeReader) -> Entry:
    """By whom the outermost decorated function on the way is called: the framework's router, a queue, a shell."""
    for place in way:
        for node in _enclosing(place, code):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for decorator in node.decorator_list:
                name = ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)
                if _TASK.search(name):
                    return "task"
                if _ROUTE.search(name):
                    return "route"
                if _COMMAND.search(name):
                    return "command"
    return ""


def _from_client(event: Event) -> bool:
    """Whether a value that the message quotes, or a local of the crashed frame that the line names, was sent."""
    request, raised = event.request, event.raised
    if request is None:
        return False
    sent = frozenset(_leaves(request))
    message = (raised.message if raised else event.message)[:2000]
    named = {one or other for one, other in _QUOTED.findall(message)}
    frame = next(iter(reversed((raised.in_app_frames or raised.frames) if raised else ())), None)
    if frame is not None:
        words = set(re.findall(r"[A-Za-z_]\w*", frame.source_line or ""))
        named |= {
            _unquoted(value) for name, value in frame.variables.items() if name in words and isinstance(value, str)
        }
    return any(len(value) >= _SHORTEST and value in sent for value in named)


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def _leaves(request: Any) -> Iterator[str]:
    """The values of path, query and body as text, bounded."""
    yield from re.split(r"[/?&=+]", f"{request.url.partition('?')[0]}?{request.query}"[:4000])
    pending: list[Any] = [request.body]
    for _ in range(_VALUES):
        if not pending:
            return
        value = pending.pop()
        if isinstance(value, dict):
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
        elif value is not None:
            yield str(value)[:200]

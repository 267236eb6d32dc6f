"""An answer of another service that is no JSON at all, where the client has an exception of its own for such answers.

`GatewayError` is raised for a bad status and caught by those who ask; a page of HTML with status 200 went past it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import wrap
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import FUNCTIONS

NAME = "no-json"
_READS = frozenset(("json", "loads"))
_CAUGHT = "ValueError"


class NoJson(Template):
    """`except ValueError as error: raise GatewayError(...) from error` around the reading."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """At the innermost reading in a function that raises one exception of the repository, which a caller knows."""
        if context.crash.exception != "JSONDecodeError":
            return
        frames = context.crash.frames
        for index in range(len(frames) - 1, -1, -1):
            frame = frames[index]
            calls = [node for node in header_nodes(frame.statement) if isinstance(node, ast.Call)]
            if frame.function is None or not any(last_name(node.func) in _READS for node in calls):
                continue
            own = _own_failures(context, frame)
            if not own:
                continue
            known = [name for name in own if any(_catches(outer, name) for outer in frames[:index])]
            sent = any(context.flow.sent(frame.file, frame.function, node) for node in calls)
            if len(own) == 1 and known and not sent and is_simple(frame.statement) and not _guarded(frame):
                yield from _translated(context, frame, own[0])
            return


def _own_failures(context: Context, frame: Frame) -> list[str]:
    """The repository's exceptions that the function raises with one text, as it does for other bad answers."""
    found = []
    for node in ast.walk(frame.function) if frame.function is not None else ():
        match node:
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name), args=[_], keywords=[])) if (
                name in context.statuses.classes
            ):
                found.append(name)
    return list(dict.fromkeys(found))


def _catches(frame: Frame, name: str) -> bool:
    """A `try` of an outer frame that runs the call handles the exception by its name."""
    child: ast.AST = frame.statement
    for outer in frame.file.ancestors(frame.statement):
        if isinstance(outer, FUNCTIONS):
            return False
        if isinstance(outer, ast.Try) and child in outer.body:
            for handler in outer.handlers:
                kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
                if name in {last_name(kind) for kind in kinds}:
                    return True
        child = outer
    return False


def _guarded(frame: Frame) -> bool:
    return any(isinstance(outer, ast.Try) for outer in _inside(frame.file, frame.statement))


def _inside(file: SourceFile, node: ast.AST) -> Iterator[ast.AST]:
    for outer in file.ancestors(node):
        if isinstance(outer, FUNCTIONS):
            return
        yield outer


def _translated(context: Context, frame: Frame, name: str) -> Iterator[Draft]:
    raised = f'\traise {name}("the answer is no JSON") from error'
    edit = wrap(frame.file, [frame.statement], "try:", (f"except {_CAUGHT} as error:", raised))
    if edit is not None:
        why = f"an answer that is no JSON cannot be used, for which {name} is raised here and caught by callers"
        yield edited(context, Idea(NAME, 0.88, why), frame.file, edit)

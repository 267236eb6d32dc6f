"""`model_dump()` keeps dates, Decimals and enums as they are; what is written as JSON wants `mode="json"`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import as_elsewhere, kind_without_json
from arbase.workspace.tree import Function

NAME = "json-mode"


class JsonMode(Template):
    """The dump of a model in the form that JSON has."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the dumps of the innermost frame that has any: in its statement, or made just for it."""
        kind = kind_without_json(context.crash.message)
        # SQLAlchemy writes a column of JSON when the session does, and says so in an exception of its own.
        stored = context.crash.exception == "StatementError"
        if not kind or (not stored and context.crash.exception != "TypeError"):
            return
        for frame in reversed(context.crash.frames):
            dumps = list(_stored(frame) if stored else _dumps(frame))
            if dumps:
                edits = [_told(frame.file, call) for call in dumps]
                why = f"model_dump leaves a {kind} as it is, which JSON does not have"
                # Where the repository writes Decimals as numbers, texts would be another answer.
                prior = 0.6 if kind == "Decimal" and as_elsewhere(context, kind)[1] == "float" else 0.93
                yield edited(context, Idea(NAME, prior, why), frame.file, *edits)
                return


def _stored(frame: Frame) -> Iterator[ast.Call]:
    """The dumps that are handed to records which the function makes: `Change(details=body.model_dump())`."""
    for node in ast.walk(frame.function) if frame.function is not None else ():
        if isinstance(node, ast.Call) and last_name(node.func)[:1].isupper():
            given = (word.value for word in node.keywords)
            yield from (one for one in given if isinstance(one, ast.Call) and _is_dump(one))


def _told(file: SourceFile, call: ast.Call) -> Edit:
    end = file.span(call)[1] - 1
    return Edit(end, end, ', mode="json"' if call.args or call.keywords else 'mode="json"')


def _dumps(frame: Frame) -> Iterator[ast.Call]:
    for node in header_nodes(frame.statement):
        if isinstance(node, ast.Call) and _is_dump(node):
            yield node
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and frame.function is not None:
            known = reaching(frame.file, frame.function, node.id, frame.line)
            value = known[0].value if len(known) == 1 else None
            if value is not None and _only_for(frame.file, frame.function, node):
                yield from (part for part in ast.walk(value) if isinstance(part, ast.Call) and _is_dump(part))


def _is_dump(node: ast.Call) -> bool:
    return (
        isinstance(node.func, ast.Attribute)
        and last_name(node.func) == "model_dump"
        and all(word.arg not in ("mode", None) for word in node.keywords)
    )


def _only_for(file: SourceFile, function: Function, name: ast.Name) -> bool:
    """Nothing else reads what the name holds; more may be put into it."""
    reads = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == name.id]
    others = [node for node in reads if isinstance(node.ctx, ast.Load) and node is not name]
    return all(isinstance(getattr(file.parent(node), "ctx", None), ast.Store) for node in others)

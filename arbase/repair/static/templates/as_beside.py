"""An entry of a record is read bare, while its neighbours in the same function are read through a function.

`f"{cell(row['kwh']):>10} {row['peak']:>8.2f}"`: the function knows what to do with a missing entry. Where a number's
format stood, the function's text takes its place and keeps the width.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "as-beside"
_NUMBER_FORMAT = re.compile(r":([^{}:]*?)(?:\.\d+)?[bcdeEfFgGnxX%]\}")


class AsBeside(Template):
    """The entry through the same function."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every entry of the failing statement that is None there or lacks, and every function beside it."""
        frame = context.frame
        file, function = frame.file, frame.function
        if function is None or context.crash.exception not in ("TypeError", "AttributeError", "ValueError", "KeyError"):
            return
        for node in _bare(context):
            seen: set[str] = set()
            for call in own_nodes(function):
                wrapper = file.segment(call.func) if isinstance(call, ast.Call) else ""
                if not isinstance(call, ast.Call) or not _reads_alike(call, node) or wrapper in seen:
                    continue
                seen.add(wrapper)
                where = f"{file.path}:{call.lineno}"
                beside = file.statement_of(call) is frame.statement
                why = f"what stands beside {file.segment(node)} is read through {wrapper}"
                idea = Idea(NAME, 0.85 if beside else 0.65, why, where)
                yield edited(context, idea, file, *_edits(file, node, wrapper))


def _bare(context: Context) -> list[ast.Subscript | ast.Attribute]:
    """Entries in the failing statement that hold None, or the one that is missing."""
    crash, file = context.crash, context.frame.file
    found = []
    for node in header_nodes(context.frame.statement):
        if not isinstance(node, ast.Subscript | ast.Attribute) or not _base(node):
            continue
        missing = crash.exception == "KeyError" and node is crash.node
        parent = file.parent(node)
        wrapped = isinstance(parent, ast.Call) and node in parent.args
        if missing or (crash.is_none(node) and not wrapped) or _is_none_entry(context, node):
            found.append(node)
    return found


def _is_none_entry(context: Context, node: ast.Subscript | ast.Attribute) -> bool:
    """The record's description tells that the entry is None."""
    values = context.crash.described(_base(node)).get("values", {})
    key = node.slice.value if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) else None
    return isinstance(values, dict) and key is not None and values.get(str(key)) == "NoneType"


def _base(node: ast.AST) -> str:
    """The name of the record, where `node` is an entry or attribute of one that is named."""
    if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Constant):
        return ""
    value = getattr(node, "value", None)
    return value.id if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(value, ast.Name) else ""


def _reads_alike(call: ast.Call, node: ast.Subscript | ast.Attribute) -> bool:
    """The call takes another entry of the same record and nothing else."""
    if len(call.args) != 1 or call.keywords or last_name(call.func) in ("len", "isinstance", "print", "append", "add"):
        return False
    given = call.args[0]
    other = ast.dump(given) != ast.dump(node)
    return other and type(given) is type(node) and _base(given) == _base(node) != ""


def _edits(file: SourceFile, node: ast.expr, wrapper: str) -> list[Edit]:
    text = f"{wrapper}({file.segment(node)})"
    edits = [replace(file, node, text)]
    inside = any(isinstance(outer, ast.FormattedValue) and outer.value is node for outer in file.ancestors(node))
    _, end = file.span(node)
    spec = _NUMBER_FORMAT.match(file.text, end) if inside else None
    if spec is not None:
        edits.append(Edit(end, spec.end(), f":{spec[1]}}}" if spec[1] else "}"))
    return edits

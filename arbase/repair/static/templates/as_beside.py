"""An entry of a record is read bare, while its neighbours in the same function are read through a function.

`f"{cell(row['kwh']):>10} {row['peak']:>8.2f}"`: the function knows what to do with a missing entry. Where a number's
format stood, the function's text takes its place and keeps the width.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "as-beside"
STEPS = 3
# What takes anything, None as well, knows nothing of what is missing.
_SAYS_NOTHING = frozenset("len isinstance print append add str repr bool format dumps type id hash list".split())
_NUMBER_FORMAT = re.compile(r":([^{}:]*?)(?:\.\d+)?[bcdeEfFgGnxX%]\}")


class AsBeside(Template):
    """The entry through the same function."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every entry of the failing statement that is None there or lacks, and every function beside it."""
        frame = context.frame
        file, function = frame.file, frame.function
        if function is None:
            return
        yield from _conditional(context)
        yield from _chained(context)
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


def _conditional(context: Context) -> Iterator[Draft]:
    """`mean=round(mean(xs), 1)` beside `share=n / len(xs) if xs else None`: the same condition for both."""
    file, node = context.frame.file, context.crash.node
    for outer in file.ancestors(node) if node is not None else ():
        match outer:
            case ast.Call(keywords=words) if words:
                values = [word.value for word in words]
            case ast.Dict(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
                pass
            case ast.stmt():
                return
            case _:
                continue
        own = next((item for item in values if any(part is node for part in ast.walk(item))), None)
        if own is None or isinstance(own, ast.IfExp):
            continue
        for other in values:
            if (
                isinstance(other, ast.IfExp)
                and isinstance(other.orelse, ast.Constant)
                and _is_about(context, other.test, own)
            ):
                test, default = file.segment(other.test), file.segment(other.orelse)
                where = f"{file.path}:{other.lineno}"
                idea = Idea(NAME, 0.86, f"{where} answers {default} in the same situation", where)
                yield edited(context, idea, file, replace(file, own, f"{file.segment(own)} if {test} else {default}"))


def _is_about(context: Context, test: ast.expr, own: ast.expr) -> bool:
    """The condition asks for something that the failing entry is made of, however it came there.

    `self.phone` is asked for itself: that the entry is made of `self` as well says nothing.
    """
    frame = context.frame
    parts = _fields(test)
    if parts and parts & _fields(own):
        return True
    bases = {id(base) for node in ast.walk(test) if (base := _field_base(node)) is not None}
    asked = {node.id for node in ast.walk(test) if isinstance(node, ast.Name) and id(node) not in bases}
    made_of = {node.id for node in ast.walk(own) if isinstance(node, ast.Name)}
    for _ in range(STEPS):
        if asked & made_of:
            return True
        given = [item for name in made_of for item in reaching(frame.file, frame.function, name, frame.line)]
        values = [value for item in given for value in (item.value, item.element_of) if value is not None]
        made_of |= {node.id for value in values for node in ast.walk(value) if isinstance(node, ast.Name)}
    return bool(asked & made_of)


def _fields(node: ast.AST) -> set[str]:
    """The fields of named things in an expression: `self.phone`, `row["phone"]`."""
    return {ast.unparse(part) for part in ast.walk(node) if _field_base(part) is not None}


def _field_base(node: ast.AST) -> ast.Name | None:
    value = node.value if isinstance(node, ast.Attribute | ast.Subscript) else None
    fixed = not isinstance(node, ast.Subscript) or isinstance(node.slice, ast.Constant)
    return value if isinstance(value, ast.Name) and fixed else None


def _chained(context: Context) -> Iterator[Draft]:
    """`frame["a"].astype(int)` below `frame["b"].fillna(0).astype(int)`: with the same step between."""
    file, function, node = context.frame.file, context.frame.function, context.crash.node
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or function is None:
        return
    bare = node.func.value
    if not isinstance(bare, ast.Subscript | ast.Attribute) or not _base(bare):
        return
    for call in own_nodes(function):
        match call:
            case ast.Call(
                func=ast.Attribute(attr=name, value=ast.Call(func=ast.Attribute(value=inner, attr=step)) as link)
            ):
                if name != node.func.attr or type(inner) is not type(bare) or _base(inner) != _base(bare):
                    continue
                between = file.segment(link)[len(file.segment(inner)) :]
                where = f"{file.path}:{call.lineno}"
                idea = Idea(NAME, 0.86, f"{where} does {step} first", where)
                yield edited(context, idea, file, replace(file, bare, file.segment(bare) + between))


def _bare(context: Context) -> list[ast.Subscript | ast.Attribute]:
    """Entries in the failing statement that hold None, or the one that is missing."""
    crash, file = context.crash, context.frame.file
    found = []
    for node in header_nodes(context.frame.statement):
        if not isinstance(node, ast.Subscript | ast.Attribute) or not _base(node):
            continue
        missing = crash.exception == "KeyError" and node is crash.node
        none = "None" in crash.message
        parent = file.parent(node)
        wrapped = isinstance(parent, ast.Call) and node in parent.args
        if missing or (none and not wrapped and (crash.is_none(node) or _is_none_entry(context, node))):
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
    if len(call.args) != 1 or call.keywords or last_name(call.func) in _SAYS_NOTHING:
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

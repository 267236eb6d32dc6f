"""Keys that were numbers are texts once they were written as JSON and read again: they are made numbers on reading."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "whole-keys"
_READS = frozenset(("loads", "load"))
_MODULES = frozenset(("json", "orjson", "simplejson"))
_BY_NUMBER = re.compile(r"^(?:dict|Dict|MutableMapping|Mapping|defaultdict|OrderedDict)\[int,")
_NUMBER = re.compile(r"-?\d+")


class WholeKeys(Template):
    """`{int(key): value for key, value in json.loads(text).items()}`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where a table that is declared to go by numbers holds their texts."""
        crash, node = context.crash, context.crash.node
        if crash.exception != "KeyError" or not _NUMBER.fullmatch(crash.message) or not isinstance(node, ast.Subscript):
            return
        keys = crash.described(node.value).get("keys") or ()
        if not keys or not all(isinstance(key, str) and _NUMBER.fullmatch(key) for key in keys):
            return
        name = last_name(node.value)
        for file in context.codebase.sources:
            for statement in file.nodes:
                call = _read(statement, name)
                if call is not None and _goes_by_number([file, context.frame.file], name):
                    text = f"{{int(key): value for key, value in {file.segment(call)}.items()}}"
                    idea = Idea(NAME, 0.88, f"{name} goes by numbers, and JSON made texts of them")
                    yield edited(context, idea, file, replace(file, call, text))


def _read(statement: ast.AST, name: str) -> ast.Call | None:
    """`name = json.loads(...)`."""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
    call = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
    if not isinstance(target, ast.Name | ast.Attribute) or last_name(target) != name or not isinstance(call, ast.Call):
        return None
    module = last_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    return call if module in _MODULES and last_name(call.func) in _READS else None


def _goes_by_number(files: list[SourceFile], name: str) -> bool:
    """Its declaration says so: in the module, in the class whose attribute it is, or as the parameter's type."""
    declared = [
        ast.unparse(node.annotation).strip("'\"").rpartition("typing.")[2]
        for file in files
        for node in file.nodes
        if isinstance(node, ast.AnnAssign) and last_name(node.target) == name
    ]
    return bool(declared) and all(_BY_NUMBER.match(text) for text in declared)

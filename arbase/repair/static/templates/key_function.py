"""A key by which things are put in order that is a function of its own: a part of it may have no value."""

from __future__ import annotations

import ast
import re

from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, own_nodes
from arbase.repair.static.templates.interface import Context
from arbase.repair.static.templates.open_bound import declared

_FIRST = re.compile(r"\bfirst\b", re.I)
_LACKS = re.compile(r"\b(?:without|no|none|missing|undated|unknown|unrated|unset)\b", re.I)


def key_function(context: Context, name: str, turned: ast.expr | None) -> tuple[SourceFile, list[Edit], str] | None:
    """In front of each part that may be None a part that tells so: the file, the edits, and where it may be None.

    None where the function does anything else with its result, or where somebody says that what lacks comes first.
    """
    place = context.statuses.functions.get(name)
    if place is None or context.flow.call_sites(name) or not isinstance(turned, ast.Constant | None):
        return None
    file, function = place
    returned = [node.value for node in own_nodes(function) if isinstance(node, ast.Return)]
    whole = returned[0] if len(returned) == 1 else None
    docstring = ast.get_docstring(function) or ""
    if not isinstance(whole, ast.Tuple) or any(_says_first(clause) for clause in re.split(r"[,;.]", docstring)):
        return None
    operator = "is not" if turned is not None and turned.value is True else "is"
    edits: list[Edit] = []
    where = ""
    for part in whole.elts:
        known = _optional(context, part)
        if known:
            start = file.span(part)[0]
            edits.append(Edit(start, start, f"{file.segment(part)} {operator} None, "))
            where = where or known
    return (file, edits, where) if edits else None


def _says_first(clause: str) -> bool:
    return bool(_FIRST.search(clause) and _LACKS.search(clause))


def _optional(context: Context, part: ast.expr) -> str:
    """Where it is said that an attribute or an entry may be None."""
    match part:
        case ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str() as name)):
            return declared(context, name)
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str() as name)]):
            return declared(context, name)
    return ""

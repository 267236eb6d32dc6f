"""NaN in an answer, where the repository has a function that makes null of it and this answer goes round it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import CallSite, parameters
from arbase.repair.static.edit import replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "null-figures"
REFUSED = re.compile(r"Out of range float|not JSON compliant|NaN is not a valid JSON")
_ASKED = frozenset(("isnan", "isna", "isnull", "notna", "notnull", "isfinite"))
# Those know what to say of None and of text as well.
_OF_ANYTHING = frozenset(("isna", "isnull", "notna", "notnull"))
_ENTRY = re.compile(r"'(\w+)': (np\.float\d+\()?(nan|-?inf|-?[\d.]+(?:e[+-]?\d+)?|.)")
_FLOAT = re.compile(r"nan|-?inf|-?\d*\.\d*(?:e[+-]?\d+)?|-?\d+e[+-]?\d+")
_NAN = re.compile(r"nan|-?inf")
DEEPEST = 2


class NullFigures(Template):
    """The call of that function around each figure of the mapping that lacks it: the message names none of them."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One draft for each mapping or object that is put together on the way to the answer."""
        if not REFUSED.search(context.crash.message):
            return
        shown = shown_figures(context)
        for source in context.codebase.sources:
            for function in source.functions:
                sites = context.flow.call_sites(function.name)
                if not sites or not _makes_null(source, function):
                    continue
                for file, root, depth in _on_the_way(context):
                    needed = import_of(function.name, source, file, context.service.source_roots)
                    if needed is not None and root is not function:
                        made = Idea(NAME, 0.92 - 0.03 * depth, "", "", (needed,) if needed else ())
                        yield from self._wrapped(context, made, (file, root), (function, sites), shown)

    @staticmethod
    def _wrapped(
        context: Context,
        made: Idea,
        place: tuple[SourceFile, Function],
        used: tuple[Function, list[CallSite]],
        shown: dict[str, set[str]],
    ) -> Iterator[Draft]:
        (file, root), (function, sites) = place, used
        known = {name for site in sites for name in _spoken_of(site)}
        anything = any(
            isinstance(part, ast.Call) and last_name(part.func) in _OF_ANYTHING for part in own_nodes(function)
        )
        for node in own_nodes(root):
            figures = [
                value
                for key, value in _entries(context, node)
                if _is_open(value, function) and _is_figure(key, value, shown, known, anything)
            ]
            keys = {key for key, value in _entries(context, node) if value in figures}
            nan = {key for key, kinds in shown.items() if "nan" in kinds}
            if not figures or (nan and not nan & keys):
                continue
            where = f"{sites[0].file.path}:{sites[0].call.lineno}"
            prior = made.prior if nan or known & keys else made.prior - 0.15
            why = f"JSON has no NaN; {function.name} makes null of it, {where} calls it"
            idea = Idea(NAME, prior, why, where, made.imports)
            edits = [replace(file, value, f"{function.name}({file.segment(value)})") for value in figures]
            yield edited(context, idea, file, *edits)


def _makes_null(file: SourceFile, function: Function) -> bool:
    """It takes one value, asks whether it is NaN, and gives None then."""
    given = parameters(function)
    if len(given) != 1 or file.class_of(function) is not None or isinstance(function, ast.AsyncFunctionDef):
        return False
    name, asked, null = given[0].arg, False, False
    for node in own_nodes(function):
        match node:
            case ast.Call(func=called, args=[ast.Name(id=one)]):
                asked |= last_name(called) in _ASKED and one == name
            case ast.Compare(left=ast.Name(id=one), ops=[ast.NotEq() | ast.Eq()], comparators=[ast.Name(id=other)]):
                asked |= one == other == name
            case ast.Return(value=ast.Constant(value=None)) | ast.Return(value=None):
                null = True
            case ast.IfExp(body=body, orelse=orelse):
                null |= any(isinstance(item, ast.Constant) and item.value is None for item in (body, orelse))
    return asked and null


def _on_the_way(context: Context) -> list[tuple[SourceFile, Function, int]]:
    """The functions that were running, and what they call: how many calls away each is."""
    found: dict[int, tuple[SourceFile, Function, int]] = {}
    pending = [(frame.file, frame.function, 0) for frame in reversed(context.crash.frames) if frame.function]
    while pending:
        file, function, depth = pending.pop(0)
        if id(function) in found:
            continue
        found[id(function)] = (file, function, depth)
        for call in own_nodes(function) if depth < DEEPEST else ():
            place = callee_of(context.codebase.sources, call) if isinstance(call, ast.Call) else None
            if place is not None:
                pending.append((*place, depth + 1))
    return list(found.values())


def _entries(context: Context, node: ast.AST) -> list[tuple[str, ast.expr]]:
    """Names and values of a mapping, or of an object of a class of the repository."""
    match node:
        case ast.Dict():
            pairs = zip(node.keys, node.values, strict=True)
            return [
                (key.value, value)
                for key, value in pairs
                if isinstance(key, ast.Constant) and isinstance(key.value, str)
            ]
        case ast.Call() if last_name(node.func) in (*context.statuses.classes, "dict"):
            return [(word.arg, word.value) for word in node.keywords if word.arg is not None]
    return []


def _is_open(value: ast.expr, function: Function) -> bool:
    """It is worked out or read, and neither given to the function nor asked about already."""
    if isinstance(value, ast.Constant | ast.JoinedStr | ast.IfExp | ast.Await | ast.Dict | ast.List | ast.Starred):
        return False
    return not any(isinstance(part, ast.Call) and last_name(part.func) == function.name for part in ast.walk(value))


def _is_figure(key: str, value: ast.expr, shown: dict[str, set[str]], known: set[str], anything: bool) -> bool:
    """The run showed a float under this name and nothing else, or other code gives the function what is called so."""
    kinds = shown.get(key, set())
    if kinds:
        return bool(kinds & {"nan", "float"}) and ("other" not in kinds or anything)
    return key in known or (last_name(value) in known and last_name(value) != "")


def _spoken_of(site: CallSite) -> set[str]:
    """What the function is given at a call: the name of the value, and the key under which the result is answered."""
    names = {last_name(item) for item in site.call.args[:1] if isinstance(item, ast.Attribute | ast.Subscript)}
    around = site.file.parent(site.call)
    if isinstance(around, ast.Dict):
        pairs = zip(around.keys, around.values, strict=True)
        names |= {str(key.value) for key, value in pairs if value is site.call and isinstance(key, ast.Constant)}
    elif isinstance(around, ast.keyword) and around.arg is not None:
        names.add(around.arg)
    return names - {""}


def shown_figures(context: Context) -> dict[str, set[str]]:
    """What the run had under each key of a mapping: NaN, floats, other things."""
    found: dict[str, set[str]] = {}
    for held in context.crash.variables.values():
        text = str(held.get("repr", "")) if isinstance(held, dict) else ""
        for key, _, value in _ENTRY.findall(text):
            kind = "nan" if _NAN.fullmatch(value) else "float" if _FLOAT.fullmatch(value) else "other"
            found.setdefault(key, set()).add(kind)
    return found

"""A text that is handed in begins with a byte order mark, which goes before the text is read."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import argument_of, is_method, parameters
from arbase.repair.static.edit import insert_before, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.encoding import has_mark
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "byte-order-mark"
_READERS = frozenset(("StringIO", "loads", "reader", "DictReader", "fromstring", "safe_load"))
_METHODS = frozenset(
    ("split", "splitlines", "strip", "lstrip", "rstrip", "partition", "replace", "lower", "casefold", "encode")
)
_STRIPS = frozenset(("removeprefix", "lstrip", "strip", "replace"))
_MARK = '"\\ufeff"'


class ByteOrderMark(Template):
    """`text.removeprefix("\\ufeff")` where a text is first looked into."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the crashed function hands such a text on to an own reader, and else where it reads it itself."""
        if not has_mark(context):
            return
        frame = context.frame
        function = frame.function
        if function is None:
            return
        marked = {name for name, held in context.crash.variables.items() if _begins_with_mark(held)}
        own = {item.arg for item in parameters(function)}
        places = [
            *_handed_on(context, frame.file, function, marked),
            *((frame.file, function, name) for name in own & marked),
        ]
        if not marked:
            places = _of_frames_above(context)
        for away, (file, reader, name) in enumerate(places[:2]):
            yield from _without(context, file, reader, name, 0.9 - 0.1 * away)


def _begins_with_mark(held: object) -> bool:
    shown = held if isinstance(held, dict) else {}
    return shown.get("type") == "str" and str(shown.get("repr", ""))[1:].startswith("\\ufeff")


def _handed_on(
    context: Context, file: SourceFile, function: Function, marked: set[str]
) -> list[tuple[SourceFile, Function, str]]:
    """The parameters of own functions that are handed a marked text as it is."""
    found = []
    for call in own_nodes(function):
        target = callee_of(context.codebase.sources, call) if isinstance(call, ast.Call) else None
        if target is None or not isinstance(call, ast.Call):
            continue
        for item in parameters(target[1]):
            given = argument_of(call, target[1], item.arg, bound=is_method(*target))
            if isinstance(given, ast.Name) and given.id in marked:
                found.append((*target, item.arg))
    return found


def _of_frames_above(context: Context) -> list[tuple[SourceFile, Function, str]]:
    """The only parameter on the way to the crash that a reader of texts is given, at hand or in a function it calls."""
    found: dict[tuple[str, int, str], tuple[SourceFile, Function, str]] = {}
    for frame in context.crash.frames:
        if frame.function is None:
            continue
        calls = [node for node in own_nodes(frame.function) if isinstance(node, ast.Call)]
        known = [callee_of(context.codebase.sources, call) for call in calls]
        for file, function in [(frame.file, frame.function), *(item for item in known if item is not None)]:
            for item in parameters(function):
                if any(_is_reader(file, node) for node in _reads(function, item.arg)):
                    found[file.path, function.lineno, item.arg] = (file, function, item.arg)
    return list(found.values()) if len(found) == 1 else []


def _reads(function: Function, name: str) -> list[ast.Name]:
    return [
        node
        for node in own_nodes(function)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
    ]


def _is_reader(file: SourceFile, node: ast.Name) -> bool:
    """`StringIO(text)`, `StringIO(text.strip())`, `text.splitlines()`."""
    outer: ast.AST = node
    while isinstance(method := file.parent(outer), ast.Attribute) and method.attr in _METHODS:
        call = file.parent(method)
        if not isinstance(call, ast.Call):
            return False
        if method.attr == "splitlines":
            return True
        outer = call
    call = file.parent(outer)
    return isinstance(call, ast.Call) and last_name(call.func) in _READERS and outer in call.args[:1]


def _without(context: Context, file: SourceFile, function: Function, name: str, prior: float) -> Iterator[Draft]:
    """The mark goes where the parameter is read, if that is one place; else in front of the first of them."""
    reads = _reads(function, name)
    looked_into = [node for node in reads if _is_reader(file, node) or _has_method(file, node)]
    stored = any(isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
                 for node in own_nodes(function))  # fmt: skip
    if not looked_into or stored or any(_is_stripped(file, node) for node in reads):
        return
    text = f"{name}.removeprefix({_MARK})"
    idea = Idea(NAME, prior, f"{name} begins with a byte order mark")
    if len(reads) == 1:
        yield edited(context, idea, file, replace(file, reads[0], text))
        return
    first = min(reads, key=lambda node: node.lineno)
    top = next((item for item in function.body if any(node is first for node in ast.walk(item))), None)
    edit = insert_before(file, top, (f"{name} = {text}",)) if top is not None else None
    if edit is not None:
        yield edited(context, idea, file, edit)


def _has_method(file: SourceFile, node: ast.Name) -> bool:
    method = file.parent(node)
    return isinstance(method, ast.Attribute) and method.attr in _METHODS


def _is_stripped(file: SourceFile, node: ast.Name) -> bool:
    """The mark is taken off already: it came in by another way."""
    method = file.parent(node)
    call = file.parent(method) if isinstance(method, ast.Attribute) and method.attr in _STRIPS else None
    return isinstance(call, ast.Call) and any(
        isinstance(item, ast.Constant) and "\ufeff" in str(item.value) for item in call.args
    )

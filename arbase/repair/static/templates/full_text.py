"""What people type is no expression of SQLite's full-text search: each word in quotes, quotes in it doubled.

Only where nobody promises them operators. A `*` that the program adds itself stays behind the quotes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import bracketed, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.promises import told_at
from arbase.workspace.tree import Function

NAME = "full-text"
_SAID = re.compile(r"fts5|unterminated string|no such column|unknown special query|malformed MATCH", re.IGNORECASE)
_MATCH = re.compile(r"\bMATCH\s+(?:\?|:\w+)", re.IGNORECASE)
# What people may type beside words: said of them, and not denied.
_OPERATORS = re.compile(
    r"\boperators?\b|\b(?:AND|OR|NOT|NEAR)\b|\bsyntax\b|\bphrases?\b|\bwildcards?\b|\bquery language\b"
    r"|\bquot(?:es?|ed|ation)\b|\bboolean\b|\bmatch expressions?\b|\basterisk"
)
_DENIED = re.compile(
    r"\b(?:no|not|never|nothing|none|without|neither|nor|are words|is a word|is text)\b", re.IGNORECASE
)
_JOINERS = frozenset((" ", " AND ", " OR "))
MOST = 4
DEEP = 3


class _Part(NamedTuple):
    """An expression that becomes the text of a search, in the function where it stands."""

    file: SourceFile
    function: Function | None
    node: ast.expr


class FullText(Template):
    """Words in quotes."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each value beside the text of a search, where it is put together."""
        if context.crash.exception != "OperationalError" or not _SAID.search(context.crash.message):
            return
        for frame in reversed(context.crash.frames):
            given = list(_handed_over(frame))
            if not given:
                continue
            parts = [part for node in given for part in _made(context, _Part(frame.file, frame.function, node), 0)]
            for part in parts[:MOST]:
                text = _in_quotes(part)
                if text and not _operators_offered(context, part):
                    what = part.file.segment(part.node)
                    idea = Idea(NAME, 0.86, f"`{what[:60]}` is what somebody looks for, not an expression of a search")
                    yield edited(context, idea, part.file, replace(part.file, part.node, text))
            return


def _handed_over(frame: Frame) -> Iterator[ast.expr]:
    """The values that a statement runs a search with."""
    for call in header_nodes(frame.statement):
        if isinstance(call, ast.Call) and last_name(call.func).startswith("execute") and len(call.args) > 1:
            scope = frame.function or frame.file.tree
            texts = (node.value for node in ast.walk(scope) if isinstance(node, ast.Constant))
            if any(isinstance(text, str) and _MATCH.search(text) for text in texts):
                yield from call.args[1:]


def _made(context: Context, part: _Part, depth: int) -> Iterator[_Part]:
    """The places at which a value gets the form in which the search takes it."""
    file, function, node = part
    match node:
        case ast.Tuple(elts=items) | ast.List(elts=items):
            for item in items:
                yield from _made(context, _Part(file, function, item), depth)
        case ast.Dict(values=items):
            for item in items:
                yield from _made(context, _Part(file, function, item), depth)
        case ast.Starred(value=inner):
            yield from _made(context, _Part(file, function, inner), depth)
        case ast.Name(id=name) if depth < DEEP:
            values = [item.value for item in definitions(file, function, name) if item.value is not None]
            values += _added(function, name)
            deeper = [inner for value in values for inner in _made(context, _Part(file, function, value), depth + 1)]
            shaped = [inner for inner in deeper if _is_shaped(inner.node) or inner.function is not function]
            packed = any(isinstance(value, ast.Tuple | ast.List | ast.Dict) for value in values)
            yield from (deeper if packed else shaped or ([part] if _is_sent(context, part) else []))
        case ast.Call() if _is_shaped(node):
            yield part
        case ast.Call():
            known = callee_of(tuple(context.codebase.sources), node)
            shaped_there = list(_of_function(context, known, depth)) if known is not None and depth < DEEP else []
            yield from shaped_there or ([part] if _is_sent(context, part) else [])
        case ast.JoinedStr() | ast.BinOp():
            yield part
        case _ if _is_sent(context, part):
            yield part


def _of_function(context: Context, known: tuple[SourceFile, Function], depth: int) -> Iterator[_Part]:
    """Where an own function puts the text together, if that is what it does."""
    file, function = known
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None:
            for inner in _made(context, _Part(file, function, node.value), depth + 1):
                if _is_shaped(inner.node):
                    yield inner


def _added(function: Function | None, name: str) -> list[ast.expr]:
    """What is put into a list of values later on."""
    found = []
    for node in ast.walk(function) if function is not None else ():
        match node:
            case ast.Call(func=ast.Attribute(attr="append" | "extend", value=ast.Name(id=owner)), args=[given]):
                found += [given] if owner == name else []
    return found


def _is_sent(context: Context, part: _Part) -> bool:
    return bool(context.flow.sent(part.file, part.function, part.node))


def _is_shaped(node: ast.expr) -> bool:
    """A text that was put together of words: `" ".join(...)`, `f"{text}*"`, `text + "*"`."""
    match node:
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value=between)), args=[_]):
            return between in _JOINERS
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add))


def _in_quotes(part: _Part) -> str:
    """The same text with its words in quotes; empty where it has another form than those known here."""
    file, node = part.file, part.node
    match node:
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant() as between), args=[given]):
            words = _words(file, given)
            return f"{file.segment(between)}.join({words})" if words else ""
        case ast.JoinedStr() | ast.BinOp():
            plain = _around(file, node)
            if plain is None or plain[0] not in ("", '"') or plain[2] not in ("", "*", '"', '"*'):
                return ""
            if plain[0]:  # what is in quotes already is one phrase
                return _quoted(plain[1], "*" if plain[2].endswith("*") else "") if plain[2].startswith('"') else ""
            end = ' + "*"' if plain[2] == "*" else ""
            return f'" ".join({_each(plain[1])}){end}' if plain[2] in ("", "*") else ""
    return f'" ".join({_each(bracketed(file, node))})'


def _each(text: str) -> str:
    return f"{_quoted('word')} for word in {text}.split()"


def _quoted(text: str, end: str = "") -> str:
    return f"""'"' + {text}.replace('"', '""') + '"{end}'"""


def _words(file: SourceFile, given: ast.expr) -> str:
    """What is joined: the words of a list in quotes."""
    match given:
        case (
            ast.GeneratorExp(elt=element, generators=[_, *_] as loops)
            | ast.ListComp(elt=element, generators=[_, *_] as loops)
        ):
            around = ("", file.segment(element), "") if isinstance(element, ast.Name) else _around(file, element)
            if around is None or around[0] not in ("", '"') or around[2] not in ("", "*", '"', '"*'):
                return ""
            start = file.span(element)[1]
            rest = file.text[start : file.span(loops[-1].ifs[-1] if loops[-1].ifs else loops[-1].iter)[1]]
            return f"{_quoted(around[1], '*' if around[2].endswith('*') else '')}{rest}"
        case ast.Name() | ast.Call() | ast.Attribute():
            return f"{_quoted('word')} for word in {file.segment(given)}"
    return ""


def _around(file: SourceFile, node: ast.expr) -> tuple[str, str, str] | None:
    """What is written before and behind the one value in a text, and the value."""
    parts: list[ast.expr] = []
    match node:
        case ast.JoinedStr(values=values):
            parts = list(values)
        case ast.BinOp():
            pending: ast.expr = node
            while isinstance(pending, ast.BinOp) and isinstance(pending.op, ast.Add):
                parts.insert(0, pending.right)
                pending = pending.left
            parts.insert(0, pending)
    texts = [part.value if isinstance(part, ast.Constant) else None for part in parts]
    held = [place for place, text in enumerate(texts) if text is None]
    if len(held) != 1:
        return None
    value = parts[held[0]]
    if isinstance(value, ast.FormattedValue):
        if value.conversion != -1 or value.format_spec is not None:
            return None
        value = value.value
    before, after = ("".join(str(text) for text in some) for some in (texts[: held[0]], texts[held[0] + 1 :]))
    return before, bracketed(file, value), after


def _operators_offered(context: Context, part: _Part) -> bool:
    """A docstring or comment on the way lets people type more than words."""
    functions = {(frame.file, frame.function) for frame in context.crash.frames} | {(part.file, part.function)}
    calls = [node for node in ast.walk(part.node) if isinstance(node, ast.Call)]
    functions |= {known for call in calls if (known := callee_of(tuple(context.codebase.sources), call)) is not None}
    for file, function in functions:
        text = told_at(file.text, function) if function is not None else ""
        for sentence in re.split(r"(?<=[.;:])\s+|\n\s*\n", text):
            if _OPERATORS.search(sentence) and not _DENIED.search(sentence):
                return True
    return False

"""What people type to search for is no expression of a query language: quotes, brackets and signs in it are text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import replace
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "search-text"
_COMPILES = frozenset(("compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "split", "contains"))
# Who asks for a pattern by its name gets a refusal where it is none.
_PATTERN = re.compile(r"pattern|regex|regexp|expression|\bre\b", re.IGNORECASE)
_LOOKS = re.compile(r"search|find|filter|look|match|mention|highlight|count|contain", re.IGNORECASE)
_CONTAINS = re.compile(r"\b(?:contain|hold|mention|include|words?|text|phrase|term|name)\w*\b", re.IGNORECASE)


class SearchText(Template):
    """`re.escape` for what becomes a regular expression."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By what could not be read."""
        crash = context.crash
        joins = joined_words(context)
        yield from self._escaped(context, joins)
        if not joins and is_search(context, crash.node) and isinstance(crash.node, ast.Call):
            given = crash.node.args[0]
            text = context.frame.file.segment(given)
            idea = Idea(NAME, 0.84, f"{text} is what somebody looks for, not a regular expression")
            yield replaced(context, idea, context.frame.file, given, f"re.escape({text})")

    @staticmethod
    def _escaped(context: Context, joins: list[ast.Call]) -> Iterator[Draft]:
        """`"|".join(words)` as a pattern: each of the words is text, the bars between them are not."""
        frame, file = context.frame, context.frame.file
        for join in joins:
            given = join.args[0]
            match given:
                case ast.GeneratorExp(elt=part) | ast.ListComp(elt=part):
                    changes = [replace(file, part, f"re.escape({file.segment(part)})")]
                case _:
                    changes = [replace(file, given, f"re.escape(word) for word in {file.segment(given)}")]
            why = "what somebody looks for is text, not a regular expression"
            place = f"{file.path}:{frame.line}"
            yield edited(context, Idea(NAME, 0.88, f"{why}: each word by itself", place), file, *changes)


def joined_words(context: Context) -> list[ast.Call]:
    """The joins by which the failing pattern was put together of words, none of which is escaped."""
    crash, frame = context.crash, context.frame
    call = crash.node
    fails = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and last_name(call.func.value) == "re"
    if not fails or not isinstance(call, ast.Call) or not call.args:
        return []
    names = {node.id for node in ast.walk(call.args[0]) if isinstance(node, ast.Name)}
    inside = [call.args[0]]
    inside += [found.value for name in names for found in definitions(frame.file, frame.function, name) if found.value]
    joins = []
    for node in (part for value in inside for part in ast.walk(value)):
        match node:
            case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value="|")), args=[_]):
                joins += [] if "escape" in frame.file.segment(node) else [node]
    return joins


def is_search(context: Context, node: ast.expr | None) -> bool:
    """A regular expression made of what the client looks for, and not of a pattern that it was asked for."""
    if joined_words(context):
        return True
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[given, *_]) if name in _COMPILES:
            text = context.frame.file.segment(given)
            sent = context.flow.sent(context.frame.file, context.frame.function, given) or _is_looked_for(context)
            return bool(sent) and isinstance(given, ast.Name | ast.Attribute) and not _PATTERN.search(text)
    return False


def _is_looked_for(context: Context) -> bool:
    """The function is there to look for a text, as its name and its docstring say."""
    function = context.frame.function
    name, told = (function.name, ast.get_docstring(function) or "") if function is not None else ("", "")
    return bool(_LOOKS.search(name) and _CONTAINS.search(told)) and not _PATTERN.search(told)

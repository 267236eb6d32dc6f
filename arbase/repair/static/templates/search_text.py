"""What people type to search for is no expression of a query language: quotes, brackets and signs in it are text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "search-text"
_FULL_TEXT = re.compile(r"fts5|unterminated string|no such column|unknown special query|malformed MATCH", re.IGNORECASE)
_MATCH = re.compile(r"\bMATCH\s+(?:\?|:\w+)", re.IGNORECASE)
_COMPILES = frozenset(("compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "split", "contains"))
# Who asks for a pattern by its name gets a refusal where it is none.
_PATTERN = re.compile(r"pattern|regex|regexp|expression|\bre\b", re.IGNORECASE)


class SearchText(Template):
    """Words in quotes for full-text search, `re.escape` for regular expressions."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By what could not be read."""
        crash = context.crash
        if is_search(context, crash.node) and isinstance(crash.node, ast.Call):
            given = crash.node.args[0]
            text = context.frame.file.segment(given)
            idea = Idea(NAME, 0.84, f"{text} is what somebody looks for, not a regular expression")
            yield replaced(context, idea, context.frame.file, given, f"re.escape({text})")
        if _FULL_TEXT.search(crash.message):
            yield from self._quoted(context)

    def _quoted(self, context: Context) -> Iterator[Draft]:
        """Each word of the text in quotes, as SQLite's full-text search wants it."""
        frame = context.frame
        for call in header_nodes(frame.statement):
            if not isinstance(call, ast.Call) or len(call.args) < 2 or not last_name(call.func).startswith("execute"):
                continue
            if not any(
                isinstance(node, ast.Constant) and isinstance(node.value, str) and _MATCH.search(node.value)
                for node in ast.walk(frame.function or frame.file.tree)
            ):
                continue
            values = call.args[1]
            parts = values.elts if isinstance(values, ast.Tuple | ast.List) else [values]
            for part in parts:
                if not context.flow.sent(frame.file, frame.function, part) or context.crash.type_of(part) == "int":
                    continue
                text = frame.file.segment(part)
                words = f"""" ".join(f'"{{word}}"' for word in {text}.replace('"', " ").split())"""
                idea = Idea(NAME, 0.84, f"{text} is what somebody looks for, not an expression of full-text search")
                yield edited(context, idea, frame.file, replace(frame.file, part, words))
                return


def is_search(context: Context, node: ast.expr | None) -> bool:
    """A regular expression made of what the client looks for, and not of a pattern that it was asked for."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[given, *_]) if name in _COMPILES:
            text = context.frame.file.segment(given)
            sent = context.flow.sent(context.frame.file, context.frame.function, given)
            return bool(sent) and isinstance(given, ast.Name | ast.Attribute) and not _PATTERN.search(text)
    return False

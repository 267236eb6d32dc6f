"""A text with line breaks in it, put into a header: a header is one line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "header-text"
_REFUSED = re.compile(r"header.{0,60}(?:newline|line ?break|illegal|invalid|control)|"
                      r"(?:newline|illegal|invalid|control).{0,60}header", re.IGNORECASE)  # fmt: skip
_BREAK = re.compile(r"\\[nr]|[\n\r]")


class HeaderText(Template):
    """Write the text in one line, where it is put into the header."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each text with a line break that the crashed function puts between others."""
        frame, file = context.frame, context.frame.file
        if context.crash.exception not in ("ValueError", "BadHeaderError", "LocalProtocolError", "InvalidHeader"):
            return
        if not _REFUSED.search(context.crash.message) or frame.function is None:
            return
        seen: set[str] = set()
        for node in ast.walk(frame.function):
            if not isinstance(node, ast.FormattedValue) or not isinstance(node.value, ast.Name | ast.Attribute):
                continue
            text = file.segment(node.value)
            held = str(context.crash.described(text).get("repr", ""))
            if text in seen or not _BREAK.search(held):
                continue
            seen.add(text)
            quote = "'" if _within_double(context, node) else '"'
            idea = Idea(NAME, 0.82, f"{text} may have line breaks, and a header is one line")
            yield replaced(context, idea, file, node.value, f"{quote} {quote}.join({text}.split())")


def _within_double(context: Context, node: ast.FormattedValue) -> bool:
    outer = context.frame.file.parent(node)
    return isinstance(outer, ast.JoinedStr) and context.frame.file.segment(outer).lstrip("fFrR").startswith('"')

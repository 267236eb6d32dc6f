"""The last of several encodings that are tried one after the other, and that does not know every byte either.

Whoever tries one after the other means to read whatever comes: what none of them knows is replaced by the sign for it.
Whether that loses anything is for the verification to see.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import add_option
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "last-resort"
_CAUGHT = frozenset(("UnicodeDecodeError", "UnicodeError", "ValueError"))


class LastResort(Template):
    """`raw.decode("cp1252", "replace")` in the handler of what could not be decoded otherwise."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for the decoding that failed, where it is the last attempt."""
        file = context.frame.file
        if context.crash.exception != "UnicodeDecodeError" or not _is_last(file, context.frame.statement):
            return
        for node in header_nodes(context.frame.statement):
            match node:
                case ast.Call(func=ast.Attribute(attr="decode"), args=[ast.Constant() as codec], keywords=[]):
                    quote = file.segment(codec)[:1]
                    edit = add_option(file, node, f"{quote}replace{quote}")
                    if quote in "'\"" and edit is not None:
                        why = "this is the last encoding that is tried, and it does not know every byte"
                        yield edited(context, Idea(NAME, 0.8, why), file, edit)


def _is_last(file: SourceFile, statement: ast.stmt) -> bool:
    """The statement stands in a handler of a decoding, and in no other attempt of its own."""
    for outer in file.ancestors(statement):
        if isinstance(outer, ast.Try):
            return False
        if isinstance(outer, ast.ExceptHandler):
            tried = file.parent(outer)
            kinds = outer.type.elts if isinstance(outer.type, ast.Tuple) else [outer.type]
            calls = [part for one in getattr(tried, "body", ()) for part in ast.walk(one) if isinstance(part, ast.Call)]
            caught = any(last_name(kind) in _CAUGHT for kind in kinds)
            return caught and any(last_name(call.func) in ("decode", "str") for call in calls)
    return False

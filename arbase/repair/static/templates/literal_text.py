"""What `re.sub` puts in is a template in which backslashes count; a text of somebody's is put in by a function."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import replace
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "literal-text"
_REFUSED = re.compile(
    r"bad escape \\|invalid group reference|missing <|missing group name|unknown group name|bad character in group"
)
_GROUP = re.compile(r"\\(?:\d|g<)")


class LiteralText(Template):
    """`pattern.sub(lambda match: text, subject)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where nothing in the replacement that the program wrote itself refers to a group."""
        crash, frame = context.crash, context.frame
        if crash.exception not in ("error", "PatternError", "IndexError") or not _REFUSED.search(crash.message):
            return
        for call in header_nodes(frame.statement):
            if not isinstance(call, ast.Call) or last_name(call.func) not in ("sub", "subn"):
                continue
            place = 1 if isinstance(call.func, ast.Attribute) and last_name(call.func.value) == "re" else 0
            named = [word.value for word in call.keywords if word.arg == "repl"]
            given = named[0] if named else call.args[place] if len(call.args) > place else None
            if given is None or isinstance(given, ast.Constant | ast.Lambda) or _refers(context, given):
                continue
            text = frame.file.segment(given)
            name = "found" if re.search(r"\bmatch\b", text) else "match"
            idea = Idea(NAME, 0.92, "what is put in is text: backslashes in it refer to nothing")
            yield edited(context, idea, frame.file, replace(frame.file, given, f"lambda {name}: {text}"))
            return


def _refers(context: Context, node: ast.expr) -> bool:
    """The program's own part of the replacement refers to a group, or it is a function."""
    frame, parts = context.frame, list(ast.walk(node))
    if isinstance(node, ast.Name):
        made = definitions(frame.file, frame.function, node.id)
        parts += [part for item in made if item.value is not None for part in ast.walk(item.value)]
        if context.crash.type_of(node) not in ("str", ""):
            return True
    return any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) and _GROUP.search(part.value) for part in parts
    )

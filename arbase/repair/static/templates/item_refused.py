"""One item of many is wrong: its loop reports such items by an exception of the repository, but not this mistake."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import bracketed, wrap
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "item-refused"
_CAUGHT = {
    "ValueError": "ValueError", "InvalidOperation": "InvalidOperation", "KeyError": "KeyError",
    "TypeError": "TypeError", "IndexError": "IndexError", "UnicodeDecodeError": "ValueError",
    "JSONDecodeError": "ValueError",
}  # fmt: skip


class ItemRefused(Template):
    """The statement raises what the others of the loop raise for a wrong item."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where a `try` in a loop around the failing statement catches what other statements in it raise."""
        frame, file = context.frame, context.frame.file
        caught = _CAUGHT.get(context.crash.exception)
        if caught is None or not is_simple(frame.statement) or isinstance(frame.statement, ast.Raise):
            return
        for outer in file.ancestors(frame.statement):
            if not isinstance(outer, ast.Try) or not any(isinstance(one, ast.For) for one in file.ancestors(outer)):
                continue
            known = {last_name(node) for one in outer.handlers if one.type for node in ast.walk(one.type)}
            for example in ast.walk(outer):
                made = example.exc if isinstance(example, ast.Raise) else None
                if not isinstance(made, ast.Call) or last_name(made.func) not in known or len(made.args) != 1:
                    continue
                subject = _subject(context)
                if subject is None:
                    return
                name, text = subject
                message = f'f"invalid {name}: {{{text}!r}}"' if '"' not in text else f"f'invalid {name}: {{{text}!r}}'"
                refusal = f"raise {file.segment(made.func)}({message}) from None"
                edit = wrap(file, [frame.statement], "try:", (f"except {caught}:", f"\t{refusal}"))
                where = f"{file.path}:{made.lineno}"
                if edit is not None:
                    needed = ("from decimal import InvalidOperation",) if caught == "InvalidOperation" else ()
                    why = f"the loop reports a wrong item as {where} does, and goes on"
                    yield edited(context, Idea(NAME, 0.88, why, where, needed), file, edit)
                return


def _subject(context: Context) -> tuple[str, str] | None:
    """What is wrong about the item: the name and the text of the entry that the failing expression reads."""
    file: SourceFile = context.frame.file
    node = context.crash.node
    for part in ast.walk(node) if node is not None else ():
        if (
            isinstance(part, ast.Subscript)
            and isinstance(part.slice, ast.Constant)
            and isinstance(part.slice.value, str)
        ):
            return part.slice.value.replace("_", " "), bracketed(file, part)
        if isinstance(part, ast.Name) and isinstance(node, ast.Call) and part in node.args:
            return part.id.replace("_", " "), part.id
    return None

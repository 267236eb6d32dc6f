"""NaN put into an array of whole numbers, which has no place for it; the copy is made as floating numbers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "nan-of-whole"
_REFUSED = re.compile(r"cannot convert float (?:NaN|infinity) to integer")
# What makes an array of its own, of the type of what it is given if nothing else is said.
_MAKERS = frozenset("array full zeros ones empty zeros_like ones_like empty_like full_like to_numpy".split())
_MODULES = frozenset(("np", "numpy"))


class NanOfWhole(Template):
    """`amounts = counted.astype(float)` for `counted.copy()`, where NaN is put into `amounts` afterwards.

    Only where the function makes the array itself: of an array that it was given, its caller has to know the type.
    """

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the crashed statement fills places of an array that is made in one place of the function."""
        frame, function = context.frame, context.frame.function
        if function is None or not _REFUSED.search(context.crash.message):
            return
        match frame.statement:
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name))], value=filled):
                if isinstance(filled, ast.Call) and last_name(filled.func) == "int":
                    return
            case _:
                return
        made = definitions(frame.file, function, name)
        given = made[0].value if len(made) == 1 and isinstance(made[0].statement, ast.Assign) else None
        edit = _floating(frame.file, given) if isinstance(given, ast.Call) else None
        if edit is not None:
            why = f"an array of whole numbers has no place for what is put into `{name}`"
            yield edited(context, Idea(NAME, 0.86, why), frame.file, edit)


def _floating(file: SourceFile, call: ast.Call) -> Edit | None:
    """The call that makes the array, so that it makes one of floating numbers."""
    name = last_name(call.func)
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    from_module = isinstance(owner, ast.Name) and owner.id in _MODULES
    told = next((word for word in call.keywords if word.arg == "dtype"), None)
    if told is not None:
        return replace(file, told.value, "float")
    if name == "astype" and owner is not None and len(call.args) == 1:
        return replace(file, call.args[0], "float")
    if name == "copy" and owner is not None and from_module and len(call.args) == 1:
        return replace(file, call, f"{file.segment(owner)}.array({file.segment(call.args[0])}, dtype=float)")
    if name == "copy" and owner is not None and not from_module and not call.args:
        return replace(file, call, f"{file.segment(owner)}.astype(float)")
    if name in _MAKERS and (from_module or name == "to_numpy") and not call.keywords and len(call.args) < 3:
        text = file.segment(call)
        return replace(file, call, f"{text[:-1]}{', ' if call.args else ''}dtype=float)")
    return None

"""Pydantic reads the attributes of objects only where the model says so, since its second version by another name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, insert_before
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import FUNCTIONS

NAME = "from-attributes"
_WANTED = re.compile(
    r"valid dictionary or instance of (\w+) \[type=model_type, input_value=.*?, input_type=(\w+)\]", re.DOTALL
)
_VALUES = frozenset(
    ("str", "int", "float", "bool", "NoneType", "list", "tuple", "set", "bytes", "Decimal", "coroutine")
)


class FromAttributes(Template):
    """`model_config = ConfigDict(from_attributes=True)`, in the form that the model has already."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the model that was given an object."""
        found = _WANTED.search(context.crash.message)
        if found is None or context.crash.exception != "ValidationError":
            return
        place = context.statuses.classes.get(found[1])
        if place is None or (found[2] not in context.statuses.classes and found[2] not in ("Row", "SimpleNamespace")):
            return
        file, owner = place
        edits, imports = _configured(file, owner)
        if edits:
            why = f"{owner.name} is made of objects, whose attributes it reads only if it says so"
            yield edited(context, Idea(NAME, 0.93, why, "", imports), file, *edits)


def _configured(file: SourceFile, owner: ast.ClassDef) -> tuple[list[Edit], tuple[str, ...]]:
    """The edits that say so, and the imports they need; none where the model says it already."""
    for item in owner.body:
        match item:
            case ast.Assign(targets=[ast.Name(id="model_config")], value=ast.Call() as call):
                if any(word.arg == "from_attributes" for word in call.keywords):
                    return [], ()
                end = file.span(call)[1] - 1
                comma = "" if not call.keywords and not call.args else ", "
                return [Edit(end, end, f"{comma}from_attributes=True")], ()
            case ast.Assign(targets=[ast.Name(id="model_config")]):
                return [], ()
            case ast.ClassDef(name="Config"):
                return _older(file, item), ()
    return _added(file, owner)


def _older(file: SourceFile, config: ast.ClassDef) -> list[Edit]:
    """`orm_mode` is the name of the first version."""
    for item in config.body:
        if isinstance(item, ast.Assign) and last_name(item.targets[0]) == "orm_mode":
            start, end = file.span(item.targets[0])
            return [Edit(start, end, "from_attributes")]
    return []


def _added(file: SourceFile, owner: ast.ClassDef) -> tuple[list[Edit], tuple[str, ...]]:
    documented = ast.get_docstring(owner) is not None
    rest = owner.body[1:] if documented else owner.body
    if not rest or rest[0].lineno == owner.lineno:
        return [], ()
    blank = () if isinstance(rest[0], FUNCTIONS) else ("",)
    edit = insert_before(file, rest[0], ("model_config = ConfigDict(from_attributes=True)", *blank))
    return ([edit], ("from pydantic import ConfigDict",)) if edit is not None else ([], ())

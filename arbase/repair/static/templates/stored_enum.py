"""SQLAlchemy's Enum keeps the names of an enumeration; the table holds the values of its members."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "stored-enum"
_UNDEFINED = re.compile(r"'([^']*)' is not among the defined enum values\. Enum name: (\w+)")


class StoredEnum(Template):
    """`values_callable`, where what the table holds is the value of a member and the name of none."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, for all columns of this enumeration that do not say how it is kept."""
        found = _UNDEFINED.search(context.crash.message)
        if found is None:
            return
        held = found[1]
        for file in context.codebase.sources:
            for owner in file.nodes:
                if not isinstance(owner, ast.ClassDef) or owner.name.lower() != found[2].lower():
                    continue
                members = dict(_members(owner))
                if held in members.values() and held not in members:
                    yield from self._by_values(context, owner.name, held)
                    return

    @staticmethod
    def _by_values(context: Context, name: str, held: str) -> Iterator[Draft]:
        for file in context.codebase.sources:
            edits = [
                Edit(end, end, ", values_callable=lambda kinds: [kind.value for kind in kinds]")
                for call in _columns(file, name)
                for end in [file.span(call)[1] - 1]
            ]
            if edits:
                why = f"the table holds {held!r}, the value of a {name} and the name of none"
                yield edited(context, Idea(NAME, 0.87, why), file, *edits)


def _members(owner: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for node in owner.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str() as value)):
                yield name, value


def _columns(file: SourceFile, name: str) -> list[ast.Call]:
    """`Enum(Kind)`, under whatever name SQLAlchemy's type was imported."""
    return [
        node
        for node in file.nodes
        if isinstance(node, ast.Call)
        and last_name(node.func).endswith(("Enum", "EnumType"))
        and [last_name(item) for item in node.args] == [name]
        and all(word.arg != "values_callable" for word in node.keywords)
    ]

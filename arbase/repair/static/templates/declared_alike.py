"""A field of a request that is declared with a plain type, where its like has one that reads with more care."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "declared-alike"


class DeclaredAlike(Template):
    """The type that the repository has for the same field in another model, or for such fields at large."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For fields that go by names which the frames of the crash read."""
        if context.crash.exception not in ("TypeError", "ValueError", "AttributeError", "InvalidOperation"):
            return
        read = {name for frame in context.crash.frames for name in _names(frame.statement)}
        fields = [item for file in context.codebase.sources for item in _fields(file)]
        for file, field in fields:
            if _name(field) not in read or last_name(field.annotation) not in _PLAIN:
                continue
            for other_file, other in fields:
                alias = last_name(other.annotation)
                if alias == last_name(field.annotation) or not _stands_for(other_file, alias, field.annotation):
                    continue
                needed = import_of(alias, other_file, file, context.service.source_roots)
                if needed is None:
                    continue
                same = _name(other) == _name(field)
                where = f"{other_file.path}:{other.lineno}"
                why = f"{where} declares {'the same' if same else 'such a'} field as {alias}"
                idea = Idea(NAME, 0.85 if same else 0.6, why, where, (needed,) if needed else ())
                yield edited(context, idea, file, replace(file, field.annotation, alias))
                break


_PLAIN = frozenset(("str", "int", "float", "datetime", "date", "time", "Decimal"))


def _names(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute):
            yield part.attr
        elif isinstance(part, ast.Name):
            yield part.id


def _fields(file: SourceFile) -> Iterator[tuple[SourceFile, ast.AnnAssign]]:
    """The declared fields of the classes of a file that have a base: models, not plain classes."""
    for owner in file.nodes:
        if isinstance(owner, ast.ClassDef) and owner.bases:
            for item in owner.body:
                if isinstance(item, ast.AnnAssign) and isinstance(item.annotation, ast.Name):
                    yield file, item


def _name(field: ast.AnnAssign) -> str:
    return last_name(field.target)


def _stands_for(file: SourceFile, alias: str, plain: ast.expr) -> bool:
    """`Instant = Annotated[datetime, AfterValidator(...)]`, in this file or imported by it."""
    for node in file.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript(value=made, slice=ast.Tuple(elts=parts))):
                if name == alias and last_name(made) == "Annotated":
                    return last_name(parts[0]) == last_name(plain)
    return False

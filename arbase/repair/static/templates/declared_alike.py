"""A field of a request that is declared with a plain type, where its like has one that reads with more care."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "declared-alike"


_VALIDATORS = frozenset(("field_validator", "validator"))


class _Field(NamedTuple):
    """A field of a class, and its type without `| None`."""

    file: SourceFile
    owner: ast.ClassDef
    field: ast.AnnAssign
    name: str
    plain: ast.expr


class DeclaredAlike(Template):
    """The type that the repository has for the same field in another model, or for such fields at large."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For fields that go by names which the frames of the crash read."""
        if context.crash.exception not in ("TypeError", "ValueError", "AttributeError", "InvalidOperation"):
            return
        read = {name for frame in context.crash.frames for name in _names(frame.statement)}
        fields = [item for file in context.codebase.sources for item in _fields(file)]
        for one in fields:
            if one.name not in read or last_name(one.plain) not in _PLAIN:
                continue
            yield from _checked_alike(context, one)
            # The fields beside it know best, then those that are called the same.
            for other in sorted(fields, key=lambda item: (item.owner is not one.owner, item.name != one.name)):
                alias = last_name(other.plain)
                if alias == last_name(one.plain) or not _stands_for(other.file, alias, one.plain):
                    continue
                needed = import_of(alias, other.file, one.file, context.service.source_roots)
                if needed is None:
                    continue
                near = other.name == one.name or (other.owner is one.owner and _turns(other.file, alias))
                where = f"{other.file.path}:{other.field.lineno}"
                kind = "the same" if other.name == one.name else "such a"
                idea = Idea(
                    NAME,
                    0.85 if near else 0.6,
                    f"{where} declares {kind} field as {alias}",
                    where,
                    (needed,) if needed else (),
                )
                yield edited(context, idea, one.file, replace(one.file, one.plain, alias))
                break


def _checked_alike(context: Context, one: _Field) -> Iterator[Draft]:
    """`@field_validator("starts_at")` for a field beside it that has the same type: `("starts_at", "ends_at")`."""
    beside = {last_name(item.target): item for item in one.owner.body if isinstance(item, ast.AnnAssign)}
    for function in [item for item in one.owner.body if isinstance(item, ast.FunctionDef)]:
        for call in [item for item in function.decorator_list if isinstance(item, ast.Call)]:
            if last_name(call.func) not in _VALIDATORS or not call.args:
                continue
            names = [item.value for item in call.args if isinstance(item, ast.Constant)]
            kinds = {last_name(_plain(beside[name].annotation)) for name in names if name in beside}
            if one.name in names or len(names) != len(call.args) or kinds != {last_name(one.plain)}:
                continue
            if any(isinstance(node, ast.Raise) for node in ast.walk(function)):
                # What it refuses may be right for the other field only.
                continue
            if one.plain is not one.field.annotation and not _takes_none(function):
                continue
            last = call.args[-1]
            quote = one.file.segment(last)[0]
            where = f"{one.file.path}:{function.lineno}"
            idea = Idea(NAME, 0.84, f"{where} is for fields like {one.name}, and does not name it", where)
            end = one.file.span(last)[1]
            yield edited(context, idea, one.file, Edit(end, end, f", {quote}{one.name}{quote}"))


def _takes_none(function: ast.FunctionDef) -> bool:
    """The validator has an answer for a field that was sent as null."""
    value = function.args.args[:2][-1].arg
    for node in ast.walk(function):
        match node:
            case ast.Compare(left=ast.Name(id=name), comparators=[ast.Constant(value=None)]):
                if name == value:
                    return True
            case ast.If(test=test) | ast.IfExp(test=test) | ast.BoolOp(values=[test, *_]):
                if isinstance(test, ast.Name) and test.id == value:
                    return True
    return False


_PLAIN = frozenset(("str", "int", "float", "datetime", "date", "time", "Decimal"))


def _names(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute):
            yield part.attr
        elif isinstance(part, ast.Name):
            yield part.id


def _fields(file: SourceFile) -> Iterator[_Field]:
    """The declared fields of the classes of a file that have a base: models, not plain classes."""
    for owner in file.nodes:
        if isinstance(owner, ast.ClassDef) and owner.bases:
            for item in owner.body:
                plain = _plain(item.annotation) if isinstance(item, ast.AnnAssign) else None
                if isinstance(item, ast.AnnAssign) and isinstance(plain, ast.Name):
                    yield _Field(file, owner, item, last_name(item.target), plain)


def _plain(annotation: ast.expr) -> ast.expr:
    """`X` of `X | None` and of `Optional[X]`; others as they are."""
    match annotation:
        case ast.BinOp(left=kind, op=ast.BitOr(), right=ast.Constant(value=None)):
            return kind
        case ast.BinOp(left=ast.Constant(value=None), op=ast.BitOr(), right=kind):
            return kind
        case ast.Subscript(value=owner, slice=kind) if last_name(owner) == "Optional":
            return kind
    return annotation


def _turns(file: SourceFile, alias: str) -> bool:
    """The alias gives values another form: what it merely refuses may be right in the field beside it."""
    for node in file.tree.body:
        if isinstance(node, ast.Assign) and last_name(node.targets[0]) == alias:
            return any(last_name(part.func).endswith("Validator") for part in ast.walk(node.value)
                       if isinstance(part, ast.Call))  # fmt: skip
    return False


def _stands_for(file: SourceFile, alias: str, plain: ast.expr) -> bool:
    """`Instant = Annotated[datetime, AfterValidator(...)]`, in this file or imported by it."""
    for node in file.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript(value=made, slice=ast.Tuple(elts=parts))):
                if name == alias and last_name(made) == "Annotated":
                    return last_name(parts[0]) == last_name(plain)
    return False

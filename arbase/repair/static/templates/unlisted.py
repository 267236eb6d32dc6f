"""A text that the program itself sets, and the choices of an answer lack: they get one more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions, parameters
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.model import choices, mismatches, model_of, owner_of
from arbase.workspace.tree import Function

NAME = "unlisted"
_TEXT = re.compile(r"'[^'\\]*'")
_READS = frozenset(("get", "head"))


class Unlisted(Template):
    """`Literal["open", "paid", "held"]`, where `order.status = "held"` stands elsewhere."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for the first complaint of this kind, unless clients would get the choice as well."""
        if context.crash.exception not in ("ResponseValidationError", "ValidationError"):
            return
        for mismatch in mismatches(context.crash.message):
            place = owner_of(context, model_of(context), mismatch.path)
            given = mismatch.given.strip()
            if mismatch.kind != "literal_error" or place is None or not _TEXT.fullmatch(given):
                continue
            file, owner = place
            found = _listed(context, file, owner, mismatch.field)
            setting = _set_at(context, mismatch.field, given[1:-1])
            if found is None or not setting or _is_sent(context, owner, found[2]):
                continue
            listing, node, _ = found
            idea = Idea(
                NAME, 0.9, f"{setting} sets {given}, which {owner.name}.{mismatch.field} does not list", setting
            )
            yield edited(context, idea, listing, _with(listing, node, given[1:-1]))
            return


def _listed(
    context: Context, file: SourceFile, owner: ast.ClassDef, field: str
) -> tuple[SourceFile, ast.Subscript, str] | None:
    """The `Literal` of the field's type, in its place or under a name of a module, and that name."""
    for item in owner.body:
        if not isinstance(item, ast.AnnAssign) or last_name(item.target) != field:
            continue
        for node in ast.walk(item.annotation):
            if isinstance(node, ast.Subscript) and choices(node):
                return file, node, ""
            if isinstance(node, ast.Name):
                places = [file] if any(_named(file, node.id)) else context.codebase.sources
                named = [(place, one) for place in places for one in _named(place, node.id)]
                if len(named) == 1:
                    return *named[0], node.id
    return None


def _named(file: SourceFile, name: str) -> Iterator[ast.Subscript]:
    for node in file.tree.body:
        target = (
            node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", getattr(node, "name", None))
        )
        value = getattr(node, "value", None)
        if last_name(target) == name and isinstance(value, ast.Subscript) and choices(value):
            yield value


def _set_at(context: Context, field: str, text: str) -> str:
    """Where the program puts the text into a field of this name: at once, or out of a table of its module."""
    for file in context.codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.Assign):
                sets = any(isinstance(one, ast.Attribute) and one.attr == field for one in node.targets)
                value: ast.expr | None = node.value if sets else None
            elif isinstance(node, ast.Call) and last_name(node.func) in {*context.statuses.classes, "values", "update"}:
                value = next((word.value for word in node.keywords if word.arg == field), None)
            else:
                continue
            if value is not None and _gives(file, file.function_of(node), value, text):
                return f"{file.path}:{getattr(node, 'lineno', 1)}"
    return ""


def _gives(file: SourceFile, function: Function | None, value: ast.expr, text: str) -> bool:
    """The value is the text, or is looked up in a table that is written down and leads to it."""
    if isinstance(value, ast.IfExp):
        return any(_gives(file, function, branch, text) for branch in (value.body, value.orelse))
    if isinstance(value, ast.Name) and function is not None:
        return any(
            isinstance(item.statement, ast.Assign)
            and _is_or_leads_to(file, item.statement.value, text, _part(item.statement.targets[0], value.id))
            for item in definitions(file, function, value.id)
        )
    return _is_or_leads_to(file, value, text, None)


def _part(target: ast.expr, name: str) -> int | None:
    """Which part of what is unpacked gets the name; None where the whole does."""
    if isinstance(target, ast.Tuple):
        return next((at for at, one in enumerate(target.elts) if last_name(one) == name), None)
    return None


def _is_or_leads_to(file: SourceFile, value: ast.expr, text: str, part: int | None) -> bool:
    table = _table_of(file, value)
    values: list[ast.expr] = [value] if table is None else list(table.values)
    if part is not None:
        values = [one.elts[part] for one in values if isinstance(one, ast.Tuple) and part < len(one.elts)]
    return any(isinstance(one, ast.Constant) and one.value == text for one in values)


def _table_of(file: SourceFile, node: ast.expr) -> ast.Dict | None:
    """The dictionary of `TABLE[key]` and of `TABLE.get(key)`, written down at the top of the file."""
    match node:
        case ast.Subscript(value=ast.Name(id=name)) | ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get")):
            for one in file.tree.body:
                target = one.targets[0] if isinstance(one, ast.Assign) else getattr(one, "target", None)
                value = getattr(one, "value", None)
                if last_name(target) == name and isinstance(value, ast.Dict):
                    return value
    return None


def _is_sent(context: Context, owner: ast.ClassDef, name: str) -> bool:
    """Clients send the model, or another with choices of this name: they would be allowed the text as well."""
    models = {owner.name}
    for one, (_, node) in context.statuses.classes.items():
        held = [item.annotation for item in node.body if isinstance(item, ast.AnnAssign)]
        names = {last_name(part) for item in held for part in ast.walk(item)} | {last_name(base) for base in node.bases}
        if name in names - {""} or owner.name in {last_name(base) for base in node.bases}:
            models.add(one)
    for file in context.codebase.sources:
        for function in file.functions:
            if not context.flow.is_given_by_framework(file, function):
                continue
            written = {last_name(part) for arg in parameters(function) if arg.annotation is not None
                       for part in ast.walk(arg.annotation)}  # fmt: skip
            reads = {last_name(getattr(one, "func", None)) for one in function.decorator_list} <= _READS
            # A choice of what is looked up is no change of it.
            if written & models or (name and name in written and not reads):
                return True
    return False


def _with(file: SourceFile, node: ast.Subscript, text: str) -> Edit:
    """The text behind the last one, quoted alike, on a line of its own where they are."""
    items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    last = items[-1]
    quote = file.segment(last)[0]
    own_line = len(items) > 1 and last.lineno != items[-2].lineno
    gap = f",{file.newline}{' ' * last.col_offset}" if own_line else ", "
    end = file.span(last)[1]
    return Edit(end, end, f"{gap}{quote}{text}{quote}")

"""A model that the data does not fit: answers that fail their own validation, records that became optional."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.names import closest
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import allows_none
from arbase.workspace.tree import Function

NAME = "model"
_ANSWER = re.compile(r"'type': '(\w+)', 'loc': \(([^)]*)\)[^\n]*?'input': ([^\n]*?)\}?(?:\n|$)")
_RECORD = re.compile(r"^(\S+)\n  [^\n]*\[type=(\w+), input_value=(.*?), input_type=(\w+)\]", re.MULTILINE)
_TITLE = re.compile(r"validation errors? for (\w+)")
_MAKERS = {
    "string_type": "str",
    "float_type": "float",
    "int_type": "int",
    "float_parsing": "float",
    "int_parsing": "int",
}
MOST = 3


@dataclass(frozen=True)
class Mismatch:
    """One complaint: what kind, of which field, in which model, and that None was given."""

    kind: str
    path: tuple[str, ...]
    is_none: bool
    given: str

    @property
    def field(self) -> str:
        """The name of the field."""
        return self.path[-1]


class Model(Template):
    """Fill the field by the name that the model has, allow None, or convert the value."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each of the first complaints."""
        if context.crash.exception not in ("ResponseValidationError", "ValidationError", "PydanticSerializationError"):
            return
        root = model_of(context)
        for mismatch in mismatches(context.crash.message)[:MOST]:
            place = owner_of(context, root, mismatch.path)
            if place is None:
                continue
            file, owner = place
            if mismatch.kind == "missing":
                yield from self._renamed(context, owner, mismatch)
                yield from self._defaulted(context, file, owner, mismatch.field)
            elif mismatch.kind == "literal_error":
                yield from self._extended(context, file, owner, mismatch)
            elif mismatch.is_none:
                yield from self._allowed(context, file, owner, mismatch.field)
            elif mismatch.kind in _MAKERS:
                yield from self._converted(context, owner, mismatch.field, _MAKERS[mismatch.kind])

    def _renamed(self, context: Context, owner: ast.ClassDef, mismatch: Mismatch) -> Iterator[Draft]:
        """The data has the value under a name that the model does not know."""
        fields = {
            item.target.id
            for item in owner.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
        }
        for file, node, name in _filled(context, owner.name, fields):
            renamed = any(new == mismatch.field for new, _ in context.history.renames.get(name, []))
            score = 0.97 if renamed else dict(closest(mismatch.field, [name])).get(name, 0.0)
            if name in fields or not score:
                continue
            idea = Idea(NAME, 0.35 + 0.55 * score, f"{owner.name} has the field {mismatch.field}, the data {name}")
            start, end = file.span(node)
            old = file.text[start:end]
            text = f"{old[0]}{mismatch.field}{old[0]}" if old[:1] in "'\"" else mismatch.field
            stop = end if old[:1] in "'\"" else start + len(name)
            yield edited(context, idea, file, Edit(start, stop, text))

    @staticmethod
    def _defaulted(context: Context, file: SourceFile, owner: ast.ClassDef, field: str) -> Iterator[Draft]:
        """A field that may be None need not be given: since its second version Pydantic wants to be told."""
        named = any(
            word.arg is not None
            for node in header_nodes(context.frame.statement)
            if isinstance(node, ast.Call) and last_name(node.func) == owner.name
            for word in node.keywords
        )
        for item in owner.body:
            optional = isinstance(item, ast.AnnAssign) and item.value is None and allows_none(item.annotation)
            if named or not optional or not isinstance(item, ast.AnnAssign) or last_name(item.target) != field:
                continue
            alike = [one for one in owner.body if isinstance(one, ast.AnnAssign) and _is_null(one.value)]
            place = f"{file.path}:{alike[0].lineno}" if alike else ""
            end = file.span(item)[1]
            idea = Idea(
                NAME, 0.86 if alike else 0.78, f"{owner.name}.{field} may be None, and need not be given", place
            )
            yield edited(context, idea, file, Edit(end, end, " = None"))

    def _allowed(self, context: Context, file: SourceFile, owner: ast.ClassDef, field: str) -> Iterator[Draft]:
        """The field may be None, written as the file writes it."""
        for item in owner.body:
            if not isinstance(item, ast.AnnAssign) or last_name(item.target) != field or allows_none(item.annotation):
                continue
            old = file.segment(item.annotation)
            siblings = [
                other for other in owner.body if isinstance(other, ast.AnnAssign) and allows_none(other.annotation)
            ]
            optional = "Optional[" in file.text and "| None" not in file.text
            text = f"Optional[{old}]" if optional else f"{old} | None"
            if item.value is None and any(
                last_name(other.value) == "" and other.value is not None for other in siblings
            ):
                text += " = None"
            place = f"{file.path}:{siblings[0].lineno}" if siblings else ""
            idea = Idea(NAME, 0.75 if siblings else 0.6, f"{owner.name}.{field} is None for some records", place)
            yield replaced(context, idea, file, item.annotation, text)

    def _extended(self, context: Context, file: SourceFile, owner: ast.ClassDef, mismatch: Mismatch) -> Iterator[Draft]:
        """A choice that another part of the repository has already."""
        for item in owner.body:
            if not isinstance(item, ast.AnnAssign) or last_name(item.target) != mismatch.field:
                continue
            own = next((node for node in ast.walk(item.annotation) if choices(node)), None)
            if own is None:
                continue
            for other in context.codebase.sources:
                for node in other.nodes:
                    wider = choices(node)
                    if set(choices(own)) < set(wider) and mismatch.given.strip() in map(repr, wider):
                        place = f"{other.path}:{getattr(node, 'lineno', 1)}"
                        text = f"{file.segment(own).partition('[')[0]}[{', '.join(_quoted(value) for value in wider)}]"
                        idea = Idea(NAME, 0.88, f"{place} knows {mismatch.given}, {owner.name} does not", place)
                        yield replaced(context, idea, file, own, text)
                        return

    def _converted(self, context: Context, owner: ast.ClassDef, field: str, maker: str) -> Iterator[Draft]:
        """The value is converted where the model is filled."""
        for file, node, name in _filled(context, owner.name, {field}):
            value = _value_of(file, node)
            if name == field and value is not None and not isinstance(value, ast.Constant):
                idea = Idea(NAME, 0.65, f"{owner.name}.{field} wants {maker}")
                yield edited(context, idea, file, replace(file, value, f"{maker}({file.segment(value)})"))


def _is_null(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def choices(node: ast.AST) -> list[str]:
    """The texts of a `Literal[...]`, or of a tuple of texts."""
    if isinstance(node, ast.Subscript) and last_name(node.value) == "Literal":
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    elif isinstance(node, ast.Tuple | ast.List):
        items = node.elts
    else:
        return []
    texts = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    return texts if len(texts) == len(items) else []


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def mismatches(message: str) -> list[Mismatch]:
    """All complaints of a message of Pydantic or of FastAPI."""
    found = []
    for kind, path, given in _ANSWER.findall(message):
        words = [part.strip().strip("'\"") for part in path.split(",") if part.strip()]
        names = tuple(word for word in words if word not in ("response", "body") and not word.isdigit())
        if names:
            found.append(Mismatch(kind, names, given.strip() == "None", given))
    for path, kind, given, kind_of_input in _RECORD.findall(message):
        names = tuple(part for part in path.split(".") if not part.isdigit())
        found.append(Mismatch(kind, names, kind_of_input == "NoneType", given))
    return found


def model_of(context: Context) -> str:
    """The model by name: of the message, else of the handler's declaration."""
    titled = _TITLE.search(context.crash.message)
    if titled and titled[1] in context.statuses.classes:
        return titled[1]
    function = context.frame.function
    for source in _declared(function) if function is not None else ():
        for node in ast.walk(source):
            if isinstance(node, ast.Name | ast.Attribute) and last_name(node) in context.statuses.classes:
                return last_name(node)
    return ""


def _declared(function: Function) -> Iterator[ast.expr]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call):
            yield from (word.value for word in decorator.keywords if word.arg == "response_model")
    if function.returns is not None:
        yield function.returns


def owner_of(context: Context, name: str, path: tuple[str, ...]) -> tuple[SourceFile, ast.ClassDef] | None:
    """The class that declares the last field of a path, through nested models and base classes."""
    place = context.statuses.classes.get(name)
    for field in path[:-1]:
        if place is None:
            return None
        annotation = next(
            (
                item.annotation
                for item in place[1].body
                if isinstance(item, ast.AnnAssign) and last_name(item.target) == field
            ),
            None,
        )
        inner = [last_name(node) for node in ast.walk(annotation)] if annotation is not None else []
        known = next((item for item in inner if item in context.statuses.classes), None)
        place = context.statuses.classes.get(known) if known is not None else None
    while place is not None:
        if any(isinstance(item, ast.AnnAssign) and last_name(item.target) == path[-1] for item in place[1].body):
            return place
        bases = [last_name(base) for base in place[1].bases]
        place = next((context.statuses.classes[base] for base in bases if base in context.statuses.classes), None)
    return None


def _filled(context: Context, model: str, fields: set[str]) -> Iterator[tuple[SourceFile, ast.AST, str]]:
    """The keys and keywords with which the repository fills a model: its calls, and mappings that share its fields."""
    for file in context.codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.Call) and last_name(node.func) == model:
                yield from ((file, keyword, keyword.arg) for keyword in node.keywords if keyword.arg is not None)
            elif isinstance(node, ast.Dict):
                keys = [key for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
                shared = sum(str(key.value) in fields for key in keys)
                if keys and (shared * 2 >= len(keys) or shared >= 2 or len(fields) == 1 == shared):
                    yield from ((file, key, str(key.value)) for key in keys)


def _value_of(file: SourceFile, node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.keyword):
        return node.value
    parent = file.parent(node)
    if isinstance(parent, ast.Dict):
        return next((value for key, value in zip(parent.keys, parent.values, strict=True) if key is node), None)
    return None

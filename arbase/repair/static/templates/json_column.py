"""A column of JSON is given what plain JSON cannot hold: Django's own encoder writes it, or the repository's.

The column is the cause, and what crashes is whoever saves a row of it, in another module as a rule. SQLAlchemy has no
encoder of its own; there the engine is told how the repository writes JSON elsewhere, if it does.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch

from arbase.repair.static.edit import add_option, replace
from arbase.repair.static.imports import import_of, spelled
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import kind_without_json, option_of_dumps

NAME = "json-column"
# What Django's encoder writes besides plain JSON.
_WRITTEN = frozenset(("datetime", "date", "time", "timedelta", "Decimal", "UUID", "__proxy__"))
_ENCODER = ("DjangoJSONEncoder", "from django.core.serializers.json import DjangoJSONEncoder")
_ONE_ROW = frozenset(("create", "get_or_create", "update_or_create", "update"))
_SAVES = _ONE_ROW | {"save", "bulk_create", "bulk_update", "acreate", "asave", "abulk_create", "aupdate_or_create"}


@dataclass(frozen=True)
class Column:
    """A column of JSON: the model and the call that makes the field."""

    file: SourceFile
    model: str
    name: str
    field: ast.Call

    @property
    def encoder(self) -> ast.expr | None:
        """What writes the values, where the model says it."""
        told = [word.value for word in self.field.keywords if word.arg == "encoder"]
        return told[0] if told else self.field.args[2] if len(self.field.args) > 2 else None


class JsonColumn(Template):
    """`JSONField(encoder=DjangoJSONEncoder)`, or what another column of the repository names."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each column that the crashed statement may have written."""
        kind = kind_without_json(context.crash.message)
        if context.crash.exception == "StatementError" and kind:
            yield from _of_the_engine(context, kind)
        if context.crash.exception != "TypeError" or kind not in _WRITTEN or context.crash.innermost_in_repository:
            return
        every = list(_columns(context))
        for call in header_nodes(context.frame.statement):
            if not isinstance(call, ast.Call) or last_name(call.func) not in _SAVES:
                continue
            for column, sure in _written(context, call, every):
                if any(fnmatch(column.file.path, glob) for glob in context.service.protected_paths):
                    yield from _made_ready(context, call, column, kind)
                else:
                    yield from _encoded(context, column, every, kind, 0.93 if sure else 0.7)


def _columns(context: Context) -> Iterator[Column]:
    """Every column of JSON of the repository's Django models."""
    for file in context.codebase.sources:
        if "JSONField" not in file.text:
            continue
        for owner in file.nodes:
            if not isinstance(owner, ast.ClassDef):
                continue
            for item in owner.body:
                match item:
                    case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as field) if _is_field(file, field):
                        yield Column(file, owner.name, name, field)


def _is_field(file: SourceFile, field: ast.Call) -> bool:
    """A model's field, not one of a form or a serializer."""
    match field.func:
        case ast.Attribute(attr="JSONField", value=ast.Name(id="models")):
            return True
        case ast.Name(id="JSONField"):
            return any(
                isinstance(node, ast.ImportFrom)
                and (node.module or "").startswith(("django.db", "django.contrib.postgres"))
                and any(alias.name == "JSONField" for alias in node.names)
                for node in file.tree.body
            )
    return False


def _written(context: Context, call: ast.Call, every: list[Column]) -> Iterator[tuple[Column, bool]]:
    """The columns without an encoder that a call writes, and whether it names the column or the model."""
    bare = [one for one in every if one.encoder is None and all(word.arg for word in one.field.keywords)]
    names = {part.id for part in ast.walk(call.func) if isinstance(part, ast.Name)}
    holder = call.func.value if isinstance(call.func, ast.Attribute) else None
    saved = context.crash.type_of(holder).rpartition(".")[2] if holder is not None else ""
    models = {one.model for one in every} & (names | {saved})
    near = [one for one in bare if one.model in models] if models else bare
    words = {word.arg for word in call.keywords}
    # `update_or_create(..., defaults={"changes": changes})`
    within = [word.value for word in call.keywords if isinstance(word.value, ast.Dict)]
    words |= {str(key.value) for part in within for key in part.keys if isinstance(key, ast.Constant)}
    named = [one for one in near if one.name in words]
    if named:
        yield from ((one, True) for one in named)
    elif models or len(bare) == 1:
        yield from ((one, bool(models)) for one in near)


def _encoded(context: Context, column: Column, every: list[Column], kind: str, prior: float) -> Iterator[Draft]:
    text, needed, place = *_ENCODER, ""
    for other in every:
        if isinstance(other.encoder, ast.Name):
            found = import_of(other.encoder.id, other.file, column.file, context.service.source_roots)
            if found is not None:
                text, needed, place = other.encoder.id, found, f"{other.file.path}:{other.field.lineno}"
                break
    edit = add_option(column.file, column.field, f"encoder={text}")
    if edit is not None:
        why = f"{column.model}.{column.name} is JSON, which has no {kind}, and names no encoder that writes it"
        idea = Idea(NAME, prior, f"{why}; makemigrations will note the encoder", place, (needed,) if needed else ())
        yield edited(context, idea, column.file, edit)


def _of_the_engine(context: Context, kind: str) -> Iterator[Draft]:
    """`create_engine(url, json_serializer=...)` where there is one engine that says nothing of it."""
    known = option_of_dumps(context)
    engines = [
        (file, node)
        for file in context.codebase.sources
        for node in file.nodes
        if isinstance(node, ast.Call) and last_name(node.func) in ("create_engine", "create_async_engine")
    ]
    if known is None or len(engines) != 1:
        return
    (file, engine), (source, word) = engines[0], known
    told = any(one.arg in ("json_serializer", None) for one in engine.keywords)
    needed = import_of(last_name(word.value), source, file, context.service.source_roots)
    dumps, brought = spelled(file, "json", "dumps", ("json.dumps", "import json"))
    edit = add_option(file, engine, f"json_serializer=lambda value: {dumps}(value, {source.segment(word)})")
    if edit is not None and needed is not None and not told:
        imports = (*brought, *([needed] if needed else []))
        why = f"columns of JSON are given {kind}, which JSON has not and is written so elsewhere"
        idea = Idea(NAME, 0.88, why, f"{source.path}:{word.value.lineno}", imports)
        yield edited(context, idea, file, edit)


def _made_ready(context: Context, call: ast.Call, column: Column, kind: str) -> Iterator[Draft]:
    """Where the model may not be touched, the value is made plain as it is handed over."""
    file = context.frame.file
    for word in call.keywords:
        if word.arg == column.name:
            text = f"json.loads(json.dumps({file.segment(word.value)}, cls={_ENCODER[0]}))"
            why = f"{column.model}.{column.name} is plain JSON, which has no {kind}"
            idea = Idea(NAME, 0.85, why, "", ("import json", _ENCODER[1]))
            yield edited(context, idea, file, replace(file, word.value, text))
